package dev.ipsecsites.cli.diagnose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as consoles and spreadsheets write them. Without a zone they are UTC, as Cato's timeline is (cato-api.md §4.7). */
final class Timestamps {
    private static final int LONGEST = 40;

    private static final Pattern EPOCH = Pattern.compile("1\\d{9}(?:\\d{3})?");
    private static final List<DateTimeFormatter> LOCAL = List.of(
            local("uuuu-M-d['T'][ ]H:mm[:ss][.SSSSSS][.SSS]"),
            local("uuuu/M/d H:mm[:ss][.SSS]"),
            local("M/d/uuuu[,] H:mm[:ss]"),
            local("M/d/uuuu[,] h:mm[:ss] a"),
            local("MMM d[,] uuuu[,] H:mm[:ss]"),
            local("MMM d[,] uuuu[,] h:mm[:ss] a"),
            local("d MMM uuuu[,] H:mm[:ss]"),
            local("uuuu年M月d日 H:mm[:ss]"));

    private Timestamps() {}

    private static DateTimeFormatter local(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** The time that a cell consists of; null where it is something else. */
    static @Nullable Instant parse(String cell) {
        String text = cell.strip();
        if (text.length() < 8 || text.length() > LONGEST || !startsLikeOne(text)) {
            return null;
        }
        try {
            if (EPOCH.matcher(text).matches()) {
                long number = Long.parseLong(text);
                return text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            }
            return text.contains("T") && text.matches(".*(?:Z|[+-]\\d{2}:?\\d{2})")
                    ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                            .toInstant()
                    : withoutZone(text.replaceFirst("(?i)\\s*(?:utc|gmt|z|\\(utc\\))$", ""));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean startsLikeOne(String text) {
        char first = text.charAt(0);
        return (first >= '0' && first <= '9')
                || ("JFMASONDjfmasond".indexOf(first) >= 0 && text.chars().anyMatch(Character::isDigit));
    }

    private static @Nullable Instant withoutZone(String text) {
        for (DateTimeFormatter format : LOCAL) {
            try {
                return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException ignored) {
                // Another form, perhaps.
            }
        }
        return null;
    }
}
