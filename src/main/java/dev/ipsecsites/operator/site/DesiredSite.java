package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.api.SiteRange;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.CmaSite.SiteUpdate;
import dev.ipsecsites.cato.CmaTunnels.Bandwidth;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CatoSite means, in plain values: everything that can be known without asking Cato for an address.
 *
 * @param description ends with the site's mark
 * @param notes sentences for the reader; nothing is wrong
 */
public record DesiredSite(
        String siteName,
        SiteType type,
        String description,
        String nativeRange,
        Location location,
        List<SiteRange> ranges,
        IpsecDetails ipsec,
        Proposal proposal,
        Lifetimes lifetimes,
        List<DesiredTunnel> tunnels,
        List<String> notes) {

    /**
     * One tunnel of a role.
     *
     * @param routerTunnel name of the RouterTunnel; null without a router
     * @param allocatedAddress the address that was asked for; null when any at the PoP will do
     * @param siteAddress the site's public address; null while the router hasn't shown it, and where Cato isn't told
     * @param followsLink whether that is the address that the link has, whatever it becomes
     * @param generatedKey whether {@code key} names a Secret that the operator makes
     */
    public record DesiredTunnel(
            Role role,
            @Nullable String routerTunnel,
            @Nullable String popLocation,
            @Nullable String allocatedAddress,
            @Nullable String link,
            @Nullable Integer number,
            @Nullable String name,
            IdentificationType identification,
            @Nullable String siteAddress,
            boolean followsLink,
            @Nullable String privateCatoAddress,
            @Nullable String privateSiteAddress,
            @Nullable Bandwidth bandwidth,
            SecretKeyRef key,
            boolean generatedKey) {
        /** Whether Cato knows the router by its public address; otherwise by an identity that Cato generates (cato-api.md §2.4). */
        public boolean knownByAddress() {
            return identification == IdentificationType.IPV4;
        }

        /** How messages name the place: the PoP or the address. */
        public String where() {
            return popLocation != null ? popLocation : String.valueOf(allocatedAddress);
        }
    }

    public NewSite toNewSite() {
        return new NewSite(siteName, type, description, nativeRange, location);
    }

    public SiteUpdate toUpdate() {
        return new SiteUpdate(siteName, type, description, location);
    }
}
