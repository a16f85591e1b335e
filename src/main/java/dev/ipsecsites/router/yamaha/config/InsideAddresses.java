package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses of the router in the networks behind it. */
final class InsideAddresses {
    private static final Pattern NAME = Pattern.compile("(bridge|vlan|lan)(\\d{1,4})(.*)");
    /** A bridge has the address in the place of its members. */
    private static final List<String> KINDS = List.of("bridge", "vlan", "lan");

    private InsideAddresses() {}

    private record Inside(String name, String kind, int number, String rest, String address) {
        static Stream<Inside> of(ConfigLine line) {
            List<String> words = line.words();
            if (words.size() < 4
                    || !words.getFirst().equals("ip")
                    || !words.get(2).equals("address")) {
                return Stream.empty();
            }
            Matcher name = NAME.matcher(words.get(1));
            return Grammar.isLan(words.get(1)) && name.matches()
                    ? Stream.of(new Inside(
                            words.get(1), name.group(1), Integer.parseInt(name.group(2)), name.group(3), words.get(3)))
                    : Stream.empty();
        }
    }

    /** Without those of interfaces that lead outside; those of the lowest numbers first. */
    static List<String> of(RtxConfig config, List<LinkState> links) {
        Set<String> outside = outside(config, links);
        Set<String> gateways = gateways(config);
        return config.startingWith("ip").stream()
                .flatMap(Inside::of)
                .filter(inside -> !outside.contains(inside.name()))
                .filter(inside -> holdsNone(inside.address(), gateways))
                .sorted(Comparator.comparingInt(Inside::number)
                        .thenComparingInt(inside -> KINDS.indexOf(inside.kind()))
                        .thenComparing(Inside::rest))
                .map(inside -> inside.address().replaceFirst("/.*", ""))
                .toList();
    }

    /** Those of the links, and those that PPPoE and DHCP routes go over. */
    private static Set<String> outside(RtxConfig config, List<LinkState> links) {
        Set<String> outside = new HashSet<>();
        links.forEach(link -> outside.add(link.interfaceName()));
        config.startingWith("pppoe use").stream()
                .flatMap(line -> line.words().stream().skip(2))
                .forEach(outside::add);
        config.routes().stream()
                .flatMap(route -> route.gateways().stream())
                .filter(gateway -> gateway.target().size() == 2
                        && gateway.target().getFirst().equals("dhcp"))
                .forEach(gateway -> outside.add(gateway.target().getLast()));
        return outside;
    }

    /** Of the default route: one of another route may be a router behind this one. */
    private static Set<String> gateways(RtxConfig config) {
        Set<String> gateways = new HashSet<>();
        config.routes().stream()
                .filter(route -> route.network().filter(Destinations::isDefault).isPresent())
                .flatMap(route -> route.gateways().stream())
                .filter(gateway -> gateway.target().size() == 1)
                .forEach(gateway -> gateways.add(gateway.target().getFirst()));
        return gateways;
    }

    private static boolean holdsNone(String address, Set<String> gateways) {
        Optional<Cidr> network = Destinations.network(address);
        return network.isPresent() && gateways.stream().noneMatch(network.get()::contains);
    }
}
