package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the commands that a tunnel touches are keyed (yamaha-rtx.md §4, scope T and G). Every other command is its own key: nothing is
 * known of it and nothing done to it.
 */
final class Grammar {
    private static final Set<String> WITHOUT_GATEWAY = Set.of("retry", "queue");
    private static final Set<String> LISTS = Set.of("pp", "tunnel");

    private static final Pattern LAN = Pattern.compile("(?:lan|vlan|bridge)[0-9][0-9/.]*");

    private Grammar() {}

    /** One spelling for one thing. */
    static List<String> canonical(List<String> words) {
        List<String> same = new ArrayList<>(words);
        if (Words.startsWith(words, "ipsec ike duration") && words.size() > 3) {
            same.set(
                    3,
                    switch (words.get(3)) {
                        case "isakmp-sa" -> "ike-sa";
                        case "ipsec-sa" -> "child-sa";
                        default -> words.get(3);
                    });
        }
        if (Words.startsWith(words, "ip route") && words.size() > 2) {
            same.set(2, Destinations.canonical(words.get(2)));
        }
        if (Words.startsWith(words, "ip filter") && words.size() > 2 && Words.isNumber(words.get(2))) {
            // Ports that match everything may be left out.
            while (same.size() > 7 && same.getLast().equals("*")) {
                same.removeLast();
            }
        }
        return same;
    }

    /** Whether the command means the same in every context. */
    static boolean isGlobal(List<String> words) {
        return Words.startsWith(words, "ipsec ike")
                || Words.startsWith(words, "ipsec sa policy")
                || Words.startsWith(words, "ipsec auto refresh")
                || Words.startsWith(words, "tunnel enable")
                || Words.startsWith(words, "pp enable")
                || Words.startsWith(words, "ip route")
                || Words.startsWith(words, "ip filter")
                || Words.startsWith(words, "nat descriptor")
                || isLanCommand(words);
    }

    private static boolean isLanCommand(List<String> words) {
        return words.size() > 2 && words.get(0).equals("ip") && isLan(words.get(1));
    }

    /** Whether an interface of this name is a LAN interface, a VLAN or a bridge. */
    static boolean isLan(String interfaceName) {
        return LAN.matcher(interfaceName).matches();
    }

    /** Whether it is a command of which is known what stands in it. */
    static boolean isKnown(List<String> words) {
        return known(words) < words.size() || (isGlobal(words) && !isLanCommand(words));
    }

    /** How many words make the key; all of them for a command that isn't known. */
    static int keyLength(List<String> words) {
        return Math.min(words.size(), known(words));
    }

    private static int known(List<String> words) {
        if (Words.startsWith(words, "ipsec ike")) {
            return gatewayCommand(words);
        }
        if (Words.startsWith(words, "ipsec sa policy") || Words.startsWith(words, "ip filter dynamic")) {
            return 4;
        }
        if (Words.startsWith(words, "ipsec auto refresh")) {
            return words.size() > 3 && Words.isNumber(words.get(3)) ? 4 : 3;
        }
        if (Words.startsWith(words, "ip filter set")) {
            return 5;
        }
        if (Words.startsWith(words, "ip filter")
                || Words.startsWith(words, "ip route")
                || Words.startsWith(words, "tunnel enable")) {
            return 3;
        }
        if (Words.startsWith(words, "ipsec tunnel") && words.size() > 2 && !Words.isNumber(words.get(2))) {
            // outer df-bit, fastpath-fragment-function follow df-bit: they bind no policy (yamaha-rtx.md §4.2).
            return words.size() - 1;
        }
        if (Words.startsWith(words, "ipsec tunnel")
                || Words.startsWith(words, "tunnel name")
                || Words.startsWith(words, "description tunnel")) {
            return 2;
        }
        if (Words.startsWith(words, "nat descriptor masquerade static")) {
            return 6;
        }
        if (Words.startsWith(words, "nat descriptor type")) {
            return 4;
        }
        return interfaceCommand(words);
    }

    /** {@code ipsec ike X [Y] GATEWAY …}: the key reaches to the gateway's number. */
    private static int gatewayCommand(List<String> words) {
        if (words.size() > 2 && WITHOUT_GATEWAY.contains(words.get(2))) {
            return words.size();
        }
        for (int i = 3; i < Math.min(words.size(), 6); i++) {
            if (Words.isNumber(words.get(i))) {
                return i + 1;
            }
        }
        return words.size();
    }

    /** The gateway that an {@code ipsec ike} line is about; empty for those that are about all. */
    static Optional<Integer> gateway(List<String> words) {
        if (WITHOUT_GATEWAY.contains(words.size() > 2 ? words.get(2) : "")) {
            return Optional.empty();
        }
        return Optional.of(Words.number(words.get(gatewayCommand(words) - 1))).filter(n -> n > 0);
    }

    /** {@code ip IF secure filter in …}, {@code ip IF nat descriptor …}, {@code ip tunnel …}. */
    private static int interfaceCommand(List<String> words) {
        if (words.size() < 3 || !words.get(0).equals("ip") || !(LISTS.contains(words.get(1)) || isLanCommand(words))) {
            return words.size();
        }
        List<String> rest = words.subList(2, words.size());
        if (Words.startsWith(rest, "secure filter") || Words.startsWith(rest, "tcp mss limit")) {
            return 5;
        }
        if (Words.startsWith(rest, "nat descriptor") || Words.startsWith(rest, "remote address")) {
            return 4;
        }
        return Words.startsWith(rest, "address") || Words.startsWith(rest, "mtu") ? 3 : words.size();
    }
}
