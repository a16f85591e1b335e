package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.site.RouterSide.Measured;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last few measurements from a router to an address. In memory only: hysteresis begins anew after a start. */
final class RoundTrips {
    /** Older ones say nothing about now. */
    private static final Duration KEEP = Duration.ofHours(2);

    /** A few lost ones don't take away what was answered before. */
    private static final int MOST = 2 * PopChoice.LOOKED_AT;

    private final Clock clock;
    private final Map<String, Deque<Measured>> byPath = new ConcurrentHashMap<>();

    RoundTrips(Clock clock) {
        this.clock = clock;
    }

    /** Takes in the newest one, which may be known already, and returns all that count, the newest last; empty: not answered. */
    List<Optional<Duration>> after(String router, String address, Measured newest) {
        Deque<Measured> all = byPath.computeIfAbsent(router + " " + address, k -> new ArrayDeque<>());
        synchronized (all) {
            if (all.isEmpty() || newest.at().isAfter(all.getLast().at())) {
                all.addLast(newest);
            }
            while (all.size() > MOST
                    || (!all.isEmpty()
                            && all.getFirst().at().isBefore(clock.instant().minus(KEEP)))) {
                all.removeFirst();
            }
            return all.stream().map(m -> Optional.ofNullable(m.roundTrip())).toList();
        }
    }
}
