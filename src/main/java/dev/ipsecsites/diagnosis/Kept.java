package dev.ipsecsites.diagnosis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a long log that may be evidence: of each thing that is said of each tunnel the newest, and the newest of those that nobody
 * understands. However long the log, this many. Not thread-safe.
 *
 * @param <T> how the time of a line is written there
 */
final class Kept<T extends Comparable<? super T>> {
    private static final int PER_SIGN = 40;
    private static final int UNKNOWN = 60;
    private static final int MOST_TOPICS = 256;
    /** Cato keeps 400 of one tunnel (cato-api.md §4.7). */
    private static final int OF_A_TUNNEL = 400;

    private static final int MOST = 2_000;

    /**
     * @param time null where it has none that can be read
     * @param tunnel id such as {@code PRIMARY1} where the line's place says it; null where only its text may
     * @param names what else may say it, see {@link TunnelColumn}
     */
    record Line<T>(@Nullable T time, String text, @Nullable String tunnel, List<String> names) {
        Line(@Nullable T time, String text) {
            this(time, text, null, List.of());
        }
    }

    private record Numbered<T>(long number, Line<T> line) {}

    private final Map<String, Deque<Numbered<T>>> byTopic = new HashMap<>();
    private final Recent<Gist> gists;
    private final int perSign;
    private final int unknown;
    /** Every row of a timeline is about a tunnel; most lines of a router's log aren't. */
    private final boolean all;

    private int size;
    private long count;
    private @Nullable T last;
    /** How much more often the time went on than back: a clock may be set back, a file may be written newest first. */
    private long forward;

    private Kept(Recent<Gist> gists, int perSign, int unknown, boolean all) {
        this.gists = gists;
        this.perSign = perSign;
        this.unknown = unknown;
        this.all = all;
    }

    static <T extends Comparable<? super T>> Kept<T> ofLog() {
        return new Kept<>(Gist.recent(), PER_SIGN, UNKNOWN, false);
    }

    /** @param gists of {@link Gist#recent}, by which the lines were judged before */
    static <T extends Comparable<? super T>> Kept<T> ofTimeline(Recent<Gist> gists) {
        return new Kept<>(gists, OF_A_TUNNEL, OF_A_TUNNEL, true);
    }

    void add(Line<T> line) {
        add(line, 1);
    }

    /** @param times how often the line stands there: {@code same message repeated 3 times} */
    void add(Line<T> line, int times) {
        add(line, times, line.tunnel());
    }

    /** @param tunnel of which it is as far as anybody can tell yet; null where nobody can */
    void add(Line<T> line, int times, @Nullable String tunnel) {
        Gist said = Gist.of(line.text(), gists);
        if (!all && !said.mayMatter()) {
            return;
        }
        Gist gist = tunnel == null ? said : said.about(tunnel);
        if (!byTopic.containsKey(gist.topic()) && byTopic.size() >= MOST_TOPICS) {
            return;
        }
        int most = gist.sign() == null ? unknown : perSign;
        Deque<Numbered<T>> lines = byTopic.computeIfAbsent(gist.topic(), t -> new ArrayDeque<>());
        if (lines.size() == most && newestFirst()) {
            return;
        }
        note(line.time());
        for (int i = 0; i < Math.min(times, most); i++) {
            keep(lines, new Numbered<>(count++, line), most);
        }
    }

    private void keep(Deque<Numbered<T>> lines, Numbered<T> line, int most) {
        boolean full = lines.size() == most;
        lines.addLast(line);
        size++;
        if (full) {
            drop(lines);
        } else if (size > MOST) {
            drop(Collections.max(byTopic.values(), Comparator.comparingInt(Deque::size)));
        }
    }

    private void note(@Nullable T time) {
        if (time != null) {
            forward += last == null ? 0 : Integer.signum(time.compareTo(last));
            last = time;
        }
    }

    private boolean newestFirst() {
        return forward < 0;
    }

    /** The oldest. */
    private void drop(Deque<Numbered<T>> lines) {
        if (newestFirst()) {
            lines.removeLast();
        } else {
            lines.removeFirst();
        }
        size--;
    }

    /** Oldest first; a log that was printed newest first is turned round. */
    List<Line<T>> lines() {
        return lines(newestFirst());
    }

    /** @param newestFirst whether they were printed so, for who knows more of their times than was known when each was added */
    List<Line<T>> lines(boolean newestFirst) {
        List<Numbered<T>> all = new ArrayList<>();
        byTopic.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(Numbered::number));
        List<Line<T>> lines = new ArrayList<>(all.stream().map(Numbered::line).toList());
        return newestFirst ? lines.reversed() : lines;
    }
}
