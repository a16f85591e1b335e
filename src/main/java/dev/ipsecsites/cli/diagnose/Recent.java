package dev.ipsecsites.cli.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest lines of a stream, whichever way round it is written: {@code show log} has the newest last, {@code show log reverse} first.
 *
 * @param <T> comparable times tell the direction
 */
final class Recent<T extends Comparable<? super T>> {
    private final int most;
    private final Deque<Timed<T>> kept = new ArrayDeque<>();
    private @Nullable T first;
    private int direction;
    private boolean dropped;

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
            dropped = true;
            if (direction < 0) {
                return;
            }
            kept.removeFirst();
        }
        kept.addLast(new Timed<>(time, text));
    }

    /** The rest of a line that was wrapped. */
    void append(String rest, int longest) {
        Timed<T> last = kept.pollLast();
        if (last != null) {
            String whole = last.text() + rest;
            kept.addLast(new Timed<>(last.time(), whole.length() > longest ? last.text() : whole));
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Older ones were left out. */
    boolean dropped() {
        return dropped;
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
