package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.RouterClock;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Has a router log more for a while: opened at the end of one visit, read and closed at the start of the next, before anything else is done there. What
 * stood before is recorded before the first line is sent, so that whoever comes next closes it, whatever happened in between; and because it is closed first,
 * no transaction ever saves it.
 */
final class DebugWindows {
    /** Enough for what IKE tries in the meantime, on a router that logs other things too. */
    static final int LOG_LINES = 400;

    private final RouterRecords records;
    private final Clock clock;

    DebugWindows(RouterRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Closes a window that is open, whoever opened it.
     *
     * @return what was logged meanwhile; empty when there was none
     */
    Optional<List<LogEntry>> close(Router router, RouterSession session) throws RouterException {
        RouterRecord record = records.read(router);
        DebugSettings before = record.debug();
        if (before == null) {
            return Optional.empty();
        }
        List<LogEntry> log = read(session);
        session.closeDebug(before);
        records.write(router, record.closed());
        return Optional.of(log);
    }

    /**
     * Opens one for a tunnel, unless one is open.
     *
     * @return whether it was opened
     */
    boolean open(Router router, RouterSession session, int tunnel) throws RouterException {
        RouterRecord record = records.read(router);
        if (record.debug() != null) {
            return false;
        }
        DebugSettings before = session.debugSettings(tunnel);
        records.write(router, record.opening(before, clock.instant()));
        session.openDebug(before);
        return true;
    }

    /** The newest lines, with times by our clock. */
    static List<LogEntry> read(RouterSession session) throws RouterException {
        Optional<RouterClock> clock = session.clock();
        return session.log(LOG_LINES).stream()
                .map(line -> clock.map(c -> new LogEntry(line.at().minus(c.ahead()), line.text()))
                        .orElse(line))
                .toList();
    }
}
