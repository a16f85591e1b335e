package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one account for the state of all its sites, again and again, on one thread: the number of requests does not depend
 * on the number of sites. Keeps the last good answer when Cato doesn't answer, and tells who listens what has changed.
 */
final class SnapshotPoller implements AutoCloseable {
    /** What the poller tells; called on its thread. */
    interface Listener {
        void sites(Set<String> changed);

        /** Polling began to fail, fails for another reason, or works again. */
        void health();
    }

    /** However many ask for a poll soon: 20 a minute, within 80 % of Cato's 30. */
    static final Duration SHORTEST_GAP = Duration.ofSeconds(3);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    private static final double JITTER = 0.1;
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPoller.class);

    private final String name;
    private final Supplier<List<Cma>> clients;
    private final Clock clock;
    private final RandomGenerator random;
    private final Listener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration interval;
    private Instant due = Instant.MIN;
    private Instant started = Instant.MIN;
    private int failures;
    private boolean saidStale;
    private boolean closed;

    private volatile @Nullable AccountSnapshot latest;
    private volatile @Nullable CmaException error;

    /**
     * @param clients open clients of the account, each with a key that has worked; after a failure the next one is used
     */
    SnapshotPoller(
            String name,
            Supplier<List<Cma>> clients,
            Duration interval,
            Clock clock,
            RandomGenerator random,
            Listener listener) {
        this.name = name;
        this.clients = clients;
        this.interval = interval;
        this.clock = clock;
        this.random = random;
        this.listener = listener;
    }

    /** Begins to poll, at once. */
    SnapshotPoller start() {
        Thread.ofVirtual().name("snapshots-" + name).start(this::run);
        return this;
    }

    /** The last good snapshot. */
    Optional<AccountSnapshot> latest() {
        return Optional.ofNullable(latest);
    }

    /** Why the last poll failed; empty when it didn't. */
    Optional<CmaException> error() {
        return Optional.ofNullable(error);
    }

    void setInterval(Duration interval) {
        lock.lock();
        try {
            this.interval = interval;
            Instant sooner = clock.instant().plus(interval);
            due = sooner.isBefore(due) ? sooner : due;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next poll as soon as the shortest gap allows; while Cato doesn't answer, when its turn comes. */
    void soon() {
        lock.lock();
        try {
            if (failures == 0) {
                advance();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something that made polling fail may be mended, such as the key. */
    void again() {
        lock.lock();
        try {
            failures = 0;
            error = null;
            advance();
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        Instant now = clock.instant();
        Instant earliest = started.equals(Instant.MIN) || started.isAfter(now) ? now : started.plus(SHORTEST_GAP);
        due = earliest.isBefore(due) ? earliest : due;
        changed.signalAll();
    }

    private void run() {
        while (awaitTurn()) {
            try {
                poll();
            } catch (RuntimeException e) {
                LOG.error("Poller of {}", name, e);
            }
        }
    }

    /** Waits until a poll is due; false when the poller was closed. */
    private boolean awaitTurn() {
        lock.lock();
        try {
            while (!closed) {
                Instant now = clock.instant();
                Instant next = next(now);
                if (!next.isAfter(now)) {
                    return true;
                }
                // Woken or not, the loop looks again: somebody may have moved the turn.
                boolean woken = changed.await(Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
                LOG.trace("{} {}", name, woken ? "was asked" : "waited");
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A turn that was given before the clock was set back would be as far away as it jumped: the poller begins anew. */
    private Instant next(Instant now) {
        return started.isAfter(now) ? now : due;
    }

    /** One poll and what follows from it. */
    void poll() {
        int attempt = begin();
        List<Cma> open = clients.get();
        if (open.isEmpty()) {
            finish(null, error);
            return;
        }
        AccountSnapshot got = null;
        CmaException failed = null;
        try {
            got = open.get(attempt % open.size()).snapshot();
        } catch (CmaException e) {
            failed = e;
        }
        finish(got, failed);
    }

    private int begin() {
        lock.lock();
        try {
            started = clock.instant();
            due = started.plus(jittered(interval, -JITTER));
            return failures;
        } finally {
            lock.unlock();
        }
    }

    private void finish(@Nullable AccountSnapshot got, @Nullable CmaException failed) {
        CmaException wrongBefore = error;
        Set<String> tell;
        lock.lock();
        try {
            error = failed;
            tell = got != null ? take(got) : miss(failed);
        } finally {
            lock.unlock();
        }
        report(wrongBefore, failed);
        if (!tell.isEmpty()) {
            listener.sites(tell);
        }
    }

    private Set<String> take(AccountSnapshot got) {
        Set<String> tell = saidStale ? got.sites().keySet() : SnapshotChanges.between(latest, got);
        latest = got;
        failures = 0;
        saidStale = false;
        return tell;
    }

    private Set<String> miss(@Nullable CmaException failed) {
        failures++;
        Duration wait = jittered(backoff(), JITTER);
        Duration asked = failed == null ? Duration.ZERO : failed.retryAfter().orElse(Duration.ZERO);
        due = clock.instant().plus(asked.compareTo(wait) > 0 ? asked : wait);
        AccountSnapshot last = latest;
        if (last == null || saidStale || Age.within(last.at(), CmaAccounts.believed(interval), clock.instant())) {
            return Set.of();
        }
        saidStale = true;
        return last.sites().keySet();
    }

    /** Doubling from the interval, up to a minute or the interval if that is longer. */
    private Duration backoff() {
        Duration doubled = interval.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration cap = interval.compareTo(LONGEST_BACKOFF) > 0 ? interval : LONGEST_BACKOFF;
        return doubled.compareTo(cap) < 0 ? doubled : cap;
    }

    /** Less for a poll: what Cato reports is to be seen within the interval. More after a failure. */
    private Duration jittered(Duration duration, double jitter) {
        return duration.plusMillis((long) (duration.toMillis() * jitter * random.nextDouble()));
    }

    private void report(@Nullable CmaException before, @Nullable CmaException now) {
        boolean same = before == null ? now == null : now != null && before.kind() == now.kind();
        if (same) {
            return;
        }
        if (now == null) {
            LOG.info("Snapshots of {} arrive again", name);
        } else {
            LOG.warn("No snapshot of {}: {}", name, now.toString());
        }
        listener.health();
    }

    /** For the poller's own tests: when the next poll is due. */
    Instant due() {
        lock.lock();
        try {
            return next(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
