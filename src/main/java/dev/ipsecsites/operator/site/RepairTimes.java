package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.operator.common.Age;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times of repairs as status holds them, and how long ago they were. Pure. */
final class RepairTimes {
    /** So old is what nobody knows the age of. */
    private static final Duration LONG_AGO = Duration.ofDays(365);

    private RepairTimes() {}

    static String written(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time that can't be read is long ago: status is ours, but anybody with the right can write it. */
    static Duration since(@Nullable TunnelRepair standing, Instant now) {
        try {
            return since(standing == null ? null : Instant.parse(standing.at()), now);
        } catch (DateTimeParseException unreadable) {
            return LONG_AGO;
        }
    }

    /** What lies in the future, because the clock was set back, is no reason to rest until then. */
    static Duration since(@Nullable Instant at, Instant now) {
        return at == null || Age.future(at, now) ? LONG_AGO : Duration.between(at, now);
    }
}
