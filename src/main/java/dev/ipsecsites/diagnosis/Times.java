package dev.ipsecsites.diagnosis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as consoles and spreadsheets write them. Cato's are in UTC (cato-api.md §4.7), so one without an offset is. */
final class Times {
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\s*(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ]+(\\d{1,2})[:時](\\d{2})(?:[:分](?:(\\d{2})(?:[.,]\\d{1,9})?秒?)?)?"
                    + "\\s*(Z|UTC|GMT|\\(UTC\\)|[+-]\\d{2}:?\\d{2})?\\s*");
    private static final Pattern EPOCH = Pattern.compile("\\s*(1\\d{9}|1\\d{12})\\s*");
    private static final Pattern UTC = Pattern.compile("(?i)\\s*(?:utc|gmt|z|\\(utc\\))$");
    /** Of forms that begin with month or day, English ones only: what others mean by 1/2/2024 nobody can tell. */
    private static final List<DateTimeFormatter> ENGLISH = List.of(
            english("M/d/uuuu[,] H:mm[:ss]"),
            english("M/d/uuuu[,] h:mm[:ss] a"),
            english("MMM d[,] uuuu[,] H:mm[:ss]"),
            english("MMM d[,] uuuu[,] h:mm[:ss] a"),
            english("d MMM uuuu[,] H:mm[:ss]"));

    private static final int SHORTEST = 8;
    private static final int LONGEST = 40;

    private Times() {}

    private static DateTimeFormatter english(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** Null for what doesn't read as a time. */
    static @Nullable Instant read(String cell) {
        if (cell.length() < SHORTEST || cell.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        var epoch = EPOCH.matcher(cell);
        if (epoch.matches()) {
            long number = Long.parseLong(epoch.group(1));
            return epoch.group(1).length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }
        var form = DATE_TIME.matcher(cell);
        try {
            return form.matches() ? dateTime(form) : inEnglish(cell);
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    private static @Nullable Instant inEnglish(String cell) {
        String text = UTC.matcher(cell.strip()).replaceFirst("");
        if (text.isEmpty()
                || text.length() > LONGEST
                || "JFMASOND0123456789".indexOf(Character.toUpperCase(text.charAt(0))) < 0) {
            return null;
        }
        for (DateTimeFormatter format : ENGLISH) {
            try {
                return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException another) {
                // Another form, perhaps.
            }
        }
        return null;
    }

    private static Instant dateTime(MatchResult form) {
        String zone = form.group(7);
        ZoneOffset offset = zone == null || !"+-".contains(zone.substring(0, 1))
                ? ZoneOffset.UTC
                : ZoneOffset.of(zone.replace(":", ""));
        return LocalDateTime.of(
                        number(form.group(1)),
                        number(form.group(2)),
                        number(form.group(3)),
                        number(form.group(4)),
                        number(form.group(5)),
                        form.group(6) == null ? 0 : number(form.group(6)))
                .toInstant(offset);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
