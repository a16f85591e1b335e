package dev.ipsecsites.diagnosis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as consoles and spreadsheets write them. Cato's are in UTC (cato-api.md §4.7), so one without an offset is. */
public final class Times {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 48;
    private static final int USUAL = "2026-02-16T06:27:33".length();

    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ]+(\\d{1,2})[:時](\\d{1,2})(?:[:分](\\d{1,2})(?:[.,]\\d{1,9})?秒?|分)?"
                    + "\\s*\\(?(Z|UTC|GMT|JST|[+-]\\d{2}:?\\d{2})?\\)?");
    private static final Pattern EPOCH = Pattern.compile("1\\d{9}(?:\\d{3})?");
    private static final Pattern ZONE = Pattern.compile("(?i)\\s*\\(?(?:utc|gmt|z)\\)?$");
    private static final Pattern DATE_ONLY =
            Pattern.compile("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}");
    private static final Pattern TIME_ONLY =
            Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?i:\\s*[ap]m)?");

    private static final Pattern MONTH = Pattern.compile("(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) ");

    /** Of two ways to read 5/6 the American one; where that is no date, the other one. */
    private static final List<DateTimeFormatter> LOCAL = List.of(
            local("M/d/uuuu[,] H:mm[:ss]"),
            local("M/d/uuuu[,] h:mm[:ss] a"),
            local("d/M/uuuu[,] H:mm[:ss]"),
            local("d.M.uuuu[,] H:mm[:ss]"),
            local("d-M-uuuu[,] H:mm[:ss]"),
            local("MMM d[,] uuuu[,] H:mm[:ss]"),
            local("MMM d[,] uuuu[,] h:mm[:ss] a"),
            local("d MMM uuuu[,] H:mm[:ss]"),
            local("d MMM uuuu[,] h:mm[:ss] a"));

    private Times() {}

    private static DateTimeFormatter local(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** The time that a cell consists of; null where it is something else. */
    public static @Nullable Instant read(String cell) {
        String text = cell.strip();
        if (text.length() < SHORTEST || text.length() > LONGEST || !startsLikeOne(text)) {
            return null;
        }
        if (EPOCH.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }
        try {
            if (usual(text)) {
                return usualTime(text);
            }
            var form = DATE_TIME.matcher(text);
            return form.matches()
                    ? dateTime(form)
                    : withoutZone(ZONE.matcher(text).replaceFirst(""));
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    /** The time of a row, and which of its cells tell it: {@code count} of them from {@code first} on. */
    record OfRow(Instant time, int first, int count) {
        /** The row without them; their places stay. */
        List<String> others(List<String> cells) {
            List<String> others = new ArrayList<>(cells);
            others.subList(first, first + count).replaceAll(cell -> "");
            return others;
        }
    }

    /** The time of a row: of the first cell that is one, or of a date with a time in the cell behind it. */
    static @Nullable OfRow ofRow(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            Instant whole = read(cells.get(i));
            if (whole != null) {
                return new OfRow(whole, i, 1);
            }
            if (i + 1 < cells.size() && parts(cells, i)) {
                Instant both =
                        read(cells.get(i).strip() + " " + cells.get(i + 1).strip());
                return both == null ? null : new OfRow(both, i, 2);
            }
        }
        return null;
    }

    private static boolean parts(List<String> cells, int index) {
        return DATE_ONLY.matcher(cells.get(index).strip()).matches()
                && TIME_ONLY.matcher(cells.get(index + 1).strip()).matches();
    }

    /** Whether a cell holds nothing but a date or a time of day. */
    static boolean part(String cell) {
        String text = cell.strip();
        return DATE_ONLY.matcher(text).matches() || TIME_ONLY.matcher(text).matches();
    }

    private static boolean startsLikeOne(String text) {
        char first = text.charAt(0);
        return (first >= '0' && first <= '9') || MONTH.matcher(text).lookingAt();
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

    /** Most rows of a long file have this form, which needs no expression to be read: {@code 2026-02-16T06:27:33Z}, the last letter or not. */
    private static boolean usual(String text) {
        boolean length = text.length() == USUAL || (text.length() == USUAL + 1 && text.charAt(USUAL) == 'Z');
        return length
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static Instant usualTime(String text) {
        return LocalDateTime.of(
                        LogTime.digits(text, 0, 4),
                        LogTime.digits(text, 5, 2),
                        LogTime.digits(text, 8, 2),
                        LogTime.digits(text, 11, 2),
                        LogTime.digits(text, 14, 2),
                        LogTime.digits(text, 17, 2))
                .toInstant(ZoneOffset.UTC);
    }

    private static Instant dateTime(MatchResult form) {
        return LocalDateTime.of(
                        number(form.group(1)),
                        number(form.group(2)),
                        number(form.group(3)),
                        number(form.group(4)),
                        number(form.group(5)),
                        form.group(6) == null ? 0 : number(form.group(6)))
                .toInstant(zone(form.group(7)));
    }

    private static ZoneOffset zone(@Nullable String word) {
        if (word == null) {
            return ZoneOffset.UTC;
        }
        return switch (word) {
            case "Z", "UTC", "GMT" -> ZoneOffset.UTC;
            case "JST" -> ZoneOffset.ofHours(9);
            default -> ZoneOffset.of(word.replace(":", ""));
        };
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
