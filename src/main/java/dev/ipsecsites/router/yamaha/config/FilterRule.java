package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ip filter N ACTION SOURCE DESTINATION [PROTOCOL [SOURCE-PORT [DESTINATION-PORT]]]} (yamaha-rtx.md §4.6), as far as needed to tell
 * whether IKE and ESP get through.
 */
record FilterRule(String action, List<String> match) {
    private static final Map<String, String> PROTOCOLS = Map.of("udp", "17", "esp", "50", "icmp", "1");

    FilterRule {
        match = List.copyOf(match);
    }

    /** @param port of UDP, both sides; 0 for ESP */
    record Packet(String source, String destination, String protocol, int port) {}

    enum Verdict {
        PASS,
        REJECT,
        NO_MATCH,
        /** Written in a way that this program doesn't read. */
        UNKNOWN
    }

    private enum Match {
        YES,
        NO,
        UNKNOWN
    }

    static Optional<FilterRule> of(ConfigLine line) {
        List<String> words = line.words();
        return line.startsWith("ip filter") && words.size() > 4 && Words.number(words.get(2)) > 0
                ? Optional.of(new FilterRule(words.get(3), words.subList(4, words.size())))
                : Optional.empty();
    }

    boolean rejectsEverything() {
        return action.startsWith("reject") && match.stream().allMatch("*"::equals);
    }

    Verdict judge(Packet packet) {
        Match all = Match.YES;
        for (int i = 0; i < 5; i++) {
            String pattern = i < match.size() ? match.get(i) : "*";
            Match one = pattern.equals("*")
                    ? Match.YES
                    : switch (i) {
                        case 0 -> address(pattern, packet.source());
                        case 1 -> address(pattern, packet.destination());
                        case 2 -> protocol(pattern, packet.protocol());
                        default -> port(pattern, packet);
                    };
            if (one == Match.NO) {
                return Verdict.NO_MATCH;
            }
            all = one == Match.UNKNOWN ? one : all;
        }
        if (all == Match.UNKNOWN) {
            return Verdict.UNKNOWN;
        }
        if (action.startsWith("pass")) {
            return Verdict.PASS;
        }
        return action.startsWith("reject") ? Verdict.REJECT : Verdict.UNKNOWN;
    }

    private static Match address(String patterns, String address) {
        Match any = Match.NO;
        Optional<Cidr> wanted = Destinations.network(address);
        for (String pattern : patterns.split(",", -1)) {
            Optional<Cidr> network = Destinations.network(pattern);
            if (network.isEmpty() || wanted.isEmpty()) {
                any = Match.UNKNOWN;
            } else if (network.get().contains(wanted.get())) {
                return Match.YES;
            }
        }
        return any;
    }

    private static Match protocol(String patterns, String protocol) {
        Match any = Match.NO;
        for (String pattern : patterns.split(",", -1)) {
            // An echo is one of ICMP's informational messages.
            boolean echo = protocol.equals("icmp") && pattern.equals("icmp-info");
            if (pattern.equals(protocol) || echo || pattern.equals(PROTOCOLS.get(protocol))) {
                return Match.YES;
            }
            // A name or number of another protocol doesn't match; keywords such as "established" are TCP's.
            any = pattern.matches("[a-z0-9-]+") ? any : Match.UNKNOWN;
        }
        return any;
    }

    private static Match port(String patterns, Packet packet) {
        if (packet.port() == 0) {
            return Match.NO;
        }
        Match any = Match.NO;
        for (String pattern : patterns.split(",", -1)) {
            int dash = pattern.indexOf('-');
            int first = Words.number(dash < 0 ? pattern : pattern.substring(0, dash));
            int last = dash < 0 ? first : Words.number(pattern.substring(dash + 1));
            if (first < 0 || last < 0) {
                any = Match.UNKNOWN;
            } else if (packet.port() >= first && packet.port() <= last) {
                return Match.YES;
            }
        }
        return any;
    }
}
