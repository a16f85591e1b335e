package dev.ipsecsites.cli.diagnose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a router was asked for a tunnel's status. The answer has no date of its own, but says since when the tunnel has been connected and for how long
 * (yamaha-rtx.md §3.3; article, 接続確認). Pure.
 */
final class StatusTime {
    private static final Pattern SINCE =
            Pattern.compile("(?:from|開始\\s*[:：])\\s*(\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2})\\b.*");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");

    private StatusTime() {}

    /**
     * Null where the answer doesn't tell.
     *
     * @param zone the router's
     */
    static @Nullable Instant of(List<String> answer, @Nullable Duration connectedFor, ZoneOffset zone) {
        return connectedFor == null
                ? null
                : answer.stream()
                        .map(line -> SINCE.matcher(line.strip()))
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(since -> after(since.group(1), connectedFor, zone))
                        .orElse(null);
    }

    private static @Nullable Instant after(String since, Duration connectedFor, ZoneOffset zone) {
        try {
            return LocalDateTime.parse(since, DATE).plus(connectedFor).toInstant(zone);
        } catch (DateTimeException | ArithmeticException garbled) {
            return null;
        }
    }
}
