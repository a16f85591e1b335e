package dev.ipsecsites.cli.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest lines of a stream, whichever way round it is written.
 *
 * @param <T> comparable times tell the direction
 */
final class Recent<T extends Comparable<? super T>> {
    private final int most;
    private final Deque<Timed<T>> kept = new ArrayDeque<>();
    private @Nullable T first;
    private int direction;

    /** A line and its time, where it has one. */
    record Timed<T>(@Nullable T time, String text) {}

    Recent(int most) {
        this.most = most;
    }

    void add(@Nullable T time, String text) {
        if (direction == 0 && time != null) {
            if (first == null) {
                first = time;
            }
            direction = Integer.signum(time.compareTo(first));
        }
        if (kept.size() == most) {
            if (direction < 0) {
                return;
            }
            kept.removeFirst();
        }
        kept.addLast(new Timed<>(time, text));
    }

    /** Oldest first. */
    List<Timed<T>> oldestFirst() {
        List<Timed<T>> all = new ArrayList<>(kept);
        if (direction < 0) {
            Collections.reverse(all);
        }
        return List.copyOf(all);
    }
}
