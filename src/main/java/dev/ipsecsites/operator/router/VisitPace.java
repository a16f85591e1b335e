package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.operator.common.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to visit a router again. A router that can be polled is seen once in its poll interval or oftener, counted from one look at it to the
 * next: what it reports is to stand in {@code Operational} that soon.
 */
final class VisitPace {
    /** While a transaction waits for its tunnels. */
    private static final Duration VERIFYING = Duration.ofSeconds(5);

    /** What only a person can mend is looked at again this often, unless its Secret or spec changes. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    /** Long enough for a router that starts IKE anew every five seconds (yamaha-rtx.md §4.3, ipsec ike retry). */
    private static final Duration DEBUG_WINDOW = Duration.ofSeconds(15);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Backoff backoff;
    private final Map<String, Attempts> attempts = new ConcurrentHashMap<>();

    /** Failures in a row, and how often the same transaction was sent in a row. */
    private record Attempts(int failures, String transaction, int sent) {
        static final Attempts NONE = new Attempts(0, "", 0);
    }

    VisitPace(Backoff backoff) {
        this.backoff = backoff;
    }

    void forget(Router router) {
        attempts.remove(router.getMetadata().getUid());
    }

    /**
     * The wait until the next visit.
     *
     * @param spent how long the visit took: where the router was looked at, that counts as waited
     */
    Duration next(Router router, Visit visit, Duration spent) {
        Duration next = wait(router, visit);
        if (visit.observation() == null) {
            return next;
        }
        if (visit.record().debug() != null && next.compareTo(DEBUG_WINDOW) > 0) {
            return DEBUG_WINDOW;
        }
        Duration left = next.minus(spent);
        return left.compareTo(SHORTEST) < 0 ? min(next, SHORTEST) : left;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Duration wait(Router router, Visit visit) {
        Attempts earlier = attempts.getOrDefault(router.getMetadata().getUid(), Attempts.NONE);
        Duration poll = pollInterval(router);
        Duration often = backoff.within(poll);
        Duration fast = min(often, VERIFYING);
        Attempts now = Attempts.NONE;
        Duration next;
        switch (visit.outcome()) {
            case Outcome.Failed(Problem problem) -> {
                now = new Attempts(earlier.failures() + 1, "", 0);
                next = problem.waiting() ? min(backoff.delay(now.failures()), often) : backoff.jitter(STUCK);
            }
            case Outcome.Sent sent -> {
                // The same changes again and again mean that the router doesn't keep them, or somebody takes them back:
                // the one case in which it is left alone for longer than a poll, because each visit would write again.
                RouterRecord.Pending pending = visit.record().pending();
                String id = pending == null ? "" : pending.id();
                now = new Attempts(0, id, id.equals(earlier.transaction()) ? earlier.sent() + 1 : 1);
                next = now.sent() == 1 ? fast : backoff.delay(now.sent());
            }
            case Outcome.Waiting waiting -> {
                now = new Attempts(0, earlier.transaction(), earlier.sent());
                next = waiting.overdue() ? often : fast;
            }
            default -> next = often;
        }
        attempts.put(router.getMetadata().getUid(), now);
        return next;
    }

    /** A spec that can't be read is told as such by the visit; until it is mended there is nothing to poll. */
    private static Duration pollInterval(Router router) {
        try {
            return Durations.parse(router.getSpec().commit().pollInterval());
        } catch (IllegalArgumentException unreadable) {
            return STUCK;
        }
    }
}
