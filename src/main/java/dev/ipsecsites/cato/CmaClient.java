package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaInputs.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteDetails;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.cato.CmaSite.SiteUpdate;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.TunnelIds;
import dev.ipsecsites.ipsec.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Cma} over HTTP. What every call has in common is in {@link CmaTransport}; here is what each one means. */
public final class CmaClient implements Cma {
    private static final int PAGE = 1000;

    private final String accountId;
    private final Clock clock;
    private final CmaTransport transport;
    private final AddressCalls addresses;
    private final RangeCalls ranges;
    private final FeedCalls feeds;

    /** @param shared the same for all clients of this account at this endpoint */
    public CmaClient(CmaShared shared, CmaEndpoint endpoint, String accountId, Secret apiKey) {
        this.accountId = accountId;
        this.clock = shared.clock();
        this.transport = new CmaTransport(shared, endpoint, apiKey);
        this.addresses = new AddressCalls(this, shared.rollout());
        this.ranges = new RangeCalls(this, shared.rollout());
        this.feeds = new FeedCalls(this, accountId);
    }

    @Override
    public List<PopLocation> popLocations() throws CmaException {
        return addresses.popLocations();
    }

    @Override
    public List<AllocatedAddress> allocatedAddresses() throws CmaException {
        return addresses.list();
    }

    @Override
    public AllocatedAddress allocateAddress(String popLocationId, String description) throws CmaException {
        return addresses.allocate(popLocationId, description);
    }

    @Override
    public void releaseAddress(String address) throws CmaException {
        addresses.release(address);
    }

    @Override
    public Optional<AddressQuota> addressQuota() throws CmaException {
        return addresses.quota();
    }

    @Override
    public List<SiteEntry> sites(@Nullable String search) throws CmaException {
        return lookup("site", fields("search", search)).stream()
                .map(CmaClient::siteEntry)
                .filter(site -> !site.id().isEmpty())
                .toList();
    }

    @Override
    public Optional<SiteEntry> site(String siteId) throws CmaException {
        return lookup("site", fields("entityIDs", List.of(siteId))).stream()
                .map(CmaClient::siteEntry)
                .filter(site -> site.id().equals(siteId))
                .findFirst();
    }

    /** The row's own description joins type and description; the helper field has it alone (cato-api.md §4.3). */
    private static SiteEntry siteEntry(JsonNode row) {
        String description = Answer.text(row, "helperFields", "description");
        return new SiteEntry(
                Answer.textOrEmpty(row, "entity", "id"),
                Answer.textOrEmpty(row, "entity", "name"),
                description == null ? Answer.text(row, "description") : description,
                Answer.text(row, "helperFields", "connectionType"));
    }

    @Override
    public Optional<SiteDetails> siteDetails(String siteId) throws CmaException {
        JsonNode details;
        try {
            details = call(CmaOperation.SITE_GENERAL_DETAILS, fields("site", fields("by", "ID", "input", siteId)));
        } catch (CmaException e) {
            if (refused(e) && site(siteId).isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
        JsonNode place = details.path("siteLocation");
        String country = Answer.text(place, "countryCode");
        Location location = country == null
                ? null
                : new Location(
                        country,
                        Answer.text(place, "stateCode"),
                        Answer.text(place, "cityName"),
                        Answer.text(place, "address"),
                        Answer.textOrEmpty(place, "timezone"));
        return Optional.of(new SiteDetails(
                siteId,
                Answer.textOrEmpty(details, "site", "name"),
                Answer.textOrEmpty(details, "siteType"),
                Answer.text(details, "description"),
                location));
    }

    @Override
    public String addSite(NewSite site) throws CmaException {
        return required(
                CmaOperation.ADD_SITE, call(CmaOperation.ADD_SITE, fields("input", CmaInputs.newSite(site))), "siteId");
    }

    @Override
    public void updateSite(String siteId, SiteUpdate update) throws CmaException {
        call(CmaOperation.UPDATE_SITE, fields("siteId", siteId, "input", CmaInputs.siteUpdate(update)));
    }

    @Override
    public void removeSite(String siteId) throws CmaException {
        try {
            call(CmaOperation.REMOVE_SITE, fields("siteId", siteId));
        } catch (CmaException e) {
            if (!refused(e) || !gone(siteId)) {
                throw e;
            }
        }
    }

    /** A site that was just made is not in the list yet, but its ranges are (cato-api.md §2.9): both must be empty. */
    private boolean gone(String siteId) throws CmaException {
        return site(siteId).isEmpty()
                && lookup("siteRange", fields("parent", fields("id", siteId, "type", "site")))
                        .isEmpty();
    }

    @Override
    public void updateIpsecDetails(String siteId, IpsecDetails details) throws CmaException {
        call(CmaOperation.UPDATE_IPSEC_DETAILS, fields("siteId", siteId, "input", CmaInputs.details(details)));
    }

    @Override
    public TunnelIds addTunnels(String siteId, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary)
            throws CmaException {
        JsonNode answer = call(
                CmaOperation.ADD_TUNNELS, fields("siteId", siteId, "input", CmaInputs.tunnels(primary, secondary)));
        return TunnelAnswer.read(answer, primary, secondary);
    }

    @Override
    public TunnelIds updateTunnels(String siteId, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary)
            throws CmaException {
        TunnelAnswer.requireIds(primary, secondary);
        JsonNode answer = call(
                CmaOperation.UPDATE_TUNNELS, fields("siteId", siteId, "input", CmaInputs.tunnels(primary, secondary)));
        return TunnelAnswer.read(answer, primary, secondary);
    }

    @Override
    public void removeTunnels(String siteId, List<String> ids) throws CmaException {
        if (ids.isEmpty()) {
            return;
        }
        try {
            removeExactly(siteId, ids);
        } catch (CmaException e) {
            if (!refused(e)) {
                throw e;
            }
            List<String> there = tunnelIds(siteId, e);
            List<String> left = ids.stream().filter(there::contains).toList();
            if (left.size() == ids.size()) {
                throw e;
            }
            if (!left.isEmpty()) {
                removeExactly(siteId, left);
            }
        }
    }

    private void removeExactly(String siteId, List<String> ids) throws CmaException {
        call(CmaOperation.REMOVE_TUNNELS, fields("siteId", siteId, "input", fields("tunnelId", ids)));
    }

    /** Tunnel ids that the site has now; none when it is gone; the refusal stands while the site isn't visible. */
    private List<String> tunnelIds(String siteId, CmaException refusal) throws CmaException {
        AccountSnapshot.SiteState site =
                snapshotOf(fields("siteIDs", List.of(siteId))).sites().get(siteId);
        if (site != null) {
            return site.roles().stream()
                    .flatMap(role -> role.tunnelIds().stream())
                    .toList();
        }
        if (gone(siteId)) {
            return List.of();
        }
        throw refusal;
    }

    @Override
    public List<NetworkRange> networkRanges(String siteId) throws CmaException {
        return ranges.list(siteId);
    }

    @Override
    public String addNetworkRange(String siteId, String name, String subnet, @Nullable String gateway)
            throws CmaException {
        return ranges.add(siteId, name, subnet, gateway);
    }

    @Override
    public void updateNetworkRange(String rangeId, @Nullable String name, String subnet, @Nullable String gateway)
            throws CmaException {
        ranges.update(rangeId, name, subnet, gateway);
    }

    @Override
    public void removeNetworkRange(String rangeId) throws CmaException {
        ranges.remove(rangeId);
    }

    @Override
    public AccountSnapshot snapshot() throws CmaException {
        return snapshotOf(fields());
    }

    @Override
    public CmaFeeds.EventPage events(@Nullable String marker) throws CmaException {
        return feeds.events(marker);
    }

    @Override
    public CmaFeeds.ChangePage changes(String timeFrame, @Nullable String marker) throws CmaException {
        return feeds.changes(timeFrame, marker);
    }

    private AccountSnapshot snapshotOf(Map<String, Object> variables) throws CmaException {
        Instant asked = clock.instant();
        return SnapshotReader.read(call(CmaOperation.ACCOUNT_SNAPSHOT, variables), asked);
    }

    JsonNode call(CmaOperation operation, Map<String, Object> variables) throws CmaException {
        Map<String, Object> all = fields("accountId", accountId);
        all.putAll(variables);
        return transport.call(operation, all);
    }

    /** All rows of one type, page by page; a row that moved between two pages is there once. */
    List<JsonNode> lookup(String type, Map<String, Object> arguments) throws CmaException {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        int from = 0;
        while (true) {
            Map<String, Object> variables = fields("type", type, "limit", PAGE, "from", from);
            variables.putAll(arguments);
            JsonNode answer = call(CmaOperation.ENTITY_LOOKUP, variables);
            List<JsonNode> page = Answer.list(answer, "items");
            int before = rows.size();
            page.forEach(row -> rows.put(Answer.textOrEmpty(row, "entity", "id"), row));
            from += page.size();
            Integer total = Answer.integer(answer, "total");
            boolean last = total == null ? page.size() < PAGE : from >= total;
            // A page with nothing new ends it, whatever the total says.
            if (last || rows.size() == before) {
                return List.copyOf(rows.values());
            }
        }
    }

    /** Cato has answered and said no to this request: it was not carried out. */
    static boolean refused(CmaException e) {
        return e.kind() == Kind.NOT_FOUND || e.kind() == Kind.INVALID || e.kind() == Kind.UNKNOWN;
    }

    static String required(CmaOperation operation, JsonNode node, String field) throws CmaException {
        String value = Answer.textOrEmpty(node, field);
        if (value.isEmpty()) {
            throw new CmaException(
                    Kind.TRANSIENT,
                    operation.field(),
                    operation.field() + ": the answer has no " + field
                            + "; it was carried out, look before it is repeated",
                    null,
                    null);
        }
        return value;
    }

    @Override
    public String toString() {
        return "CmaClient[account " + accountId + "]";
    }
}
