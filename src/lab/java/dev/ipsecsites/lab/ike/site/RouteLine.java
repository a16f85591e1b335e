package dev.ipsecsites.lab.ike.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One {@code ip route} line of a running configuration (yamaha-rtx.md §4.7).
 *
 * @param network {@code default} or {@code A.B.C.D/M}
 * @param gateways in the order typed
 */
public record RouteLine(String network, List<Gateway> gateways) {
    private static final Pattern NETWORK = Pattern.compile("default|\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final List<String> INTERFACES = List.of("pp", "tunnel", "dhcp");

    /**
     * One gateway of the line.
     *
     * @param target an address, an interface in one word ({@code pp1}, {@code tunnel1}, {@code lan2}) or {@code null}
     * @param hide counts only while its interface is up
     * @param weight share of the packets; 0: only when no gateway with a weight counts
     * @param conditional only for packets of a filter, or only while a {@code ip keepalive} is answered
     */
    public record Gateway(String target, boolean hide, int weight, boolean conditional) {
        boolean isAddress() {
            return ADDRESS.matcher(target).matches();
        }

        boolean isNull() {
            return target.equals("null");
        }
    }

    /** The lines of a running configuration; others are skipped, and so are routes to what is no IPv4 network. */
    public static List<RouteLine> of(List<String> runningConfiguration) {
        List<RouteLine> lines = new ArrayList<>();
        for (String line : runningConfiguration) {
            List<String> words = List.of(line.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
            if (words.size() > 4
                    && words.get(0).equals("ip")
                    && words.get(1).equals("route")
                    && NETWORK.matcher(words.get(2)).matches()) {
                lines.add(new RouteLine(network(words.get(2)), gateways(words.subList(3, words.size()))));
            }
        }
        return List.copyOf(lines);
    }

    private static String network(String typed) {
        return typed.equals("default") || typed.contains("/") ? typed : typed + "/32";
    }

    private static List<Gateway> gateways(List<String> words) {
        List<Gateway> gateways = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals("gateway")) {
                if (i > from + 1) {
                    gateways.add(gateway(words.subList(from + 1, i)));
                }
                from = i;
            }
        }
        return List.copyOf(gateways);
    }

    private static Gateway gateway(List<String> words) {
        String first = words.getFirst();
        boolean named = INTERFACES.contains(first) && words.size() > 1;
        String target = !named ? first : first.equals("dhcp") ? words.get(1) : first + words.get(1);
        int weight = words.indexOf("weight");
        return new Gateway(
                target,
                words.contains("hide"),
                weight < 0 || weight + 1 >= words.size() ? 1 : Integer.parseInt(words.get(weight + 1)),
                words.contains("filter") || words.contains("keepalive") || words.contains("dpi"));
    }
}
