package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.LogReader;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.yamaha.show.Environment;
import dev.ipsecsites.router.yamaha.show.GatewaySas;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one file holds of a router, sorted by the command that printed it; nothing understood yet. */
final class RouterCapture {
    private static final Pattern MAC = Pattern.compile("(?i)\\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\\b");
    private static final Pattern MAC_LINE = Pattern.compile("(?i).*\\bMAC[- ]Address\\b.*");
    private static final Pattern HEADER = Pattern.compile("^#\\s*");

    /** Lines of one answer; more isn't an answer of a router. */
    private static final int MOST_LINES = 5000;

    private static final int MOST_CONFIG = 4 * 1024 * 1024;

    /** How often a tunnel may have been asked for: the newest answers count. */
    private static final int MOST_BLOCKS = 100;

    /** More tunnels and PP interfaces than any router has. */
    private static final int MOST_NUMBERS = 1000;

    private static final int HEADING = 20;
    private static final Pattern REPORTED = Pattern.compile("# ?Reporting Date: (\\S.*\\S)\\s*");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ENGLISH);

    private static final Pattern SIZE = Pattern.compile("(?:^|\\s)-s\\s+(\\d{1,5})(?:\\s|$)");
    private static final Pattern TARGET = Pattern.compile("(?:^|\\s)([A-Za-z0-9.:_-]{1,255})$");

    /** The file that it is from. */
    final String file;
    /** Name in the prompt; null where there was none. */
    @Nullable
    String host;

    /** Name or address by which a syslog server knows it; null where none wrote its log down. */
    @Nullable
    String sender;

    final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    final List<String> config = new ArrayList<>();
    final List<String> sa = new ArrayList<>();
    final List<String> saDetails = new ArrayList<>();
    final List<String> routes = new ArrayList<>();
    final List<String> environment = new ArrayList<>();
    final List<String> dhcp = new ArrayList<>();
    /** By number; each time it was asked for is a block. */
    final Map<Integer, List<List<String>>> tunnels = new TreeMap<>();

    final Map<Integer, List<String>> pps = new TreeMap<>();
    /** In UTC until somebody knows the router's time zone; keeps what may be evidence and no more. */
    final List<LogReader> logs = new ArrayList<>();

    final List<Tried> pings = new ArrayList<>();

    /** Commands that the router refused because it has no such number, with its words. */
    final List<String> refusals = new ArrayList<>();

    /** The configuration doesn't end where a configuration ends, or only a part of it was asked for. */
    boolean partialConfig;

    private boolean allRoutes;

    private int configSize;

    RouterCapture(String file) {
        this.file = file;
    }

    /** Whether more of the configuration is kept. */
    boolean takesConfig() {
        return configSize <= MOST_CONFIG;
    }

    void config(String line) {
        if (!takesConfig()) {
            partialConfig = true;
            return;
        }
        configSize += line.length();
        config.add(line);
        kinds.add(Kind.CONFIG);
    }

    /** When the configuration was printed, by its own heading (yamaha-rtx.md §3.1) and the router's clock; null where it doesn't say. */
    @Nullable
    LocalDateTime reported() {
        return config.stream()
                .limit(HEADING)
                .map(REPORTED::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> date(found.group(1).replaceAll(" +", " ")))
                .orElse(null);
    }

    private static @Nullable LocalDateTime date(String text) {
        try {
            return LocalDateTime.parse(text, DATE);
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    void add(Kind kind, List<String> to, String line) {
        if (to.size() < MOST_LINES) {
            to.add(line);
        }
        kinds.add(kind);
    }

    void startTunnel(int number) {
        kinds.add(Kind.TUNNEL_STATUS);
        if (tunnels.size() >= MOST_NUMBERS && !tunnels.containsKey(number)) {
            return;
        }
        List<List<String>> blocks = tunnels.computeIfAbsent(number, n -> new ArrayList<>());
        if (blocks.isEmpty() || !blocks.getLast().isEmpty()) {
            blocks.add(new ArrayList<>());
        }
        if (blocks.size() > MOST_BLOCKS) {
            blocks.removeFirst();
        }
    }

    /** Where lines of the tunnel go that was asked for last; nowhere when there are too many already. */
    List<String> lastTunnel(int number) {
        List<List<String>> blocks = tunnels.get(number);
        return blocks == null ? new ArrayList<>() : blocks.getLast();
    }

    /** Whether the routes are all that there were, not only those to one address. */
    boolean allRoutes() {
        return allRoutes;
    }

    /** The table of all routes comes now: what was in force before is no more. */
    void startRoutes() {
        routes.clear();
        allRoutes = true;
    }

    /** A line of {@code show ipsec sa}: the table of all gateways says anew what there is. */
    void sa(String line) {
        if (line.strip().startsWith("Total:")) {
            sa.clear();
        }
        add(Kind.SA, sa, line);
    }

    /** What comes now is of this gateway: the records themselves don't say so. */
    void startDetails(int gateway) {
        if (saDetails.size() < MOST_LINES) {
            saDetails.add(GatewaySas.asked(gateway));
        }
    }

    /** Where lines of a PP interface go; nowhere when there are too many already. */
    List<String> pp(int number) {
        return pps.size() >= MOST_NUMBERS && !pps.containsKey(number)
                ? new ArrayList<>()
                : pps.computeIfAbsent(number, n -> new ArrayList<>());
    }

    /**
     * A ping as typed and what came back.
     *
     * @param size octets; 0 where none was given
     */
    record Tried(String address, int size, List<String> lines) {}

    void startPing(String arguments) {
        Matcher size = SIZE.matcher(arguments);
        Matcher target = TARGET.matcher(arguments.strip());
        if (target.find() && pings.size() < MOST_BLOCKS) {
            pings.add(new Tried(target.group(1), size.find() ? Integer.parseInt(size.group(1)) : 0, new ArrayList<>()));
            kinds.add(Kind.PING);
        }
    }

    void ping(String line) {
        if (!pings.isEmpty() && pings.getLast().lines().size() < MOST_LINES) {
            pings.getLast().lines().add(line);
        }
    }

    void refused(String command, String answer) {
        if (refusals.size() < MOST_BLOCKS) {
            refusals.add((command + ": " + answer).replaceAll("\\p{Cntrl}", ""));
        }
        kinds.add(Kind.SESSION);
    }

    /** A line of the log. */
    void log(String line) {
        if (logs.isEmpty()) {
            logs.add(new LogReader());
        }
        logs.getFirst().accept(line);
        kinds.add(Kind.LOG);
    }

    /** What may be evidence of all logs, oldest first, in true time. To be called once. */
    List<Message> messages(ZoneOffset zone) {
        List<Message> messages = new ArrayList<>();
        logs.forEach(log -> messages.addAll(log.messages(zone)));
        if (logs.size() > 1 && messages.stream().allMatch(m -> m.time() != null)) {
            messages.sort(Comparator.comparing(m -> Objects.requireNonNull(m.time())));
        }
        return messages;
    }

    /** By how much the router's clock is behind its firmware; null where it isn't. To be called after {@link #messages}. */
    @Nullable
    Duration clockBehind() {
        return logs.stream()
                .map(LogReader::behind)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /** Nothing is in it but lines of a log, if anything. */
    boolean onlyLogged() {
        return kinds.isEmpty() || kinds.equals(EnumSet.of(Kind.LOG));
    }

    /** Model and firmware, where anything says so. */
    @Nullable
    RouterFacts facts() {
        RouterFacts printed = Environment.parse(environment).facts();
        return printed != null ? printed : Environment.parse(header()).facts();
    }

    private List<String> header() {
        return config.stream()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> HEADER.matcher(line).replaceFirst(""))
                .toList();
    }

    /** What it says of itself that no other router says. */
    Identity identity() {
        RouterFacts facts = facts();
        Set<String> addresses = new TreeSet<>();
        Stream.concat(environment.stream(), header().stream())
                .filter(line -> MAC_LINE.matcher(line).matches())
                .forEach(line -> MAC.matcher(line)
                        .results()
                        .forEach(mac -> addresses.add(mac.group().toLowerCase(Locale.ROOT))));
        return new Identity(
                host, sender, facts == null ? null : facts.model(), facts == null ? null : facts.serial(), addresses);
    }

    /**
     * Who a router is.
     *
     * @param sender as a syslog server calls it, which may not be what it calls itself
     * @param serial may have been made unreadable by whoever passed it on
     */
    record Identity(
            @Nullable String host,
            @Nullable String sender,
            @Nullable String model,
            @Nullable String serial,
            Set<String> addresses) {
        private static final Pattern READABLE = Pattern.compile(".*\\d.*");

        Identity {
            addresses = Set.copyOf(addresses);
            serial = serial != null && READABLE.matcher(serial).matches() ? serial : null;
        }

        /** Something tells it from another router. */
        boolean known() {
            return saysItself() || sender != null;
        }

        /** Not only somebody else says who it is. */
        boolean saysItself() {
            return host != null || serial != null || !addresses.isEmpty();
        }

        boolean sameAs(Identity other) {
            return !contradicts(other)
                    && (both(host, other.host)
                            || both(sender, other.sender)
                            || both(host, other.sender)
                            || both(sender, other.host)
                            || both(serial, other.serial)
                            || !Collections.disjoint(addresses, other.addresses));
        }

        /** A serial number or an address that is the same outweighs a name that somebody has changed. */
        boolean contradicts(Identity other) {
            if (both(serial, other.serial) || !Collections.disjoint(addresses, other.addresses)) {
                return false;
            }
            return differ(host, other.host)
                    || differ(sender, other.sender)
                    || differ(model, other.model)
                    || differ(serial, other.serial)
                    || (!addresses.isEmpty() && !other.addresses.isEmpty());
        }

        private static boolean both(@Nullable String one, @Nullable String other) {
            return one != null && one.equals(other);
        }

        private static boolean differ(@Nullable String one, @Nullable String other) {
            return one != null && other != null && !one.equals(other);
        }
    }
}
