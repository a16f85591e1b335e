package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Route lines into tunnels and around them. */
final class TunnelRoutes {
    private TunnelRoutes() {}

    /**
     * One line for each destination, the default route first. The most preferred tunnel carries everything; the others have weight 0 and
     * step in when those before them, hidden while down, are gone (article, routing).
     *
     * @param captured whether a destination that is asked for only then needs a line of its own
     */
    static List<Line> of(List<TunnelIntent> tunnels, Predicate<Cidr> captured) {
        Map<Cidr, Map<Integer, Integer>> preferences = new TreeMap<>(
                Comparator.comparing((Cidr n) -> !Destinations.isDefault(n)).thenComparing(Comparator.naturalOrder()));
        for (TunnelIntent tunnel : tunnels) {
            for (TunnelRoute route : tunnel.routes()) {
                Cidr network = network(route, tunnel.name());
                if (!route.onlyWhenCaptured() || captured.test(network)) {
                    preferences
                            .computeIfAbsent(network, n -> new TreeMap<>())
                            .merge(tunnel.number(), route.preference(), Math::min);
                }
            }
        }
        return preferences.entrySet().stream()
                .map(entry -> Line.global(line(Destinations.text(entry.getKey()), inOrder(entry.getValue()))))
                .toList();
    }

    /** Tunnels, the preferred first; equal ones by number. */
    private static List<Integer> inOrder(Map<Integer, Integer> preferenceByTunnel) {
        return preferenceByTunnel.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Cidr network(TunnelRoute route, String tunnel) {
        Token.destination("routes.destination of " + tunnel, route.destination());
        return Destinations.network(route.destination()).orElseThrow();
    }

    private static CommandLine line(String destination, List<Integer> members) {
        CommandLine line = CommandLine.of("ip route").destination("routes.destination", destination);
        for (int i = 0; i < members.size(); i++) {
            line = line.keywords("gateway tunnel").number("tunnelNumber", members.get(i), 1, Integer.MAX_VALUE);
            line = i < members.size() - 1 ? line.keywords("hide") : line;
            line = i > 0 ? line.keywords("weight 0") : line;
        }
        return line;
    }

    /**
     * Routes of the peers through their links, where a tunnel's route would take the peer's own packets into a tunnel (DESIGN §9.2).
     *
     * @param lines the lines into tunnels that are written
     */
    static List<Line> hosts(List<TunnelIntent> tunnels, Map<Integer, Endpoint> ends, List<Line> lines, Values values) {
        List<Cidr> covered = lines.stream()
                .flatMap(line -> RouteLine.of(line.setting()).stream())
                .flatMap(route -> route.network().stream())
                .toList();
        Map<String, Line> byPeer = new LinkedHashMap<>();
        for (TunnelIntent tunnel : tunnels) {
            boolean unknown = values.offline() && Values.isUnknown(tunnel.remoteAddress());
            boolean inTunnel = unknown
                    ? covered.stream().anyMatch(Destinations::isDefault)
                    : Destinations.network(tunnel.remoteAddress())
                            .filter(peer -> covered.stream().anyMatch(network -> network.contains(peer)))
                            .isPresent();
            Endpoint end = ends.get(tunnel.number());
            if (inTunnel && end != null) {
                byPeer.putIfAbsent(tunnel.remoteAddress(), Line.global(host(tunnel, end.link(), values)));
            }
        }
        return List.copyOf(byPeer.values());
    }

    private static CommandLine host(TunnelIntent tunnel, Link link, Values values) {
        CommandLine line = CommandLine.of("ip route")
                .with(values.address("remote.address", tunnel.remoteAddress()))
                .keywords("gateway");
        if (link.pp()) {
            return line.ppNumber("interface of link " + link.name(), link.interfaceName());
        }
        String gateway = link.gateway();
        if (gateway != null && gateway.equalsIgnoreCase("DHCP")) {
            return line.keywords("dhcp").interfaceName("interface of link " + link.name(), link.interfaceName());
        }
        if (gateway != null) {
            return line.address("gateway of link " + link.name(), gateway);
        }
        if (values.offline()) {
            return line.with(Token.unknown("gateway of link " + link.name()));
        }
        throw new RefusedException(
                "LinkHasNoGateway",
                "the next hop of link " + link.name() + " (" + link.interfaceName()
                        + ") can't be seen on the router: set gateway of" + " that link, so that "
                        + tunnel.remoteAddress() + " stays reachable outside the tunnel",
                tunnel.name());
    }
}
