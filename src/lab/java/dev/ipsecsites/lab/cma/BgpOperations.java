package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** BGP peers of a site (cato-api.md §2.10). The MD5 key is readable, as it is at Cato. */
final class BgpOperations {
    private final Cloud cloud;

    BgpOperations(Cloud cloud) {
        this.cloud = cloud;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("addBgpPeer", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            return peer(add(account, caller, account.site(input.object("site")), input));
        });
        register.accept(
                "updateBgpPeer",
                (account, caller, arguments) -> peer(update(account, caller, null, arguments.object("input"))));
        register.accept(
                "removeBgpPeer",
                (account, caller, arguments) -> peer(
                        remove(account, caller, null, arguments.object("input").text("id"))));
        register.accept("createBgpPeerBulk", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            Site site = account.site(input.object("site"));
            return peers(input.objects("bgpPeer").stream()
                    .map(item -> add(account, caller, site, item))
                    .toList());
        });
        register.accept("updateBgpPeerBulk", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            Site site = account.site(input.object("site"));
            return peers(input.objects("bgpPeer").stream()
                    .map(item -> update(account, caller, site, item))
                    .toList());
        });
        register.accept("deleteBgpPeerBulk", (account, caller, arguments) -> {
            Input input = arguments.object("input");
            Site site = account.site(input.object("site"));
            return peers(input.objects("bgpPeer").stream()
                    .map(item -> remove(
                            account, caller, site, find(account, site, item).id()))
                    .toList());
        });
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept(
                "bgpPeer",
                (account, caller, arguments) ->
                        find(account, null, arguments.object("input")).values());
        register.accept("bgpPeerList", (account, caller, arguments) -> {
            Site site = account.site(arguments.object("input").object("site"));
            List<Map<String, Object>> items =
                    site.bgpPeers.values().stream().map(BgpPeer::values).toList();
            return Map.of("bgpPeer", items, "total", items.size());
        });
        register.accept("siteBgpStatus", this::status);
    }

    private static Map<String, Object> peer(BgpPeer peer) {
        return Map.of("bgpPeer", peer.values());
    }

    private static Map<String, Object> peers(List<BgpPeer> peers) {
        return Map.of("bgpPeer", peers.stream().map(BgpPeer::values).toList());
    }

    private static BgpPeer find(Account account, @Nullable Site only, Input reference) {
        String wanted = reference.text("input");
        boolean byName = "NAME".equals(reference.textOr("by", "ID"));
        return account.sites.values().stream()
                .filter(site -> only == null || site == only)
                .flatMap(site -> site.bgpPeers.values().stream())
                .filter(peer -> wanted.equals(byName ? peer.values().get("name") : peer.id()))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("BGP peer", wanted));
    }

    private BgpPeer add(Account account, ApiKey caller, Site site, Input input) {
        Map<String, Object> values = new LinkedHashMap<>(input.values());
        values.put("site", Map.of("id", site.id, "name", site.name));
        BgpPeer peer = store(site, cloud.newId("bgp", 901), values);
        account.audit(cloud.now(), caller, "CREATED", "BgpPeer", peer.id(), input.text("name"));
        return peer;
    }

    private BgpPeer update(Account account, ApiKey caller, @Nullable Site only, Input input) {
        String id = input.text("id");
        Site site = owner(account, only, id).orElseThrow(() -> Refusal.notFound("BGP peer", id));
        Map<String, Object> values =
                new LinkedHashMap<>(requireNonNull(site.bgpPeers.get(id)).values());
        input.values().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        BgpPeer peer = store(site, id, values);
        account.audit(cloud.now(), caller, "MODIFIED", "BgpPeer", id, String.valueOf(values.get("name")));
        return peer;
    }

    private BgpPeer remove(Account account, ApiKey caller, @Nullable Site only, String id) {
        Site site = owner(account, only, id).orElseThrow(() -> Refusal.notFound("BGP peer", id));
        BgpPeer peer = requireNonNull(site.bgpPeers.remove(id));
        account.audit(
                cloud.now(),
                caller,
                "DELETED",
                "BgpPeer",
                id,
                String.valueOf(peer.values().get("name")));
        return peer;
    }

    private static Optional<Site> owner(Account account, @Nullable Site only, String id) {
        return account.sites.values().stream()
                .filter(site -> only == null || site == only)
                .filter(site -> site.bgpPeers.containsKey(id))
                .findFirst();
    }

    /** {@code bfdSettings} and {@code tracking} come back null while BFD is off (cato-api.md §6.23). */
    private BgpPeer store(Site site, String id, Map<String, Object> values) {
        Input given = new Input(values);
        String peerIp = given.text("peerIp");
        Tunnel tunnel = site.tunnels.values().stream()
                .filter(candidate -> peerIp.equals(candidate.settings.privateSiteIp()))
                .findFirst()
                .orElseThrow(() -> new Refusal("peerIp " + peerIp + " is not the private site IP of any tunnel"));
        boolean bfd = Boolean.TRUE.equals(given.get("bfdEnabled"));
        if (bfd && !given.has("bfdSettings")) {
            throw new Refusal("bfdSettings is required when BFD is enabled");
        }
        values.put("id", id);
        values.put("catoIp", tunnel.settings.privateCatoIp());
        values.putIfAbsent("defaultActionExclusion", List.of());
        values.putIfAbsent("defaultRouteCommunities", List.of());
        values.put("summaryRoute", withIds(given.objects("summaryRoute")));
        if (!bfd) {
            values.put("bfdSettings", null);
            values.put("tracking", null);
        } else if (given.has("tracking")) {
            Map<String, Object> tracking =
                    new LinkedHashMap<>(given.object("tracking").values());
            tracking.putIfAbsent("id", cloud.newId("tracking", 701));
            values.put("tracking", tracking);
        }
        BgpPeer peer = new BgpPeer(id, values);
        site.bgpPeers.put(id, peer);
        return peer;
    }

    private List<Map<String, Object>> withIds(List<Input> items) {
        return items.stream()
                .map(item -> {
                    Map<String, Object> values = new LinkedHashMap<>(item.values());
                    values.putIfAbsent("id", cloud.newId("summaryRoute", 601));
                    return values;
                })
                .toList();
    }

    /** No BGP daemon runs behind the simulator: a session is {@code Active} while its tunnel is up, else {@code Idle}. */
    private Object status(Account account, ApiKey caller, Input arguments) {
        Site site = account.site(arguments.object("input").object("site"));
        List<Map<String, Object>> status = site.bgpPeers.values().stream()
                .map(peer -> Map.<String, Object>of(
                        "remoteIp", String.valueOf(peer.values().get("peerIp")),
                        "bgpSession", session(site, peer),
                        "routesFromPeer", List.of(),
                        "routesToPeer", List.of(),
                        "rejectedRoutesFromPeer", List.of()))
                .toList();
        return Map.of("rawStatus", List.of(), "status", status);
    }

    private static String session(Site site, BgpPeer peer) {
        boolean up = site.tunnels.values().stream()
                .anyMatch(tunnel -> tunnel.connected
                        && String.valueOf(peer.values().get("peerIp")).equals(tunnel.settings.privateSiteIp()));
        return up ? "Active" : "Idle";
    }
}
