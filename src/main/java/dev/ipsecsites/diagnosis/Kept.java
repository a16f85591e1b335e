package dev.ipsecsites.diagnosis;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private static final String NOBODY = "";
    /** Which tunnel, gateway or interface a line is about. */
    private static final Pattern SUBJECT =
            Pattern.compile("(?i)\\b(?:gw:|tun(?:nel)?\\s?\\[|pp(?:poe)?\\[|lan)(\\d{1,4})");

    private record Line(
            long order,
            Message.Source source,
            @Nullable Instant time,
            String text,
            @Nullable String tunnel) {}

    private final Map<String, Deque<Line>> bySign = new HashMap<>();
    private long order;

    /** @param time asked for only where the line is kept */
    void add(Message.Source source, Supplier<@Nullable Instant> time, String text, @Nullable String tunnel) {
        Optional<Wordings.Said> said = Wordings.said(text);
        if (said.isEmpty() && !Wordings.mayMatter(text)) {
            return;
        }
        String key = said.map(s -> s.sign() + "/" + subject(text, tunnel)).orElse(NOBODY);
        if (!bySign.containsKey(key) && bySign.size() >= MOST_KEYS) {
            return;
        }
        Deque<Line> lines = bySign.computeIfAbsent(key, k -> new ArrayDeque<>());
        lines.addLast(new Line(order++, source, time.get(), text, tunnel));
        if (lines.size() > (key.equals(NOBODY) ? UNKNOWN : PER_SIGN)) {
            lines.removeFirst();
        }
    }

    private static String subject(String text, @Nullable String tunnel) {
        if (tunnel != null) {
            return Relevance.id(tunnel);
        }
        var subject = SUBJECT.matcher(text);
        return subject.find() ? subject.group(1) : NOBODY;
    }

    /** Oldest first; a log that was printed newest first is turned round. */
    List<Message> messages() {
        List<Line> lines = new ArrayList<>();
        bySign.values().forEach(lines::addAll);
        lines.sort(Comparator.comparingLong(Line::order));
        if (newestFirst(lines)) {
            lines = new ArrayList<>(lines.reversed());
        }
        return lines.stream()
                .map(line -> new Message(line.source(), line.time(), line.text(), line.tunnel()))
                .toList();
    }

    private static boolean newestFirst(List<Line> lines) {
        List<Instant> times = new ArrayList<>();
        for (Line line : lines) {
            if (line.time() != null) {
                times.add(line.time());
            }
        }
        return times.size() > 1 && times.getFirst().isAfter(times.getLast());
    }
}
