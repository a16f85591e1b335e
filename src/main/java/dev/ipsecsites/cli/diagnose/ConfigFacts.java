package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the lines of a configuration say beside the tunnels themselves, and how much of the configuration is there: what is missing of a
 * truncated file must not count as missing on the router.
 */
final class ConfigFacts {
    /** {@code timezone jst} is the default of a router sold in Japan. */
    static final ZoneOffset JAPAN = ZoneOffset.ofHours(9);

    private static final Pattern SELECT = Pattern.compile("tunnel select (\\d{1,5})");
    private static final Pattern TRANSLATED = Pattern.compile("ip (lan\\d+) nat descriptor \\d+.*");
    private static final Pattern ENABLE = Pattern.compile(" *tunnel enable (\\d{1,5})");
    private static final Pattern ROUTE = Pattern.compile("ip route (\\S+) (gateway .+)");
    private static final Pattern GATEWAY = Pattern.compile(
            "gateway (?:(pp|tunnel) (\\d{1,5})|dhcp (lan\\d[0-9/.]*)|((?:\\d{1,3}\\.){3}\\d{1,3}))([^g]*(?:g(?!ateway"
                    + " )[^g]*)*)");
    private static final Pattern PPPOE = Pattern.compile(" *pppoe use (\\S+)");
    private static final Pattern PP = Pattern.compile("pp select (\\d{1,5})");
    private static final Pattern DHCP = Pattern.compile("ip (lan\\d[0-9/.]*) address dhcp\\b.*");
    private static final Pattern ADDRESS =
            Pattern.compile("ip (lan\\d[0-9/.]*) address ((?:\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2})\\b.*");
    private static final Pattern TIMEZONE = Pattern.compile("timezone (\\S+)");
    /** Lines that stand behind the tunnels and filters (yamaha-rtx.md §3.1): with one of them the rest was read too. */
    private static final Pattern TAIL = Pattern.compile("(?:ipsec auto refresh|ipsec"
            + " transport|syslog|telnetd|tftp|dhcp|dns|schedule|l2tp|httpd|statistics|sshd|sftpd|snmp|upnp|operation|embedded)"
            + " ?.*");

    /** Of these it is known that they stand behind the tunnels, of sshd and snmp it isn't (yamaha-rtx.md §3.1). */
    private static final Pattern BEHIND = Pattern.compile("(?:ip filter|nat descriptor|ipsec auto refresh|ipsec"
            + " transport|syslog|telnetd|dhcp|dns|schedule|l2tp|httpd|statistics) .*");

    private static final LinkState NO_LINK = new LinkState("", "", false, null, null, null);

    private final List<String> lines;
    private final boolean partial;
    private final RtxConfig config;

    ConfigFacts(List<String> lines, boolean partial) {
        // The heading consists of comments.
        this.lines = RtxConfig.unwrapped(lines).stream()
                .map(line -> line.startsWith("#") ? line : RtxConfig.uncommented(line))
                .toList();
        this.partial = partial;
        this.config = RtxConfig.parse(String.join("\n", this.lines), 0);
    }

    RtxConfig config() {
        return config;
    }

    /** Everything was read, so that what isn't there isn't configured. */
    boolean whole() {
        return !partial && lines.stream().anyMatch(line -> TAIL.matcher(line).matches());
    }

    /**
     * Nothing of these tunnels is configured, though all that could be was read: not a line of theirs, of their gateways or policies.
     *
     * @param numbers of tunnels; those without a line, which others lead to, may be among them
     */
    boolean lacks(Set<Integer> numbers) {
        return whole()
                && lines.stream().anyMatch(line -> BEHIND.matcher(line).matches())
                && numbers.stream().allMatch(n -> config.tunnel(n, NO_LINK).isEmpty());
    }

    /** Tunnels whose lines were read to their end. */
    Set<Integer> tunnels() {
        Set<Integer> read = new LinkedHashSet<>();
        int open = 0;
        for (String line : lines) {
            Matcher select = SELECT.matcher(line.strip());
            Matcher enable = ENABLE.matcher(line);
            if (select.matches()) {
                add(read, open);
                open = Integer.parseInt(select.group(1));
            } else if (enable.matches() && Integer.parseInt(enable.group(1)) == open) {
                add(read, open);
                open = 0;
            } else if (!line.startsWith(" ")
                    && !line.startsWith("#")
                    && TAIL.matcher(line).matches()) {
                add(read, open);
                open = 0;
            }
        }
        if (!partial && whole()) {
            add(read, open);
        }
        Set<Integer> known = new LinkedHashSet<>(read);
        known.retainAll(config.tunnelNumbers());
        return known;
    }

    private static void add(Set<Integer> tunnels, int number) {
        if (number > 0) {
            tunnels.add(number);
        }
    }

    /** Addresses that its tunnels go to. */
    Set<String> peers() {
        Set<String> peers = new HashSet<>();
        for (int number : config.tunnelNumbers()) {
            config.tunnel(number, NO_LINK)
                    .map(tunnel -> tunnel.remoteAddress().value())
                    .ifPresent(peers::add);
        }
        return peers;
    }

    ZoneOffset zone() {
        for (String line : lines) {
            Matcher zone = TIMEZONE.matcher(line.strip());
            if (zone.matches()) {
                return switch (zone.group(1)) {
                    case "jst" -> JAPAN;
                    case "utc" -> ZoneOffset.UTC;
                    default -> offset(zone.group(1));
                };
            }
        }
        return JAPAN;
    }

    private static ZoneOffset offset(String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            return JAPAN;
        }
    }

    // ---------------------------------------------------------------- routes

    /** A gateway of a static route, in the order of the line. */
    record Gateway(String destination, String interfaceName, String address, String parameters) {
        boolean tunnel() {
            return interfaceName.startsWith("tunnel");
        }
    }

    List<Gateway> gateways() {
        List<Gateway> gateways = new ArrayList<>();
        for (String line : lines) {
            Matcher route = ROUTE.matcher(line.strip());
            if (route.matches()) {
                Matcher gateway = GATEWAY.matcher(route.group(2));
                while (gateway.find()) {
                    gateways.add(gateway(route.group(1), gateway));
                }
            }
        }
        return gateways;
    }

    private Gateway gateway(String destination, Matcher found) {
        String parameters = found.group(5).strip();
        if (found.group(1) != null) {
            return new Gateway(destination, found.group(1) + found.group(2), "", parameters);
        }
        if (found.group(3) != null) {
            return new Gateway(destination, found.group(3), "", parameters);
        }
        return new Gateway(destination, lanOf(found.group(4)).orElse("?"), found.group(4), parameters);
    }

    private Optional<String> lanOf(String address) {
        return lines.stream()
                .map(line -> ADDRESS.matcher(line.strip()))
                .filter(Matcher::matches)
                .filter(m ->
                        Cidr.around(m.group(2)).filter(n -> n.contains(address)).isPresent())
                .map(m -> m.group(1))
                .findFirst();
    }

    /** The static routes as a table, for when nobody asked the router for the one in force. */
    RouteTable routes() {
        return new RouteTable(gateways().stream()
                .map(g -> new RouteTable.Row(
                        g.destination(),
                        g.address().isEmpty() ? null : g.address(),
                        g.interfaceName(),
                        false,
                        "static",
                        additional(g)))
                .toList());
    }

    private static String additional(Gateway gateway) {
        String weight = gateway.parameters().contains("weight 0") ? "w(0)" : "";
        boolean hidden =
                gateway.tunnel() && List.of(gateway.parameters().split(" ", -1)).contains(RouteTable.Row.HIDE);
        return (weight + (hidden ? " " + RouteTable.Row.HIDE : "")).strip();
    }

    /** Whether any route leads into a tunnel. */
    boolean leadsInto(int tunnel) {
        return gateways().stream().anyMatch(g -> g.interfaceName().equals("tunnel" + tunnel));
    }

    /** Tunnels into which routes to these destinations lead, in the order in which they are preferred. */
    List<Integer> into(Predicate<String> destination) {
        return gateways().stream()
                .filter(g -> g.tunnel() && destination.test(g.destination()))
                .sorted(java.util.Comparator.comparing(g -> g.parameters().contains("weight 0")))
                .map(g -> Integer.valueOf(g.interfaceName().substring("tunnel".length())))
                .distinct()
                .toList();
    }

    /** The interface to the outside: where the peers' routes lead, else where PPPoE, DHCP or address translation is. */
    Optional<String> wan(Set<String> peers) {
        List<Gateway> outside = gateways().stream()
                .filter(g -> !g.tunnel() && !g.interfaceName().equals("?"))
                .toList();
        return Stream.of(
                        outside.stream()
                                .filter(g -> peers.contains(g.destination().replaceFirst("/32$", ""))),
                        outside.stream().filter(g -> g.destination().equals("default")))
                .flatMap(s -> s)
                .map(Gateway::interfaceName)
                .findFirst()
                .or(this::pppoe)
                .or(() -> first(DHCP))
                .or(() -> first(TRANSLATED));
    }

    private Optional<String> pppoe() {
        String pp = null;
        for (String line : lines) {
            Matcher select = PP.matcher(line.strip());
            if (select.matches()) {
                pp = "pp" + select.group(1);
            } else if (pp != null && PPPOE.matcher(line).matches()) {
                return Optional.of(pp);
            }
        }
        return Optional.empty();
    }

    private Optional<String> first(Pattern pattern) {
        return lines.stream()
                .map(line -> pattern.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .findFirst();
    }
}
