package dev.ipsecsites.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Liveness of the process: a beat that has to come through a virtual thread, which is what reconciles run on. Not the informers'
 * health, which flaps whenever a watch reconnects (operators.md §1.2).
 */
final class Heartbeat implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(60);

    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());
    private volatile Instant last;

    Heartbeat(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
        var _ = timer.scheduleAtFixedRate(
                () -> Thread.ofVirtual().start(() -> last = clock.instant()),
                0,
                INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
    }

    boolean alive() {
        return clock.instant().isBefore(last.plus(DEAD_AFTER));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
