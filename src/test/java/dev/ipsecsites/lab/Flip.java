package dev.ipsecsites.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A change that an end reported, and when {@code Operational} said the same.
 *
 * @param at when the end began to report it, in nanoseconds of this machine's clock
 * @param up which way
 * @param lag until the condition followed; null when it never did
 */
record Flip(String subject, long at, boolean up, @Nullable Duration lag) {

    /** A yes or no over time: what was first seen at which moment. */
    static final class Track {
        private final NavigableMap<Long, Boolean> changes = new ConcurrentSkipListMap<>();

        void add(long at, boolean value) {
            var last = changes.lastEntry();
            if (last == null || last.getValue() != value) {
                changes.put(at, value);
            }
        }

        private Optional<Long> changed(boolean to, long from) {
            var known = changes.floorEntry(from);
            if (known != null && known.getValue() == to) {
                return Optional.of(from);
            }
            return changes.tailMap(from, false).entrySet().stream()
                    .filter(change -> change.getValue() == to)
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /**
     * The flips that have to be seen: those that the end reported for as long as the condition may take, and shorter ones that were seen
     * nevertheless. What the condition said already when the end began to say it is none.
     *
     * @param end of the measurement: what was reported less than {@code allowed} before it is left out
     */
    static List<Flip> between(String subject, Track reported, Track seen, Duration allowed, long end) {
        var flips = new ArrayList<Flip>();
        var changes = new ArrayList<>(reported.changes.entrySet());
        for (int i = 1; i < changes.size(); i++) {
            long at = changes.get(i).getKey();
            boolean up = changes.get(i).getValue();
            long until = i + 1 < changes.size() ? changes.get(i + 1).getKey() : end;
            Optional<Long> followed = seen.changed(up, at);
            if (followed.filter(f -> f == at).isPresent()) {
                continue;
            }
            boolean required = until - at >= allowed.toNanos();
            if (required || followed.filter(f -> f < until).isPresent()) {
                flips.add(new Flip(
                        subject,
                        at,
                        up,
                        followed.map(f -> Duration.ofNanos(f - at)).orElse(null)));
            }
        }
        return flips;
    }

    boolean late(Duration allowed) {
        return lag == null || lag.compareTo(allowed) > 0;
    }
}
