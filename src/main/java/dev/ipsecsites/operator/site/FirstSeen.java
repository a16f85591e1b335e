package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers since when something has been the case. In memory only: after a restart a wait begins anew, which costs seconds
 * and never a second object.
 */
final class FirstSeen {
    private final Clock clock;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    FirstSeen(Clock clock) {
        this.clock = clock;
    }

    /** Whether {@code what} was first asked about less than {@code window} ago; the first question starts the window. */
    boolean within(String what, Duration window) {
        Instant now = clock.instant();
        Instant first = seen.compute(what, (w, before) -> before == null || Age.future(before, now) ? now : before);
        return now.isBefore(first.plus(window));
    }

    void forget(String what) {
        seen.remove(what);
    }
}
