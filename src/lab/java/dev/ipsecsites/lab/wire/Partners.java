package dev.ipsecsites.lab.wire;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Which gateway and which tunnel of Cato's exchange packets. Of two tunnels of Cato's between the same addresses the older one gets them; who
 * has met stays together while nothing speaks against it. Who is known goes first; a gateway whose name no tunnel has comes to its PoP all the
 * same, and is refused there.
 */
public final class Partners {
    private Partners() {}

    /** A gateway of a router, as somebody who looks for its partner sees it. */
    public interface Candidate {
        RouterPeer peer();

        /** Whether IKE may run at this end at all. */
        boolean runs();
    }

    /**
     * Gateways by keys of tunnels.
     *
     * @param together whether the two were partners last
     * @param strange whether a gateway that the tunnel doesn't know may come to it: what two ends have with each other ends otherwise
     */
    public static <G extends Candidate> Map<String, G> of(
            List<CatoPeer> tunnels,
            Collection<G> gateways,
            BiPredicate<CatoPeer, G> together,
            BiPredicate<CatoPeer, G> strange) {
        Map<String, G> partners = new LinkedHashMap<>();
        Set<G> taken = new HashSet<>();
        match(tunnels, gateways, together, (tunnel, gateway) -> Wire.meet(tunnel, gateway.peer()), partners, taken);
        match(
                tunnels,
                gateways,
                together,
                (tunnel, gateway) -> Wire.meetAsStrangers(tunnel, gateway.peer()) && strange.test(tunnel, gateway),
                partners,
                taken);
        return partners;
    }

    private static <G extends Candidate> void match(
            List<CatoPeer> tunnels,
            Collection<G> gateways,
            BiPredicate<CatoPeer, G> together,
            BiPredicate<CatoPeer, G> meet,
            Map<String, G> partners,
            Set<G> taken) {
        for (CatoPeer tunnel : tunnels) {
            List<G> candidates = partners.containsKey(tunnel.key())
                    ? List.of()
                    : gateways.stream()
                            .filter(gateway -> !taken.contains(gateway) && meet.test(tunnel, gateway))
                            .toList();
            Stream.<Optional<G>>of(
                            candidates.stream()
                                    .filter(gateway -> together.test(tunnel, gateway))
                                    .findFirst(),
                            candidates.stream().filter(Candidate::runs).findFirst(),
                            candidates.stream().findFirst())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(gateway -> {
                        taken.add(gateway);
                        partners.put(tunnel.key(), gateway);
                    });
        }
    }
}
