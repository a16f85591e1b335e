package dev.ipsecsites.operator.router;

import dev.ipsecsites.operator.common.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often a tunnel went down lately. What is published rises at once and falls only to what a quiet hour leaves, which is nothing: a number that
 * followed the window would be a write for every flap that grows old. Pure.
 *
 * @param downs when, oldest first, within the window
 * @param published the number for status
 */
record Flaps(List<Instant> downs, int published) {
    /** The sliding window. */
    static final Duration WINDOW = Duration.ofHours(1);

    /** From so many on it is flapping: events are damped. */
    static final int MANY = 3;

    /** Nobody reads more of them. */
    private static final int MOST = 1000;

    static final Flaps NONE = new Flaps(List.of(), 0);

    Flaps {
        downs = List.copyOf(downs);
    }

    /** What an earlier process counted, as if it had just happened: it settles within the window. */
    static Flaps remembered(int published, Instant now) {
        int number = Math.min(Math.max(0, published), MOST);
        return new Flaps(Collections.nCopies(number, now), number);
    }

    Flaps down(Instant now) {
        List<Instant> all = Stream.concat(within(now).stream(), Stream.of(now)).toList();
        List<Instant> kept = all.subList(Math.max(0, all.size() - MOST), all.size());
        return new Flaps(kept, Math.max(published, kept.size()));
    }

    /** Time has passed. */
    Flaps at(Instant now) {
        List<Instant> left = within(now);
        return new Flaps(left, left.isEmpty() ? 0 : published);
    }

    private List<Instant> within(Instant now) {
        return downs.stream().filter(at -> Age.within(at, WINDOW, now)).toList();
    }

    boolean many() {
        return published >= MANY;
    }
}
