package dev.ipsecsites.lab.ike;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a router's running configuration that matter to IKE, read from its text alone (yamaha-rtx.md §3.1, §4). A third reading of
 * the reference, beside the driver's and the simulator's; it shares no code with either.
 */
final class RtxLines {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:-(\\d+))?");

    private final Map<String, List<String>> ike = new LinkedHashMap<>();
    private final Map<Integer, List<String>> policies = new TreeMap<>();
    private final Map<Integer, Integer> policyOfTunnel = new TreeMap<>();
    private final Set<Integer> enabledTunnels = new TreeSet<>();
    private final Set<Integer> gateways = new TreeSet<>();
    private final Map<String, Set<String>> addresses = new LinkedHashMap<>();
    private final Map<String, List<String>> routes = new LinkedHashMap<>();
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final Set<String> switches = new LinkedHashSet<>();

    RtxLines(List<String> lines) {
        String context = "";
        for (String line : lines) {
            List<String> words = RtxWords.of(line);
            if (words.size() >= 3 && words.get(1).equals("select")) {
                context = words.get(2).equals("none") ? "" : words.get(0) + " " + words.get(2);
            } else if (!words.isEmpty()) {
                read(words, context);
            }
        }
    }

    private void read(List<String> words, String context) {
        String all = String.join(" ", words);
        if (all.startsWith("ipsec ike ")) {
            ike(words.subList(2, words.size()));
        } else if (all.startsWith("ipsec sa policy ") && words.size() > 4) {
            policies.put(Integer.valueOf(words.get(3)), List.copyOf(words.subList(4, words.size())));
            gateways.add(Integer.valueOf(words.get(4)));
        } else if (all.startsWith("ipsec tunnel ") && context.startsWith("tunnel ") && number(words.get(2))) {
            policyOfTunnel.put(Integer.valueOf(context.substring(7)), Integer.valueOf(words.get(2)));
        } else if (all.startsWith("tunnel enable ")) {
            words.subList(2, words.size()).forEach(this::enable);
        } else if (all.startsWith("ipsec auto refresh ") || all.startsWith("ipsec use ")) {
            switches.add(all);
        } else if (all.startsWith("ip route ") && words.size() > 4) {
            routes.put(words.get(2), List.copyOf(words.subList(3, words.size())));
        } else if (all.startsWith("ip host ") && words.size() > 3) {
            hosts.put(words.get(2), words.get(3));
        } else if (all.startsWith("ip ") && words.contains("address") && !all.contains("remote address")) {
            String name = words.get(1);
            String owner = name.equals("pp") || name.equals("tunnel") ? context : name;
            addresses.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(words.getLast());
        }
    }

    private void enable(String numbers) {
        Matcher range = NUMBERS.matcher(numbers);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            for (int tunnel = from; tunnel <= to; tunnel++) {
                enabledTunnels.add(tunnel);
            }
        }
    }

    /** {@code keepalive use 1 on}: what stands before the gateway's number is the name. */
    private void ike(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (number(words.get(i))) {
                String name = String.join(" ", words.subList(0, i))
                        .replace("child-sa", "ipsec-sa")
                        .replace("ike-sa", "isakmp-sa");
                int gateway = Integer.parseInt(words.get(i));
                ike.put(key(name, gateway), List.copyOf(words.subList(i + 1, words.size())));
                if (!name.equals("retry") && !name.equals("queue length")) {
                    gateways.add(gateway);
                }
                return;
            }
        }
    }

    private static boolean number(String word) {
        return !word.isEmpty() && word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String key(String name, int gateway) {
        return name + " #" + gateway;
    }

    Set<Integer> gateways() {
        return gateways;
    }

    /** What follows the gateway's number; empty when the line isn't there. */
    List<String> ike(String name, int gateway) {
        return ike.getOrDefault(key(name, gateway), List.of());
    }

    String first(String name, int gateway, String otherwise) {
        List<String> words = ike(name, gateway);
        return words.isEmpty() ? otherwise : words.getFirst();
    }

    Optional<Integer> tunnelOf(int gateway) {
        return policyOfTunnel.entrySet().stream()
                .filter(bound -> policies.getOrDefault(bound.getValue(), List.of(""))
                        .getFirst()
                        .equals(Integer.toString(gateway)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What follows the gateway's number in the policy that the tunnel uses. */
    List<String> policyOf(int tunnel) {
        List<String> words = policies.getOrDefault(policyOfTunnel.getOrDefault(tunnel, 0), List.of());
        return words.isEmpty() ? words : words.subList(1, words.size());
    }

    boolean enabled(int tunnel) {
        return enabledTunnels.contains(tunnel) && !switches.contains("ipsec use off");
    }

    /** The gateway's own switch means nothing while the global one is off (yamaha-rtx.md §4.3). */
    boolean refreshes(int gateway) {
        return switches.contains("ipsec auto refresh on")
                && !switches.contains("ipsec auto refresh " + gateway + " off");
    }

    Optional<String> host(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /** Static addresses by interface ({@code lan1}, {@code pp 1}), with their prefix length as typed. */
    Map<String, Set<String>> addresses() {
        return addresses;
    }

    /** What follows the network, by network. */
    Map<String, List<String>> routes() {
        return routes;
    }
}
