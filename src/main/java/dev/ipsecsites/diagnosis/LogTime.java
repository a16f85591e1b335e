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

    private static final Pattern LOOSE =
            Pattern.compile("^.{0,64}?\\b(\\d{4})/(\\d{1,2})/(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2}):? ?");

    /** A time and where the text behind it begins. */
    record Found(LogTime time, int end) {}

    /** The time at the beginning of a line, exactly as routers print it; null where there is none. */
    public static @Nullable LogTime at(String line) {
        if (line.length() < LENGTH
                || line.charAt(4) != '/'
                || line.charAt(7) != '/'
                || line.charAt(10) != ' '
                || line.charAt(13) != ':'
                || line.charAt(16) != ':'
                || line.charAt(19) != ':') {
            return null;
        }
        LogTime time = new LogTime(
                digits(line, 0, 4),
                digits(line, 5, 7),
                digits(line, 8, 10),
                digits(line, 11, 13),
                digits(line, 14, 16),
                digits(line, 17, 19));
        return time.isOfAClock() ? time : null;
    }

    /** The same, or with something in front that a syslog server wrote, or with fewer digits. */
    static @Nullable Found find(String line) {
        LogTime exact = at(line);
        if (exact != null) {
            boolean blank = line.length() > LENGTH && line.charAt(LENGTH) == ' ';
            return new Found(exact, blank ? LENGTH + 1 : LENGTH);
        }
        var loose = LOOSE.matcher(line);
        return loose.find() ? new Found(of(loose), loose.end()) : null;
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
    private static int digits(String line, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
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
        return year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60;
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
