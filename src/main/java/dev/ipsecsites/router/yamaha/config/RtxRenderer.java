package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints an intent as a person would type it: the article's blocks in the article's order. Pure. */
public final class RtxRenderer {
    private RtxRenderer() {}

    /**
     * The lines for a router that isn't there: no filter list, no NAT entry, no route to put back, because nobody has seen them.
     *
     * @param links what would otherwise be observed
     * @param secrets keys in clear, else masked
     * @throws IllegalArgumentException when the router can't have it; the message says why
     */
    public static List<String> render(RouterIntent intent, RouterFacts facts, List<LinkState> links, boolean secrets) {
        RtxModel model =
                RtxModel.of(facts.model()).orElseThrow(() -> new IllegalArgumentException(unknownModel(facts.model())));
        try {
            return lines(intent, model, facts, Link.resolve(intent.links(), links)).stream()
                    .map(line -> line.shown(secrets))
                    .toList();
        } catch (RefusedException | UnsafeValueException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static String unknownModel(String found) {
        return "model " + Masking.printable(found) + " isn't known; known are " + String.join(", ", RtxModel.names());
    }

    private static List<Line> lines(RouterIntent intent, RtxModel model, RouterFacts facts, List<Link> links) {
        TunnelNumbers.check(intent, model);
        Values values = new Values(true);
        List<Line> lines = new ArrayList<>();
        Map<Integer, Endpoint> ends = new LinkedHashMap<>();
        Set<PacketFilter> filters = new LinkedHashSet<>();
        for (TunnelIntent tunnel : intent.tunnels()) {
            try {
                Endpoint end = Endpoint.of(tunnel, links, values);
                ends.put(tunnel.number(), end);
                lines.add(Line.global(new Context.Tunnel(tunnel.number()).select()));
                lines.addAll(TunnelLines.of(tunnel, end, model, facts, values));
                lines.add(Line.global(enable(tunnel.number(), model)));
                filters.addAll(PacketFilter.between(tunnel.remoteAddress(), end.localAddress(), end.natTraversal()));
            } catch (UnsafeValueException e) {
                throw new RefusedException("UnsafeValue", tunnel.name() + ": " + e.getMessage(), tunnel.name());
            }
        }
        if (!intent.tunnels().isEmpty()) {
            lines.add(Line.global(autoRefresh()));
        }
        int number = intent.numbers().firstFilter();
        for (PacketFilter filter : filters) {
            if (!intent.numbers().allowsFilter(number)) {
                throw new RefusedException(
                        "NumberOutOfRange",
                        "numbers.filters holds fewer numbers than the " + filters.size() + " filters that are needed",
                        null);
            }
            lines.add(Line.global(filter.define(number++, values)));
        }
        List<Line> routes = TunnelRoutes.of(intent.tunnels(), network -> false);
        lines.addAll(routes);
        lines.addAll(TunnelRoutes.hosts(intent.tunnels(), ends, routes, values));
        return lines;
    }

    static CommandLine enable(int number, RtxModel model) {
        return CommandLine.of("tunnel enable").number("tunnelNumber", number, 1, model.tunnelsWithLicence());
    }

    static CommandLine autoRefresh() {
        return CommandLine.of("ipsec auto refresh on");
    }
}
