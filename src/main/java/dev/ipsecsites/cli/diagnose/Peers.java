package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.ipsec.Cidr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a router's tunnels lead to Cato, by its routes: what Cato answers at must be reached through its tunnels (article, 10.254.254.1, .5, .253;
 * cato-api.md §2.8). A tunnel that other networks are routed into is another peer's.
 *
 * @param preference all tunnels, those that lead to Cato first, in the order in which the router prefers them
 * @param elsewhere those that only lead to other networks, while others lead to Cato
 * @param guesses those of which no route tells, where there are more of them than Cato can have: which of them is which nobody knows
 * @param only the only one that anything shows, where neither a configuration nor a manifest tells of it: there may be another; else empty
 */
record Peers(List<Integer> preference, Set<Integer> elsewhere, Set<Integer> guesses, Set<Integer> only) {
    /** A site has a primary and a secondary. */
    private static final int MOST = 2;

    private static final String DEFAULT = "default";

    /** Apart, because a log without a configuration needs none: the library behind takes a tenth of a second to begin with. */
    private static final class Networks {
        private static final Cidr SERVICES = Cidr.parse("10.254.254.0/24");
        private static final Cidr USERS = Cidr.parse("10.41.0.0/16");
    }

    Peers {
        preference = List.copyOf(preference);
        elsewhere = Set.copyOf(elsewhere);
        guesses = Set.copyOf(guesses);
        only = Set.copyOf(only);
    }

    /**
     * @param facts null where nobody has the configuration
     * @param named by manifests, which know better than routes
     */
    static Peers of(@Nullable ConfigFacts facts, Set<Integer> numbers, Set<Integer> named) {
        List<Integer> leading = new ArrayList<>(facts == null ? List.of() : leading(facts));
        leading.retainAll(numbers);
        Set<Integer> elsewhere = new TreeSet<>();
        if (facts != null && !leading.isEmpty()) {
            elsewhere.addAll(facts.into(destination -> true));
            elsewhere.retainAll(numbers);
            elsewhere.removeAll(leading);
            elsewhere.removeAll(named);
        }
        Set<Integer> rest = new TreeSet<>(numbers);
        rest.removeAll(leading);
        List<Integer> order =
                Stream.concat(leading.stream(), rest.stream()).distinct().toList();
        rest.removeAll(elsewhere);
        boolean several = rest.size() > Math.max(0, MOST - leading.size());
        rest.removeAll(named);
        Set<Integer> untold = new TreeSet<>(rest);
        untold.removeAll(facts == null ? Set.of() : facts.config().tunnelNumbers());
        return new Peers(order, elsewhere, several ? rest : Set.of(), numbers.size() < MOST ? untold : Set.of());
    }

    /** The default route tells, unless the addresses of Cato's services have one of their own; without either, a wider one. */
    private static List<Integer> leading(ConfigFacts facts) {
        List<Integer> byDefault = facts.into(DEFAULT::equals);
        List<Integer> services = facts.into(destination -> within(destination, Networks.SERVICES));
        if (!services.isEmpty() && Collections.disjoint(byDefault, services)) {
            return services;
        }
        Set<Integer> leading = new LinkedHashSet<>(byDefault);
        leading.addAll(services);
        if (leading.isEmpty()) {
            leading.addAll(facts.into(destination -> within(destination, Networks.USERS)));
        }
        if (leading.isEmpty()) {
            leading.addAll(facts.into(destination -> covers(destination, Networks.SERVICES)));
        }
        return List.copyOf(leading);
    }

    private static boolean within(String destination, Cidr network) {
        return Cidr.around(destination).filter(network::contains).isPresent();
    }

    private static boolean covers(String destination, Cidr network) {
        return Cidr.around(destination).filter(n -> n.contains(network)).isPresent();
    }
}
