package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The routing table: connected networks and {@code ip route} lines (yamaha-rtx.md §3.5, §4.7). */
public final class Routes {
    private final Interfaces interfaces;
    private final Router router;

    /**
     * One gateway of one route.
     *
     * @param network {@code default} or {@code A/M}
     * @param gateway address of the next router; {@code -} for a link without one
     * @param usable not hidden behind an interface that is down
     * @param weight as typed
     * @param filters numbers; empty for every packet
     */
    public record Route(
            String network,
            String gateway,
            Optional<Interface> via,
            String kind,
            boolean usable,
            Optional<String> weight,
            List<String> filters,
            Optional<String> keepalive) {

        int prefix() {
            return network.equals("default") ? 0 : Integer.parseInt(network.substring(network.indexOf('/') + 1));
        }
    }

    public Routes(Router router) {
        this.router = router;
        this.interfaces = new Interfaces(router);
    }

    /** Default first, then by address; several gateways in the order typed. */
    public List<Route> all() {
        List<Route> all = new ArrayList<>();
        for (Interface i : interfaces.all()) {
            i.address().filter(a -> i.up() && !i.name().startsWith("tunnel")).ifPresent(a -> all.add(connected(i, a)));
        }
        router.running().all(Context.GLOBAL, "ip route").forEach(l -> all.addAll(gateways(l)));
        all.sort(Comparator.comparing((Route r) -> !r.network().equals("default"))
                .thenComparingLong(r -> r.network().equals("default") ? 0L : start(r.network()))
                .thenComparingInt(Route::prefix));
        return all;
    }

    private static Route connected(Interface i, String address) {
        int slash = address.indexOf('/');
        String host = slash < 0 ? address : address.substring(0, slash);
        int length = slash < 0 ? 32 : Integer.parseInt(address.substring(slash + 1));
        Long value = Addresses.parse(host);
        long network = (value == null ? 0 : value) & Addresses.mask(length);
        return new Route(
                Addresses.print(network) + "/" + length,
                slash < 0 ? "-" : host,
                Optional.of(i),
                slash < 0 ? "temporary" : "implicit",
                true,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static long start(String network) {
        Long a = Addresses.parse(network.substring(0, network.indexOf('/')));
        return a == null ? 0 : a;
    }

    private List<Route> gateways(ConfigLine line) {
        String typed = line.key().getFirst();
        String network = typed.equals("default") || typed.contains("/") ? typed : typed + "/32";
        List<Route> routes = new ArrayList<>();
        List<String> words = line.value();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals("gateway")) {
                routes.add(gateway(network, words.subList(from + 1, i)));
                from = i;
            }
        }
        return routes;
    }

    private Route gateway(String network, List<String> words) {
        String first = words.getFirst();
        boolean link = first.equals("pp") || first.equals("tunnel") || first.equals("dhcp");
        String name = first.equals("dhcp") ? words.get(1) : link ? first + " " + words.get(1) : first;
        Optional<Interface> via = link ? interfaces.find(name) : connectedTo(first);
        String next = "-";
        if (first.equals("dhcp")) {
            next = router.wan().gateway();
        } else if (!link) {
            next = first;
        }
        boolean hidden = words.contains("hide") && !via.map(Interface::up).orElse(false);
        return new Route(
                network,
                next,
                via,
                first.equals("dhcp") ? "temporary" : "static",
                !hidden,
                after(words, "weight"),
                numbersAfter(words, "filter"),
                after(words, "keepalive"));
    }

    private Optional<Interface> connectedTo(String gateway) {
        return interfaces.all().stream()
                .filter(i -> i.up()
                        && i.address()
                                .filter(a -> a.contains("/") && Addresses.contains(a, gateway))
                                .isPresent())
                .findFirst();
    }

    private static Optional<String> after(List<String> words, String keyword) {
        int i = words.indexOf(keyword);
        return i < 0 ? Optional.empty() : Optional.of(words.get(i + 1));
    }

    private static List<String> numbersAfter(List<String> words, String keyword) {
        int i = words.indexOf(keyword);
        List<String> numbers = new ArrayList<>();
        for (int n = i + 1;
                i >= 0 && n < words.size() && Character.isDigit(words.get(n).charAt(0));
                n++) {
            numbers.add(words.get(n));
        }
        return numbers;
    }

    /**
     * The route that a packet of the router's own to {@code destination} takes: the longest match; among several gateways the first
     * that is up and has a weight, else the first that is up.
     */
    public Optional<Route> lookup(String destination) {
        List<Route> matching = all().stream()
                .filter(r -> r.filters().isEmpty() && r.usable())
                .filter(r -> r.network().equals("default") || Addresses.contains(r.network(), destination))
                .toList();
        int longest = matching.stream().mapToInt(Route::prefix).max().orElse(-1);
        List<Route> best = matching.stream()
                .filter(r -> r.prefix() == longest && r.via().map(Interface::up).orElse(false))
                .toList();
        return best.stream()
                .filter(r -> !r.weight().equals(Optional.of("0")))
                .findFirst()
                .or(() -> best.stream().findFirst());
    }
}
