package dev.ipsecsites.operator.common;

import java.time.Duration;
import java.time.Instant;

/** How old something is, by a clock that people and time servers may set back. Pure. */
public final class Age {
    /** A clock is corrected by this much without anything being wrong with what was noted before. */
    private static final Duration CORRECTED = Duration.ofSeconds(5);

    private Age() {}

    /** Whether it is younger than {@code longest}. How old something from the future is isn't known: it is not taken for young. */
    public static boolean within(Instant at, Duration longest, Instant now) {
        return !future(at, now) && now.isBefore(at.plus(longest));
    }

    /** Whether the clock was set back since. */
    public static boolean future(Instant at, Instant now) {
        return at.isAfter(now.plus(CORRECTED));
    }
}
