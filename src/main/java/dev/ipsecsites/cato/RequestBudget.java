package dev.ipsecsites.cato;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Our share of what Cato allows an account: a limit for each operation, shared by all keys of the account
 * (cato-api.md §1.6). One budget serves everything in this program that talks to one account at one endpoint.
 *
 * <p>A request takes a place in the operation's queue and waits for it. Places are given so that no span as long as
 * Cato's holds more than our share, wherever Cato's own spans begin. First come, first served.
 */
public final class RequestBudget {
    /** {@code requests} within any {@code span}. */
    record Limit(int requests, Duration span) {}

    private static final List<Limit> DEFAULT = List.of(new Limit(120, Duration.ofMinutes(1)));

    /** The published table; "accountSnapshot" has two limits, of which both count. */
    private static final Map<String, List<Limit>> PUBLISHED = Map.of(
            "accountSnapshot", List.of(new Limit(1, Duration.ofSeconds(1)), new Limit(30, Duration.ofMinutes(1))),
            "entityLookup", List.of(new Limit(30, Duration.ofMinutes(1)), new Limit(1500, Duration.ofHours(5))),
            "eventsFeed", List.of(new Limit(100, Duration.ofMinutes(1))),
            "auditFeed", List.of(new Limit(5, Duration.ofMinutes(1))));

    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Queue> queues = new HashMap<>();
    private int percent;

    /** @param percent our share of the published limits, 1 to 100 */
    public RequestBudget(Clock clock, Pause pause, int percent) {
        this.clock = clock;
        this.pause = pause;
        this.percent = checked(percent);
    }

    /** Changes the share; what was used already counts. */
    public void setPercent(int percent) {
        lock.lock();
        try {
            this.percent = checked(percent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a place.
     *
     * @param longest a place that is further away is not taken
     * @return nothing when the request may go; else how far away the next place is
     */
    Duration await(String operation, Duration longest) throws InterruptedException {
        Duration wait;
        lock.lock();
        try {
            wait = queues.computeIfAbsent(operation, o -> new Queue(PUBLISHED.getOrDefault(o, DEFAULT)))
                    .reserve(clock.instant(), longest, percent);
        } finally {
            lock.unlock();
        }
        if (wait.compareTo(longest) > 0) {
            return wait;
        }
        if (wait.isPositive()) {
            pause.pause(wait);
        }
        return Duration.ZERO;
    }

    /** Cato said that the limit is reached although we kept ours: others use the account too. Nobody goes before that. */
    void hold(String operation, Duration duration) {
        lock.lock();
        try {
            Queue queue = queues.computeIfAbsent(operation, o -> new Queue(PUBLISHED.getOrDefault(o, DEFAULT)));
            Instant until = clock.instant().plus(duration);
            queue.notBefore = until.isAfter(queue.notBefore) ? until : queue.notBefore;
        } finally {
            lock.unlock();
        }
    }

    private static int checked(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("budgetPercent is 1 to 100, not " + percent);
        }
        return percent;
    }

    private static final class Queue {
        private final List<Limit> published;
        private final List<Instant> taken = new ArrayList<>();
        private Instant lastNow = Instant.MIN;
        private Instant notBefore = Instant.MIN;

        Queue(List<Limit> published) {
            this.published = published;
        }

        Duration reserve(Instant now, Duration longest, int percent) {
            if (now.isBefore(lastNow)) {
                // The clock was set back: places of the old time would block for as long as it jumped.
                taken.clear();
                notBefore = Instant.MIN;
            }
            lastNow = now;
            Duration memory = Duration.ZERO;
            Instant place = later(now, notBefore);
            if (!taken.isEmpty()) {
                place = later(place, taken.getLast());
            }
            for (Limit limit : published) {
                Limit ours = share(limit, percent);
                memory = memory.compareTo(ours.span()) < 0 ? ours.span() : memory;
                if (taken.size() >= ours.requests()) {
                    place = later(
                            place, taken.get(taken.size() - ours.requests()).plus(ours.span()));
                }
            }
            Duration wait = Duration.between(now, place);
            if (wait.compareTo(longest) <= 0) {
                Instant old = now.minus(memory);
                taken.removeIf(instant -> instant.isBefore(old));
                taken.add(place);
            }
            return wait;
        }

        /** A share below one request becomes one request in a longer span. */
        private static Limit share(Limit limit, int percent) {
            int requests = limit.requests() * percent / 100;
            return requests >= 1
                    ? new Limit(requests, limit.span())
                    : new Limit(1, limit.span().multipliedBy(100).dividedBy((long) limit.requests() * percent));
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }
    }
}
