package dev.ipsecsites.cato;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how long a request that may be repeated is repeated.
 *
 * @param attempts how often at most, the first included
 * @param firstDelay upper bound of the first wait; it doubles from there
 * @param longestDelay upper bound of any wait that Cato didn't ask for
 * @param total after this time, waits for our own budget included, the caller gets the error
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration total) {
    /** Between what Cato's SDK and its Terraform provider do (cato-api.md §1.6). */
    public static RetryPolicy standard() {
        return new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    /** Full jitter: anything from nothing to the bound, so that callers who failed together don't return together. */
    Duration delay(int attempt, RandomGenerator random) {
        long bound = firstDelay.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis(random.nextLong(Math.min(bound, longestDelay.toMillis()) + 1));
    }
}
