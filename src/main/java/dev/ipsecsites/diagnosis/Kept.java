package dev.ipsecsites.diagnosis;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a long log that may be evidence: of each thing that is said of each tunnel the newest, and the newest of those that nobody
 * understands. However long the log, this many.
 */
final class Kept {
    private static final int PER_SIGN = 40;
    private static final int UNKNOWN = 60;
    private static final int MOST_KEYS = 256;
    /** Cato keeps 400 of one tunnel (cato-api.md §4.7). */
    private static final int OF_A_TUNNEL = 400;

    private static final int MOST = 2_000;
    private static final String NOBODY = "";
    /** Which tunnel, gateway or interface a line is about. */
    private static final Pattern SUBJECT = Pattern.compile("\\b(?:gw:|tun(?:nel)?\\s?\\[|pp(?:poe)?\\[|lan)(\\d{1,4})");

    private record Line(
            long order,
            Message.Source source,
            @Nullable Instant time,
            String text,
            @Nullable String tunnel) {}

    private final Map<String, Deque<Line>> bySign = new HashMap<>();
    private final int perSign;
    private final int unknown;
    /** Every row of a timeline is about a tunnel; most lines of a router's log aren't. */
    private final boolean all;

    private int size;
    private long order;
    private @Nullable Instant last;
    /** How much more often the time went on than back: a clock may be set back, a file may be written newest first. */
    private long forward;

    private Kept(int perSign, int unknown, boolean all) {
        this.perSign = perSign;
        this.unknown = unknown;
        this.all = all;
    }

    static Kept ofLog() {
        return new Kept(PER_SIGN, UNKNOWN, false);
    }

    static Kept ofTimeline() {
        return new Kept(OF_A_TUNNEL, OF_A_TUNNEL, true);
    }

    /** @param time asked for only where the line is kept */
    void add(Message.Source source, Supplier<@Nullable Instant> time, String text, @Nullable String tunnel) {
        add(source, time, text, tunnel, 1);
    }

    /** @param times how often the line stands there: {@code same message repeated 3 times} */
    void add(Message.Source source, Supplier<@Nullable Instant> time, String text, @Nullable String tunnel, int times) {
        Hint.Line line = Wordings.line(text);
        Optional<Wordings.Said> said = Wordings.said(text, line);
        if (!all && said.isEmpty() && !Wordings.mayMatter(line)) {
            return;
        }
        String key =
                said.map(s -> s.sign() + "/" + subject(line.lower(), tunnel)).orElse(NOBODY);
        if (!bySign.containsKey(key) && bySign.size() >= MOST_KEYS) {
            return;
        }
        int most = said.isEmpty() ? unknown : perSign;
        Deque<Line> lines = bySign.computeIfAbsent(key, k -> new ArrayDeque<>());
        if (lines.size() == most && newestFirst()) {
            return;
        }
        Instant at = timed(time.get());
        for (int i = 0; i < Math.min(times, most); i++) {
            keep(lines, new Line(order++, source, at, text, tunnel), most);
        }
    }

    private void keep(Deque<Line> lines, Line line, int most) {
        boolean full = lines.size() == most;
        lines.addLast(line);
        size++;
        if (full) {
            drop(lines);
        } else if (size > MOST) {
            drop(Collections.max(bySign.values(), Comparator.comparingInt(Deque::size)));
        }
    }

    private @Nullable Instant timed(@Nullable Instant time) {
        if (time != null) {
            forward += last == null ? 0 : Integer.signum(time.compareTo(last));
            last = time;
        }
        return time;
    }

    private boolean newestFirst() {
        return forward < 0;
    }

    /** The oldest. */
    private void drop(Deque<Line> lines) {
        if (newestFirst()) {
            lines.removeLast();
        } else {
            lines.removeFirst();
        }
        size--;
    }

    private static String subject(String lower, @Nullable String tunnel) {
        if (tunnel != null) {
            return Relevance.id(tunnel);
        }
        var subject = SUBJECT.matcher(lower);
        return subject.find() ? subject.group(1) : NOBODY;
    }

    /** Oldest first; a log that was printed newest first is turned round. */
    List<Message> messages() {
        List<Line> lines = new ArrayList<>();
        bySign.values().forEach(lines::addAll);
        lines.sort(Comparator.comparingLong(Line::order));
        if (newestFirst()) {
            lines = new ArrayList<>(lines.reversed());
        }
        return lines.stream()
                .map(line -> new Message(line.source(), line.time(), line.text(), line.tunnel()))
                .toList();
    }
}
