package dev.ipsecsites.lab.cma;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code accountSnapshot} (cato-api.md §4.2): one device a site, one interface a tunnel. */
final class SnapshotView {
    static final String CONNECTION_TYPE = "IPSEC_V2";

    private final Cloud cloud;

    SnapshotView(Cloud cloud) {
        this.cloud = cloud;
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("accountSnapshot", (account, caller, arguments) -> {
            Map<String, Object> snapshot = new LinkedHashMap<>();
            snapshot.put("id", account.id);
            snapshot.put("timestamp", cloud.now().toString());
            return snapshot;
        });
    }

    static String protoId(Site site) {
        return "1" + site.id;
    }

    /** {@code wanted} empty: all sites of the account, new ones excepted until they become visible. */
    List<Map<String, Object>> sites(Account account, List<String> wanted) {
        return account.sites.values().stream()
                .filter(site -> wanted.isEmpty() || wanted.contains(site.id))
                .filter(site -> !cloud.now().isBefore(site.visibleFrom))
                .map(site -> site(account, site))
                .toList();
    }

    private Map<String, Object> site(Account account, Site site) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", site.id);
        view.put("protoId", protoId(site));
        view.put("connectivityStatus", site.connected() ? "connected" : "disconnected");
        view.put("operationalStatus", site.operationalStatus);
        view.put("popName", activePop(account, site));
        view.put("connectedSince", text(first(site, tunnel -> tunnel.connectedSince)));
        view.put("lastConnected", text(latest(site)));
        view.put("hostCount", 0);
        view.put("altWanStatus", "disabled");
        view.put("degradedStatus", degraded(site));
        view.put("devices", List.of(device(account, site)));
        view.put("info", info(account, site));
        return view;
    }

    /** The primary tunnel carries the traffic while it is up. */
    private @Nullable String activePop(Account account, Site site) {
        return site.tunnels.values().stream()
                .filter(tunnel -> tunnel.connected)
                .findFirst()
                .flatMap(tunnel -> cloud.popOf(account, site, tunnel.role()))
                .map(PopLocation::name)
                .orElse(null);
    }

    private static @Nullable Instant first(Site site, Function<Tunnel, @Nullable Instant> time) {
        return times(site, time).min(Instant::compareTo).orElse(null);
    }

    private static @Nullable Instant latest(Site site) {
        return times(site, tunnel -> tunnel.lastConnected)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<Instant> times(Site site, Function<Tunnel, @Nullable Instant> time) {
        return site.tunnels.values().stream().flatMap(tunnel -> Optional.ofNullable(time.apply(tunnel)).stream());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Map<String, Object> degraded(Site site) {
        List<Map<String, Object>> details = new ArrayList<>();
        if (site.connected()) {
            site.tunnels.values().stream()
                    .filter(tunnel -> !tunnel.connected)
                    .map(tunnel -> degraded(site, tunnel))
                    .forEach(details::add);
        }
        return Map.of("isDegraded", !details.isEmpty(), "degradedDetails", details);
    }

    private static Map<String, Object> degraded(Site site, Tunnel tunnel) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("deviceName", site.name);
        args.put("lastConnectedDate", text(tunnel.lastConnected));
        boolean several = site.tunnels(tunnel.role()).size() > 1;
        if (several) {
            args.put("tunnelID", tunnel.interfaceId());
            args.put("tunnelName", tunnel.displayName());
        }
        args.put("__type", several ? "DegradedStatusMultiTunnelArgs" : "DegradedStatusBasicDataArgs");
        return Map.of(
                "reason",
                several ? "IPSEC_MULTI_TUNNEL_TUNNEL_DISCONNECTED" : "IPSEC_TUNNEL_DISCONNECTED",
                "args",
                args);
    }

    private Map<String, Object> device(Account account, Site site) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", protoId(site));
        view.put("name", site.name);
        view.put("identifier", site.name);
        view.put("connected", site.connected());
        view.put("haRole", null);
        view.put("connectedSince", text(first(site, tunnel -> tunnel.connectedSince)));
        view.put("lastConnected", text(latest(site)));
        view.put("lastPopName", activePop(account, site));
        view.put("type", "IPSEC");
        view.put("recentConnections", List.of());
        view.put("interfacesLinkState", List.of());
        List<Map<String, Object>> interfaces = new ArrayList<>();
        for (Tunnel tunnel : site.tunnels.values()) {
            interfaces.add(tunnel(account, site, tunnel, interfaces.size()));
        }
        view.put("interfaces", interfaces);
        return view;
    }

    private Map<String, Object> tunnel(Account account, Site site, Tunnel tunnel, int order) {
        String pop =
                cloud.popOf(account, site, tunnel.role()).map(PopLocation::name).orElse(null);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", tunnel.interfaceId());
        view.put("name", tunnel.displayName());
        view.put("connected", tunnel.connected);
        view.put("naturalOrder", order);
        view.put("popName", tunnel.connected ? pop : null);
        view.put("previousPopName", tunnel.previousPop);
        view.put("tunnelConnectionReason", tunnel.connected ? "Connected" : tunnel.closeReason);
        view.put("tunnelRemoteIP", tunnel.connected ? tunnel.remoteAddress : tunnel.settings.publicSiteIp());
        view.put("tunnelUptime", uptime(tunnel));
        view.put("bgpState", null);
        view.put("info", interfaceInfo(tunnel));
        return view;
    }

    private int uptime(Tunnel tunnel) {
        Instant since = tunnel.connectedSince;
        return since == null ? 0 : (int) Duration.between(since, cloud.now()).toSeconds();
    }

    static Map<String, Object> interfaceInfo(Tunnel tunnel) {
        Input bandwidth = new Input(tunnel.settings.bandwidth());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", tunnel.interfaceId());
        view.put("name", tunnel.displayName());
        view.put("destType", "IPSEC");
        Double down = megabits(bandwidth, "downstream");
        Double up = megabits(bandwidth, "upstream");
        view.put("downstreamBandwidthMbpsPrecision", down);
        view.put("upstreamBandwidthMbpsPrecision", up);
        view.put("downstreamBandwidth", down == null ? null : down.intValue());
        view.put("upstreamBandwidth", up == null ? null : up.intValue());
        return view;
    }

    private static @Nullable Double megabits(Input bandwidth, String direction) {
        Object precise = bandwidth.get(direction + "MbpsPrecision");
        Object whole = precise == null ? bandwidth.get(direction) : precise;
        return whole instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    Map<String, Object> info(Account account, Site site) {
        Location place = site.location;
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", site.name);
        view.put("type", site.type);
        view.put("description", site.description);
        view.put("countryCode", place.countryCode());
        view.put("countryName", Geography.countryName(place.countryCode()));
        view.put(
                "countryStateName",
                cloud.geography().stateName(place.stateCode()).orElse(null));
        view.put("cityName", place.city());
        view.put("address", place.address());
        view.put("region", null);
        view.put("isHA", false);
        view.put("connType", CONNECTION_TYPE);
        view.put("creationTime", site.created.toString());
        view.put(
                "interfaces",
                site.tunnels.values().stream().map(SnapshotView::interfaceInfo).toList());
        view.put("sockets", List.of());
        view.put(
                "ipsec",
                Stream.of(Role.values())
                        .filter(role -> site.destinations.containsKey(role))
                        .map(role -> ipsec(account, site, role))
                        .toList());
        return view;
    }

    /** The only configuration that can be read back: one element a role (cato-api.md §4.2). */
    static Map<String, Object> ipsec(Account account, Site site, Role role) {
        Site.Destination destination = Objects.requireNonNull(site.destinations.get(role));
        String addressId = destination.addressId();
        AllocatedAddress address = addressId == null ? null : account.addresses.get(addressId);
        List<Tunnel> tunnels = site.tunnels(role);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("isPrimary", role == Role.PRIMARY);
        view.put("catoIP", address == null ? null : address.ip());
        view.put(
                "remoteIP",
                tunnels.stream()
                        .flatMap(tunnel -> Optional.ofNullable(tunnel.settings.publicSiteIp()).stream())
                        .findFirst()
                        .orElse(null));
        view.put("ikeVersion", 2);
        view.put(
                "tunnelConfig",
                tunnels.stream()
                        .map(tunnel -> {
                            Map<String, Object> config = new LinkedHashMap<>();
                            config.put("tunnelId", tunnel.id);
                            config.put("localId", tunnel.localId);
                            config.put("tunnelRemoteIdentifier", tunnel.settings.publicSiteIp());
                            return config;
                        })
                        .toList());
        return view;
    }
}
