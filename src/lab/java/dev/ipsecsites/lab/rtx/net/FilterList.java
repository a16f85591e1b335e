package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.grammar.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ordered list of static filters at one interface in one direction; the first match decides, no match discards (yamaha-rtx.md §4.6). */
public final class FilterList {
    private static final Map<String, Integer> PORT_NAMES = Map.ofEntries(
            Map.entry("ftp", 21),
            Map.entry("ftpdata", 20),
            Map.entry("telnet", 23),
            Map.entry("smtp", 25),
            Map.entry("time", 37),
            Map.entry("domain", 53),
            Map.entry("dhcps", 67),
            Map.entry("bootps", 67),
            Map.entry("dhcpc", 68),
            Map.entry("bootpc", 68),
            Map.entry("tftp", 69),
            Map.entry("gopher", 70),
            Map.entry("finger", 79),
            Map.entry("www", 80),
            Map.entry("pop3", 110),
            Map.entry("sunrpc", 111),
            Map.entry("ident", 113),
            Map.entry("nntp", 119),
            Map.entry("ntp", 123),
            Map.entry("ms-rpc", 135),
            Map.entry("netbios_ns", 137),
            Map.entry("netbios_dgm", 138),
            Map.entry("netbios_ssn", 139),
            Map.entry("snmp", 161),
            Map.entry("https", 443),
            Map.entry("microsoft-ds", 445),
            Map.entry("ike", 500),
            Map.entry("syslog", 514),
            Map.entry("printer", 515),
            Map.entry("talk", 517),
            Map.entry("route", 520),
            Map.entry("uucp", 540),
            Map.entry("submission", 587));

    private final Configuration config;
    private final List<String> numbers;
    private final List<String> dynamic;
    private final boolean there;

    /** A packet, as far as filters look at it. Of ICMP type and code stand where ports are. */
    public record Packet(String source, String destination, String protocol, int sourcePort, int destinationPort) {
        private static final int ECHO = 8;
        private static final int ECHO_REPLY = 0;

        static Packet echo(String source, String destination) {
            return new Packet(source, destination, "icmp", ECHO, 0);
        }

        /** An answer to it. */
        public Packet reply() {
            if (protocol.equals("icmp")) {
                return new Packet(/* source= */ destination, /* destination= */ source, protocol, ECHO_REPLY, 0);
            }
            return new Packet(
                    /* source= */ destination,
                    /* destination= */ source,
                    protocol,
                    /* sourcePort= */ destinationPort,
                    /* destinationPort= */ sourcePort);
        }
    }

    private FilterList(Configuration config, boolean there, List<String> numbers, List<String> dynamic) {
        this.config = config;
        this.there = there;
        this.numbers = numbers;
        this.dynamic = dynamic;
    }

    /**
     * The list in force at an interface.
     *
     * @param direction {@code in} or {@code out}
     */
    public static FilterList of(Configuration config, Interfaces.Interface i, String direction) {
        Context context = i.name().startsWith("pp ")
                ? Context.pp(Integer.parseInt(i.name().substring(3)))
                : i.name().startsWith("tunnel ")
                        ? Context.tunnel(Integer.parseInt(i.name().substring(7)))
                        : Context.GLOBAL;
        String prefix = "ip "
                + (context.kind() == Context.Kind.GLOBAL
                        ? i.name()
                        : i.name().substring(0, i.name().indexOf(' ')));
        Optional<List<String>> words =
                config.find(context, prefix + " secure filter " + direction).map(ConfigLine::value);
        if (words.isEmpty()) {
            words = config.find(context, prefix + " secure filter name")
                    .flatMap(l -> config.find(
                            Context.GLOBAL, "ip filter set", l.value().getFirst()))
                    .map(l -> part(l.value(), direction));
        }
        List<String> all = words.orElse(List.of());
        int split = all.indexOf("dynamic");
        return new FilterList(
                config,
                words.isPresent(),
                split < 0 ? all : all.subList(0, split),
                split < 0 ? List.of() : all.subList(split + 1, all.size()));
    }

    private static List<String> part(List<String> set, String direction) {
        List<String> part = new ArrayList<>();
        boolean inside = false;
        for (String word : set) {
            if (word.equals("in") || word.equals("out")) {
                inside = word.equals(direction);
            } else if (inside) {
                part.add(word);
            }
        }
        return part;
    }

    /** Whether the static filters let the packet through; without a list everything passes. */
    public boolean passes(Packet p) {
        if (!there) {
            return true;
        }
        for (String number : numbers) {
            List<String> filter = config.find(Context.GLOBAL, "ip filter", number)
                    .map(ConfigLine::value)
                    .orElse(List.of());
            if (!filter.isEmpty() && matches(filter.subList(1, filter.size()), p)) {
                // "restrict" passes while the line is up, which it is when a packet gets here.
                return filter.getFirst().startsWith("pass") || filter.getFirst().startsWith("restrict");
            }
        }
        return false;
    }

    /** Whether a dynamic filter of this list opens the way back for a packet that went through it. */
    public boolean opens(Packet p) {
        return dynamic.stream()
                .anyMatch(number -> config.find(Context.GLOBAL, "ip filter dynamic", number)
                        .map(l -> opens(l.value(), p))
                        .orElse(false));
    }

    private static boolean opens(List<String> words, Packet p) {
        // ESP and ICMP have no dynamic filters.
        return address(words.get(0), p.source())
                && address(words.get(1), p.destination())
                && words.get(2).equals("udp")
                && p.protocol().equals("udp");
    }

    private static boolean matches(List<String> filter, Packet p) {
        return address(word(filter, 0), p.source())
                && address(word(filter, 1), p.destination())
                && protocol(word(filter, 2), p.protocol())
                && (!compared(word(filter, 2), p.protocol())
                        || (port(word(filter, 3), p.sourcePort()) && port(word(filter, 4), p.destinationPort())));
    }

    /** Ports are UDP's whatever else the filter is about; type and code are there only where it is about ICMP alone (REF 8.1.10). */
    private static boolean compared(String protocols, String protocol) {
        return protocol.equals("udp")
                || (protocol.equals("icmp") && (protocols.equals("icmp") || protocols.equals("1")));
    }

    private static String word(List<String> filter, int index) {
        return index < filter.size() ? filter.get(index) : "*";
    }

    private static boolean address(String pattern, String address) {
        for (String part : pattern.split(",", -1)) {
            int dash = part.indexOf('-');
            if (part.equals("*") || (dash < 0 ? Addresses.contains(part, address) : between(part, dash, address))) {
                return true;
            }
        }
        return false;
    }

    private static boolean between(String range, int dash, String address) {
        Long from = Addresses.parse(range.substring(0, dash));
        Long to = Addresses.parse(range.substring(dash + 1));
        Long at = Addresses.parse(address);
        return from != null && to != null && at != null && from <= at && at <= to;
    }

    private static boolean protocol(String pattern, String protocol) {
        String number = Map.of("esp", "50", "udp", "17", "icmp", "1").getOrDefault(protocol, protocol);
        return List.of(pattern.split(",", -1)).stream()
                .anyMatch(w -> w.equals("*") || w.equals(protocol) || w.equals(number) || w.equals(protocol + "-info"));
    }

    static boolean port(String pattern, int port) {
        for (String part : pattern.split(",", -1)) {
            int dash = part.indexOf('-', 0);
            boolean name = PORT_NAMES.containsKey(part);
            if (part.equals("*") || ((name || dash < 0) ? number(part) == port : inRange(part, dash, port))) {
                return true;
            }
        }
        return false;
    }

    private static boolean inRange(String range, int dash, int port) {
        int from = dash == 0 ? 0 : number(range.substring(0, dash));
        int to = dash == range.length() - 1 ? 65535 : number(range.substring(dash + 1));
        return from <= port && port <= to;
    }

    static int number(String text) {
        Integer named = PORT_NAMES.get(text);
        if (named != null) {
            return named;
        }
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? Integer.parseInt(text) : -1;
    }
}
