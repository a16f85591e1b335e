package dev.ipsecsites.diagnosis;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a router's log says of the time of a line (yamaha-rtx.md §3.6), by the router's own clock. */
public record LogTime(int year, int month, int day, int hour, int minute, int second) implements Comparable<LogTime> {
    /** {@code 2024/01/29 18:38:23: }, without the blank. */
    private static final int LENGTH = 20;

    private static final int YEAR_DIGITS = 4;

    private static final Pattern LOOSE =
            Pattern.compile("^.{0,64}?\\b(\\d{4})/(\\d{1,2})/(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2}):? ?");

    /** A router's line stands no further behind what a syslog server wrote in front of it. */
    private static final int FURTHEST = 100;

    /** A time and where the text behind it begins. */
    record Found(LogTime time, int end) {}

    /** Where a router's line begins in this one: at its time, exactly as routers print it, or behind what somebody wrote in front; -1 where none does. */
    public static int indexIn(String line) {
        int slash = line.indexOf('/');
        while (slash >= 0 && slash - YEAR_DIGITS <= FURTHEST) {
            int start = slash - YEAR_DIGITS;
            if (start == 0 || (start > 0 && !Character.isLetterOrDigit(line.charAt(start - 1)))) {
                LogTime time = exactly(line, start);
                if (time != null && time.isOfAClock()) {
                    return start;
                }
            }
            slash = line.indexOf('/', slash + 1);
        }
        return -1;
    }

    /** The time at the beginning of a line, perhaps with fewer digits or behind something that somebody wrote in front; null where there is none. */
    static @Nullable Found find(String line) {
        LogTime exact = exactly(line, 0);
        if (exact != null) {
            boolean blank = line.length() > LENGTH && line.charAt(LENGTH) == ' ';
            return new Found(exact, blank ? LENGTH + 1 : LENGTH);
        }
        var loose = LOOSE.matcher(line);
        return loose.find() ? new Found(of(loose), loose.end()) : null;
    }

    private static @Nullable LogTime exactly(String line, int from) {
        if (line.length() < from + LENGTH
                || line.charAt(from + 4) != '/'
                || line.charAt(from + 7) != '/'
                || line.charAt(from + 10) != ' '
                || line.charAt(from + 13) != ':'
                || line.charAt(from + 16) != ':'
                || line.charAt(from + 19) != ':') {
            return null;
        }
        LogTime time = new LogTime(
                digits(line, from, 4),
                digits(line, from + 5, 2),
                digits(line, from + 8, 2),
                digits(line, from + 11, 2),
                digits(line, from + 14, 2),
                digits(line, from + 17, 2));
        boolean digits = time.year >= 0
                && time.month >= 0
                && time.day >= 0
                && time.hour >= 0
                && time.minute >= 0
                && time.second >= 0;
        return digits ? time : null;
    }

    private static LogTime of(MatchResult found) {
        return new LogTime(
                number(found, 1),
                number(found, 2),
                number(found, 3),
                number(found, 4),
                number(found, 5),
                number(found, 6));
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** -1 where it is no number. */
    static int digits(String line, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Whether a clock can have shown it, on some day of any month. */
    boolean isOfAClock() {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
    }

    @Override
    public int compareTo(LogTime other) {
        return Long.compare(face(), other.face());
    }

    private long face() {
        return ((((year * 100L + month) * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
    }

    /** Null where no such day was. */
    @Nullable
    LocalDateTime local() {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException garbled) {
            return null;
        }
    }
}
