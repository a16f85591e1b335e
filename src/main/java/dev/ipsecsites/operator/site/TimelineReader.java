package dev.ipsecsites.operator.site;

import dev.ipsecsites.diagnosis.Message;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of a timeline that a person downloaded from the console. Its columns are not known for sure (cato-api.md §4.7: CSV, times in
 * UTC), so a time and a tunnel are looked for anywhere in a row. Pure.
 */
final class TimelineReader {
    /** The console keeps 400 records a tunnel; of more than this the newest are read. */
    static final int MOST_ROWS = 4000;

    private static final int LONGEST_ROW = 2048;
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})[-/](\\d{2})[-/](\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?");
    private static final Pattern TUNNEL = Pattern.compile("(?i)\\b(PRIMARY|SECONDARY)[ _-]?([1-3])?\\b");

    private TimelineReader() {}

    /** {@code files} of the ConfigMap by key; a key that names a tunnel says whose rows they are. */
    static List<Message> read(Map<String, String> files) {
        List<Message> messages = new ArrayList<>();
        files.forEach((key, text) -> {
            Optional<String> whose = tunnel(key);
            for (String row : text.lines().toList()) {
                if (!row.isBlank()) {
                    messages.add(message(row, whose));
                }
            }
        });
        return messages.size() <= MOST_ROWS
                ? messages
                : List.copyOf(messages.subList(messages.size() - MOST_ROWS, messages.size()));
    }

    private static Message message(String row, Optional<String> whose) {
        String text = row.length() <= LONGEST_ROW ? row : row.substring(0, LONGEST_ROW);
        return Message.timeline(time(text).orElse(null), text)
                .of(whose.or(() -> tunnel(text)).orElse(null));
    }

    private static Optional<Instant> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(time.group(1) + "-" + time.group(2) + "-" + time.group(3) + "T" + time.group(4))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<String> tunnel(String text) {
        Matcher tunnel = TUNNEL.matcher(text);
        return tunnel.find()
                ? Optional.of(
                        tunnel.group(1).toUpperCase(Locale.ROOT) + (tunnel.group(2) == null ? "1" : tunnel.group(2)))
                : Optional.empty();
    }
}
