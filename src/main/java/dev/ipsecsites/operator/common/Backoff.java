package dev.ipsecsites.operator.common;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling up to a cap, for ever, plus up to a fifth on top so that a thousand resources
 * that failed together don't come back together. JOSDK's own retry gives up after five attempts (operators.md §2.1), its rate
 * limiter tells elapsed instead of remaining time (§1.2).
 */
public final class Backoff implements Retry {
    private static final double JITTER = 0.2;
    private static final int LARGEST_SHIFT = 30;

    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;

    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.first = first;
        this.cap = cap;
        this.random = random;
    }

    /** Wait after the {@code failures}-th failure in a row, counted from 1. */
    public Duration delay(int failures) {
        int shift = Math.clamp(failures - 1L, 0, LARGEST_SHIFT);
        Duration doubled = first.multipliedBy(1L << shift);
        return jitter(doubled.compareTo(cap) < 0 ? doubled : cap);
    }

    /** {@code interval} and up to a fifth more. */
    public Duration jitter(Duration interval) {
        return interval.plusMillis((long) (interval.toMillis() * JITTER * random.nextDouble()));
    }

    /** {@code interval} or up to a fifth less: for what was promised to happen once in that time. */
    public Duration within(Duration interval) {
        return interval.minusMillis((long) (interval.toMillis() * JITTER * random.nextDouble()));
    }

    @Override
    public RetryExecution initExecution() {
        return new RetryExecution() {
            private int failures;

            @Override
            public Optional<Long> nextDelay() {
                failures++;
                return Optional.of(delay(failures).toMillis());
            }

            @Override
            public int getAttemptCount() {
                return failures;
            }

            @Override
            public boolean isLastAttempt() {
                return false;
            }
        };
    }

    /** At most {@code limit} reconciles of one resource in each {@code period}; a brake against loops, never felt otherwise. */
    public static RateLimiter<Window> atMost(int limit, Duration period, Clock clock) {
        return new RateLimiter<>() {
            @Override
            public Optional<Duration> isLimited(RateLimitState state) {
                return ((Window) state).admit(limit, period, clock.instant());
            }

            @Override
            public Window initState() {
                return new Window(clock.instant());
            }
        };
    }

    /** What has been used of the current period. */
    public static final class Window implements RateLimiter.RateLimitState {
        private Instant start;
        private int used;

        private Window(Instant start) {
            this.start = start;
        }

        private synchronized Optional<Duration> admit(int limit, Duration period, Instant now) {
            // A clock that was set back would keep the brake on for as long as it jumped.
            if (now.isBefore(start) || !now.isBefore(start.plus(period))) {
                start = now;
                used = 0;
            }
            if (used < limit) {
                used++;
                return Optional.empty();
            }
            return Optional.of(Duration.between(now, start.plus(period)));
        }
    }
}
