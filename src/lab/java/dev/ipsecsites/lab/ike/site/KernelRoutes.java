package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.RouteLine.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A router's route lines as routes of the Linux kernel, which then fails over by itself. An interface that is down loses its
 * carrier, and with {@code ignore_routes_with_linkdown} its routes count no more: that is {@code hide}. Gateways of weight 0 stand
 * behind the others with a higher metric. A gateway without {@code hide} keeps its packets though its interface is down, so a
 * black hole follows it. Pure.
 */
public final class KernelRoutes {
    private static final int STEP = 10;

    /** The kernel's weights are 1 to 256; a Yamaha's go further. */
    private static final int HIGHEST_WEIGHT = 256;

    /**
     * Where an interface of the router leads to.
     *
     * @param device its name in the router's namespace
     * @param via the next hop behind it; empty where the link has one end only
     * @param network what is connected to it, {@code A.B.C.D/M}; empty when it has no address
     */
    public record Link(String device, Optional<String> via, Optional<String> network) {}

    /**
     * What came of it.
     *
     * @param routes arguments for {@code ip route replace}
     * @param left lines and gateways that a kernel can't be told: filters, keepalives, interfaces that are not there
     */
    public record Translation(List<String> routes, List<String> left) {}

    private final Map<String, Link> links;
    private final List<String> routes = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    private KernelRoutes(Map<String, Link> links) {
        this.links = links;
    }

    /** @param links by the name of the interface in one word, such as {@code tunnel1} */
    public static Translation of(List<RouteLine> lines, Map<String, Link> links) {
        KernelRoutes translation = new KernelRoutes(links);
        lines.forEach(translation::add);
        return new Translation(List.copyOf(translation.routes), List.copyOf(translation.left));
    }

    private void add(RouteLine line) {
        List<Hop> usable = new ArrayList<>();
        for (Gateway gateway : line.gateways()) {
            Optional<String> hop = gateway.conditional() ? Optional.empty() : hop(gateway);
            hop.ifPresentOrElse(
                    found -> usable.add(new Hop(gateway, found)),
                    () -> left.add(line.network() + " gateway " + gateway.target()));
        }
        List<Hop> shared =
                usable.stream().filter(hop -> hop.gateway().weight() > 0).toList();
        int metric = STEP;
        if (!shared.isEmpty()) {
            route(line.network(), shared, metric);
            if (keeps(line.network(), shared, metric)) {
                return;
            }
        }
        for (Hop last : usable) {
            if (last.gateway().weight() == 0) {
                metric += STEP;
                route(line.network(), List.of(last), metric);
                if (keeps(line.network(), List.of(last), metric)) {
                    return;
                }
            }
        }
    }

    private record Hop(Gateway gateway, String words) {}

    /** Empty when the router has no such interface. */
    private Optional<String> hop(Gateway gateway) {
        if (gateway.isNull()) {
            return Optional.of("");
        }
        if (gateway.isAddress()) {
            return links.values().stream()
                    .filter(link -> link.network()
                            .filter(network -> Ipv4.contains(network, gateway.target()))
                            .isPresent())
                    .findFirst()
                    .map(link -> "via " + gateway.target() + " dev " + link.device() + " onlink");
        }
        return Optional.ofNullable(links.get(gateway.target()))
                .map(link -> link.via().map(via -> "via " + via + " ").orElse("") + "dev " + link.device()
                        + (link.via().isPresent() ? " onlink" : ""));
    }

    private void route(String network, List<Hop> hops, int metric) {
        if (hops.stream().anyMatch(hop -> hop.gateway().isNull())) {
            routes.add("blackhole " + network + " metric " + metric);
        } else if (hops.size() == 1) {
            routes.add(network + " " + hops.getFirst().words() + " metric " + metric);
        } else {
            String nextHops = hops.stream()
                    .map(hop -> " nexthop " + hop.words() + " weight "
                            + Math.min(HIGHEST_WEIGHT, hop.gateway().weight()))
                    .collect(Collectors.joining());
            routes.add(network + " metric " + metric + nextHops);
        }
    }

    /** Whether packets never go on to what follows, because a gateway counts even while its interface is down. */
    private boolean keeps(String network, List<Hop> hops, int metric) {
        boolean keeps = hops.stream()
                .anyMatch(hop -> !hop.gateway().hide() && !hop.gateway().isNull());
        if (keeps) {
            routes.add("blackhole " + network + " metric " + (metric + 1));
        }
        return keeps || hops.stream().anyMatch(hop -> hop.gateway().isNull());
    }
}
