package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.config.LogMasking;
import dev.ipsecsites.router.yamaha.config.UnsafeValueException;
import dev.ipsecsites.router.yamaha.show.PingReport;
import dev.ipsecsites.router.yamaha.show.RouterLog;
import dev.ipsecsites.router.yamaha.show.SaTable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done at a router without changing its configuration: ping, new SAs, a look into its log. */
final class Operations {
    /** What a router waits for each answer; the pause between requests is shorter. */
    private static final Duration LONGEST_PING = Duration.ofSeconds(4);

    private static final int MOST_NUMBERS = Integer.MAX_VALUE;

    private final Shell shell;
    private final Reading reading;
    private final Observer observer;
    private final Timeouts timeouts;

    Operations(Shell shell, Reading reading, Observer observer, Timeouts timeouts) {
        this.shell = shell;
        this.reading = reading;
        this.observer = observer;
        this.timeouts = timeouts;
    }

    Ping.Result ping(Ping ping) throws RouterException {
        CommandLine line;
        try {
            line = line(ping);
        } catch (UnsafeValueException e) {
            return new Ping.Result(ping.address(), 0, 0, null, String.valueOf(e.getMessage()));
        }
        Answer answer = reading.answer(line, timeouts.answer().plus(LONGEST_PING.multipliedBy(ping.count())));
        Optional<String> error = answer.error();
        return error.isPresent()
                ? new Ping.Result(ping.address(), 0, 0, null, error.get())
                : PingReport.parse(ping.address(), reading.joined(answer));
    }

    private static CommandLine line(Ping ping) {
        CommandLine line = CommandLine.of("ping -c").number("count", ping.count(), 1, Ping.MOST);
        if (ping.source() != null) {
            line = line.keywords("-sa").address("source", ping.source());
        }
        return line.address("address", ping.address());
    }

    /**
     * The IKE SA first: its children go with it. A number may be another tunnel's as soon as its SA is gone, so the list is read again
     * before each one, and an SA that has more life left than it had is a new one.
     */
    int reset(int tunnel) throws RouterException {
        int gateway = observer.runningConfig().gateway(tunnel).orElse(tunnel);
        List<SaTable.Row> before = sas(gateway);
        Set<Integer> done = new HashSet<>();
        List<SaTable.Row> left = before;
        while (true) {
            Optional<SaTable.Row> next = left.stream()
                    .filter(row -> !done.contains(row.id()) && wasThere(row, before))
                    .min(Comparator.comparing(SaTable.Row::kind).thenComparingInt(SaTable.Row::id));
            if (next.isEmpty()) {
                return before.size();
            }
            delete(next.get());
            done.add(next.get().id());
            left = sas(gateway);
        }
    }

    private static boolean wasThere(SaTable.Row row, List<SaTable.Row> before) {
        return before.stream()
                .anyMatch(old -> old.id() == row.id()
                        && old.kind() == row.kind()
                        && row.life().compareTo(old.life()) <= 0);
    }

    private List<SaTable.Row> sas(int gateway) throws RouterException {
        return SaTable.parse(reading.lines(CommandLine.of("show ipsec sa"))
                        .orElseThrow(() -> shell.failure(Reason.CommandRefused, "refuses \"show ipsec sa\"")))
                .ofGateway(gateway);
    }

    /** One that has gone meanwhile is refused: that's what was wanted. */
    private void delete(SaTable.Row row) throws RouterException {
        shell.run(CommandLine.of("ipsec sa delete").number("SA", row.id(), 1, MOST_NUMBERS));
    }

    /** Newest first saves reading what nobody wants; a model that can't is read whole. */
    List<LogEntry> log(int most, ZoneOffset zone) throws RouterException {
        Optional<List<String>> reverse = reading.lines(CommandLine.of("show log reverse"));
        List<String> lines = reverse.isPresent()
                ? reverse.get()
                : reading.lines(CommandLine.of("show log"))
                        .orElseThrow(() -> shell.failure(Reason.CommandRefused, "refuses \"show log\""));
        List<RouterLog.Entry> entries = RouterLog.parse(lines).entries();
        List<RouterLog.Entry> oldestFirst = reverse.isPresent() ? entries.reversed() : entries;
        return oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size()).stream()
                .map(entry -> new LogEntry(entry.at().toInstant(zone), LogMasking.mask(entry.text())))
                .toList();
    }
}
