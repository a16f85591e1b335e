package dev.ipsecsites.lab.ike;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which address a router's own packets start from, by its route lines (yamaha-rtx.md §4.3, §4.7), before any of its tunnels is up. */
final class RtxRoutes {
    private final RtxLines lines;
    private final Map<String, String> dynamicAddresses;

    /** @param dynamicAddresses by interface: what PPP or DHCP gave */
    RtxRoutes(RtxLines lines, Map<String, String> dynamicAddresses) {
        this.lines = lines;
        this.dynamicAddresses = dynamicAddresses;
    }

    /**
     * One gateway of one route, or a network that an interface is in.
     *
     * @param reserve {@code weight 0}: for when no other works
     * @param address of the interface that it leads to; empty while that has none
     */
    private record Way(String network, boolean hide, boolean reserve, Optional<String> address) {
        boolean leadsTo(String destination) {
            return network.equals("default") || network.equals(destination) || Networks.contains(network, destination);
        }

        int prefix() {
            int slash = network.indexOf('/');
            return network.equals("default") ? 0 : slash < 0 ? 32 : Integer.parseInt(network.substring(slash + 1));
        }
    }

    /** The longest of the networks that hold the destination decides; what hides is not there while its interface is down. */
    Optional<String> sourceTowards(String destination) {
        List<Way> ways = ways().stream()
                .filter(way -> way.leadsTo(destination)
                        && !(way.hide() && way.address().isEmpty()))
                .toList();
        int longest = ways.stream().mapToInt(Way::prefix).max().orElse(-1);
        return ways.stream()
                .filter(way -> way.prefix() == longest && way.address().isPresent())
                .min(Comparator.comparing(Way::reserve))
                .flatMap(Way::address);
    }

    /** Where whoever is only called is called: on the first way out. */
    Optional<String> outside() {
        return lines.routes().entrySet().stream()
                .flatMap(route -> gateways(route.getKey(), route.getValue()))
                .flatMap(way -> way.address().stream())
                .findFirst();
    }

    Optional<String> addressOf(String interfaceName) {
        String dynamic = dynamicAddresses.get(interfaceName);
        return dynamic != null
                ? Optional.of(dynamic)
                : lines.addresses().getOrDefault(interfaceName, Set.of()).stream()
                        .map(Networks::host)
                        .filter(Networks::isAddress)
                        .findFirst();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        connected()
                .filter(address -> address.contains("/"))
                .forEach(address -> ways.add(new Way(address, false, false, Optional.of(Networks.host(address)))));
        lines.routes().forEach((network, words) -> gateways(network, words).forEach(ways::add));
        return ways;
    }

    private Stream<String> connected() {
        return lines.addresses().entrySet().stream()
                .filter(owner -> !owner.getKey().startsWith("tunnel"))
                .flatMap(owner -> owner.getValue().stream());
    }

    /** A gateway with filters is for some packets only, and none of them are IKE's. */
    private Stream<Way> gateways(String network, List<String> words) {
        List<Way> ways = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals("gateway")) {
                List<String> gateway = words.subList(from + 1, i);
                if (!gateway.isEmpty() && !gateway.contains("filter")) {
                    boolean reserve =
                            gateway.contains("weight") && gateway.getLast().equals("0");
                    ways.add(new Way(network, gateway.contains("hide"), reserve, leaving(gateway)));
                }
                from = i;
            }
        }
        return ways.stream();
    }

    private Optional<String> leaving(List<String> gateway) {
        String first = gateway.getFirst();
        return switch (first) {
            case "tunnel" -> Optional.empty();
            case "pp" -> addressOf("pp " + gateway.get(1));
            case "dhcp" -> addressOf(gateway.get(1));
            default ->
                connected()
                        .filter(address -> Networks.contains(address, first))
                        .map(Networks::host)
                        .findFirst();
        };
    }
}
