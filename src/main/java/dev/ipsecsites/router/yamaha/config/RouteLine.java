package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ip route DESTINATION gateway G1 [parameter…] gateway G2 [parameter…]} (yamaha-rtx.md §4.7). */
record RouteLine(String destination, List<Gateway> gateways) {
    RouteLine {
        gateways = List.copyOf(gateways);
    }

    /** @param target such as {@code [pp, 1]}, {@code [192.0.2.1]}, {@code [dhcp, lan2]}, {@code [tunnel, 3]} */
    record Gateway(List<String> target, List<String> parameters) {
        Gateway {
            target = List.copyOf(target);
            parameters = List.copyOf(parameters);
        }

        Optional<Integer> tunnel() {
            return target.size() == 2 && target.getFirst().equals("tunnel")
                    ? Optional.of(Words.number(target.get(1))).filter(n -> n > 0)
                    : Optional.empty();
        }
    }

    /** Empty when the line is no route. */
    static Optional<RouteLine> of(ConfigLine line) {
        if (!line.startsWith("ip route") || line.words().size() < 4) {
            return Optional.empty();
        }
        List<Gateway> gateways = new ArrayList<>();
        List<String> words = line.words();
        int i = 3;
        while (i < words.size() && words.get(i).equals("gateway")) {
            int end = i + 1;
            while (end < words.size() && !words.get(end).equals("gateway")) {
                end++;
            }
            int targetEnd = Math.min(end, i + 1 + targetLength(words, i + 1));
            gateways.add(new Gateway(words.subList(i + 1, targetEnd), words.subList(targetEnd, end)));
            i = end;
        }
        return Optional.of(new RouteLine(words.get(2), gateways));
    }

    private static int targetLength(List<String> words, int at) {
        return at < words.size() && List.of("pp", "tunnel", "dhcp").contains(words.get(at)) ? 2 : 1;
    }

    Optional<Cidr> network() {
        return Destinations.network(destination);
    }

    /** Whether every gateway is one of these tunnels. */
    boolean onlyThrough(Set<Integer> tunnels) {
        return !gateways.isEmpty()
                && gateways.stream()
                        .allMatch(g -> g.tunnel().filter(tunnels::contains).isPresent());
    }

    boolean anyThrough(Set<Integer> tunnels) {
        return gateways.stream()
                .anyMatch(g -> g.tunnel().filter(tunnels::contains).isPresent());
    }
}
