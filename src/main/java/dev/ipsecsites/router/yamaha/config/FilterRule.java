package dev.ipsecsites.router.yamaha.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ip filter N ACTION SOURCE DESTINATION [PROTOCOL [SOURCE-PORT [DESTINATION-PORT]]]} (yamaha-rtx.md §4.6), as far as needed to tell
 * whether IKE, ESP and echoes get through (REF 8.1.10).
 */
record FilterRule(String action, List<String> match) {
    /** Words for TCP, and for packets of it with certain flags; {@code tcpflag=…} aside. */
    private static final Set<String> TCP = Set.of("tcp", "6", "tcpsyn", "tcpfin", "tcprst", "established");

    private static final Set<String> UDP = Set.of("udp", "17");
    private static final Set<String> ESP = Set.of("esp", "50");
    private static final Set<String> ICMP = Set.of("icmp", "1");

    FilterRule {
        match = List.copyOf(match);
    }

    /** Whose packets are judged: what an IPsec tunnel and a ping send. */
    enum Protocol {
        UDP,
        ESP,
        /** Echoes and the answers to them. */
        ECHO
    }

    /**
     * A packet as filters see it.
     *
     * @param first source port of UDP, type of an echo
     * @param second destination port of UDP, code of an echo
     */
    record Packet(String source, String destination, Protocol protocol, int first, int second) {
        private static final int ECHO = 8;
        private static final int ECHO_REPLY = 0;

        /** @param port of both sides */
        static Packet udp(String source, String destination, int port) {
            return new Packet(source, destination, Protocol.UDP, port, port);
        }

        static Packet esp(String source, String destination) {
            return new Packet(source, destination, Protocol.ESP, 0, 0);
        }

        static Packet echo(String source, String destination) {
            return new Packet(source, destination, Protocol.ECHO, ECHO, 0);
        }

        static Packet echoReply(String source, String destination) {
            return new Packet(source, destination, Protocol.ECHO, ECHO_REPLY, 0);
        }
    }

    enum Verdict {
        PASS,
        REJECT,
        NO_MATCH,
        /** Written in a way that this program doesn't read. */
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
        Match match = AddressPattern.match(word(0), packet.source())
                .and(AddressPattern.match(word(1), packet.destination()))
                .and(Match.any(word(2), word -> protocol(word, packet.protocol())))
                .and(lastWords(packet));
        if (match == Match.NO) {
            return Verdict.NO_MATCH;
        }
        if (match == Match.UNKNOWN) {
            return Verdict.UNKNOWN;
        }
        if (action.startsWith("pass")) {
            return Verdict.PASS;
        }
        return action.startsWith("reject") ? Verdict.REJECT : Verdict.UNKNOWN;
    }

    private String word(int index) {
        return index < match.size() ? match.get(index) : "*";
    }

    private static Match protocol(String word, Protocol protocol) {
        boolean named = switch (protocol) {
            case UDP -> UDP.contains(word);
            case ESP -> ESP.contains(word);
            // Both are among ICMP's informational messages.
            case ECHO -> ICMP.contains(word) || word.equals("icmp-info");
        };
        if (named) {
            return Match.YES;
        }
        // Names and numbers of other protocols don't match, nor do flags, which only TCP has.
        return word.matches("[a-z0-9-]+|tcpflag!?=.*") ? Match.NO : Match.UNKNOWN;
    }

    /**
     * Ports are those of TCP and UDP: where other protocols are meant as well, packets of these pass by them. Only {@code icmp} alone
     * makes them a type and a code (REF 8.1.10, note).
     */
    private Match lastWords(Packet packet) {
        if (word(3).equals("*") && word(4).equals("*")) {
            return Match.YES;
        }
        return switch (packet.protocol()) {
            case UDP -> numbers(word(3), packet.first()).and(numbers(word(4), packet.second()));
            case ECHO -> ICMP.contains(word(2)) ? typeAndCode(packet) : Match.YES;
            // What ports of ESP alone would be the reference doesn't say.
            case ESP -> Match.any(word(2), FilterRule::hasPorts) == Match.YES ? Match.YES : Match.UNKNOWN;
        };
    }

    private static Match hasPorts(String protocol) {
        return Match.of(UDP.contains(protocol)
                || TCP.contains(protocol)
                || protocol.startsWith("tcpflag")
                || ICMP.contains(protocol));
    }

    private Match typeAndCode(Packet packet) {
        boolean named = (word(3) + word(4)).chars().anyMatch(Character::isLetter);
        return named ? Match.UNKNOWN : numbers(word(3), packet.first()).and(numbers(word(4), packet.second()));
    }

    private static Match numbers(String list, int number) {
        return Match.any(
                list,
                word -> PortRange.of(word)
                        .map(range -> Match.of(range.contains(number)))
                        .orElse(Match.UNKNOWN));
    }
}
