package dev.ipsecsites.cato;

import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteDetails;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.cato.CmaSite.SiteUpdate;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.TunnelIds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account at Cato. Every call is one request (listing excepted) and may throw {@link CmaException}. No call that adds
 * something is repeated blindly: after {@link CmaException.Kind#TRANSIENT} the caller looks before it adds again
 * (cato-api.md §1.5).
 */
public interface Cma {
    List<PopLocation> popLocations() throws CmaException;

    /** The ids that tunnels refer to are those of this list. A null description: the account's rollout can't tell. */
    List<AllocatedAddress> allocatedAddresses() throws CmaException;

    /**
     * Asks for a new address at a PoP; {@code description} carries our mark (DESIGN §9.8). Whether the answer's id is the
     * one that tunnels take isn't confirmed (cato-api.md §3.1): read it from {@link #allocatedAddresses()}.
     */
    AllocatedAddress allocateAddress(String popLocationId, String description) throws CmaException;

    /** Gives an address back; an address that is gone already is no error. */
    void releaseAddress(String address) throws CmaException;

    /** How many public addresses the licence grants; empty where the account doesn't say. */
    Optional<AddressQuota> addressQuota() throws CmaException;

    /** All sites of the account, or those whose name contains {@code search}. */
    List<SiteEntry> sites(@Nullable String search) throws CmaException;

    /** The site with that id; empty when there is none. */
    Optional<SiteEntry> site(String siteId) throws CmaException;

    /** Name, type, description and location as Cato has them; empty when there is no such site. */
    Optional<SiteDetails> siteDetails(String siteId) throws CmaException;

    /** Returns the new site's id. */
    String addSite(NewSite site) throws CmaException;

    void updateSite(String siteId, SiteUpdate update) throws CmaException;

    void updateIpsecDetails(String siteId, IpsecDetails details) throws CmaException;

    /** Adds tunnels to roles that have none; null leaves a role alone. */
    TunnelIds addTunnels(String siteId, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary)
            throws CmaException;

    /** Re-sends tunnels that exist; may restart them (cato-api.md §4.7). Each tunnel needs its {@code id}. */
    TunnelIds updateTunnels(String siteId, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary)
            throws CmaException;

    /** {@code ids} such as {@code PRIMARY1}; ids that are gone already are no error. */
    void removeTunnels(String siteId, List<String> ids) throws CmaException;

    /** A site that is gone already is no error. */
    void removeSite(String siteId) throws CmaException;

    List<NetworkRange> networkRanges(String siteId) throws CmaException;

    /** Returns the new range's id. */
    String addNetworkRange(String siteId, String name, String subnet, @Nullable String gateway) throws CmaException;

    void updateNetworkRange(String rangeId, @Nullable String name, String subnet, @Nullable String gateway)
            throws CmaException;

    /** A range that is gone already is no error. */
    void removeNetworkRange(String rangeId) throws CmaException;

    /** State of all sites of the account in one call. */
    AccountSnapshot snapshot() throws CmaException;

    /**
     * Events of the account's IPsec tunnels after {@code marker}, one request. Null or an empty marker is "now": the answer has nothing but the
     * marker to go on from (cato-api.md §4.4).
     */
    CmaFeeds.EventPage events(@Nullable String marker) throws CmaException;

    /**
     * What the account's audit trail has of a time, one request.
     *
     * @param timeFrame such as {@code last.PT1H} or {@code last.P1D}
     * @param marker of the answer before; null for the first
     */
    CmaFeeds.ChangePage changes(String timeFrame, @Nullable String marker) throws CmaException;

    /** A PoP. {@code name} is what manifests say, {@code displayName} what the console shows. */
    record PopLocation(
            String id,
            String name,
            @Nullable String displayName,
            @Nullable String country) {}

    /** An address of Cato's that the account holds. {@code id} is what tunnels refer to. */
    record AllocatedAddress(
            String id,
            String address,
            String popLocation,
            @Nullable String description) {}

    record AddressQuota(int total, int allocated) {}

    /**
     * A network behind a site. The native range is the one that the site was created with.
     *
     * @param gateway null where there is none, and where the account's rollout can't tell
     */
    record NetworkRange(
            String id,
            String name,
            String subnet,
            boolean nativeRange,
            @Nullable String gateway) {}
}
