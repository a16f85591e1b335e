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

    /** As spreadsheets in Japan have it behind a date: {@code (月)}. */
    private static final String WEEKDAY = "(?:\\s*[(（](?:[月火水木金土日](?:曜日?)?|\\p{Alpha}{3})[)）])?";

    private static final String HALF = "(?:\\s*([ap])\\.?m\\b\\.?)?";

    private static final Pattern DATE_TIME = ignoringCase(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?" + WEEKDAY + "[T ]+(午前|午後)?\\s*(\\d{1,2})[:時](\\d{1,2})"
                    + "(?:[:分](\\d{1,2})(?:[.,]\\d{1,9})?秒?|分)?" + HALF
                    + "\\s*\\(?(Z|UTC|GMT|JST|[+-]\\d{2}:?\\d{2})?\\)?");
    /** With the year behind; of two digits it is of this century. */
    private static final Pattern YEAR_LAST = ignoringCase("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})" + WEEKDAY
            + ",?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?" + HALF);

    private static final Pattern EPOCH = Pattern.compile("1\\d{9}(?:\\d{3})?");
    /** What a spreadsheet stores: days since the end of 1899. Those of a few decades, with a time of day. */
    private static final Pattern SERIAL = Pattern.compile("[45]\\d{4}\\.\\d{2,12}");

    private static final LocalDateTime SERIAL_START = LocalDateTime.of(1899, 12, 30, 0, 0);
    private static final int SECONDS_OF_A_DAY = 86_400;

    private static final Pattern ZONE = ignoringCase("\\s*\\(?(?:utc|gmt|z|(jst))?([+-]\\d{2}:?\\d{2})?\\)?$");
    private static final Pattern DATE_ONLY =
            Pattern.compile("(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}"
                    + "|\\d{1,2}/\\d{1,2}/\\d{2})" + WEEKDAY);
    private static final Pattern TIME_ONLY =
            Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?i:\\s*[ap]m)?");
    /** A date or a time of day, however it is written; no address. */
    private static final Pattern RESEMBLING = Pattern.compile(
            "(?<![\\d.])\\d{1,4}([-/.])\\d{1,2}\\1\\d{1,4}(?![\\d.])|(?<![\\d:])\\d{1,2}[:時]\\d{2}(?![\\d.])");

    private static final String MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
    private static final Pattern MONTH = ignoringCase(MONTHS + " ");
    /** In front of a date, as in mails and web servers. */
    private static final Pattern DAY_NAME = ignoringCase("(?:mon|tue|wed|thu|fri|sat|sun),? +(?=\\d|" + MONTHS + ")");

    private static final List<DateTimeFormatter> NAMED_MONTH = List.of(
            local("MMM d[,] uuuu[,] H:mm[:ss]"),
            local("MMM d[,] uuuu[,] h:mm[:ss] a"),
            local("d MMM uuuu[,] H:mm[:ss]"),
            local("d MMM uuuu[,] h:mm[:ss] a"),
            local("d-MMM-uuuu[,] H:mm[:ss]"),
            local("d-MMM-uuuu[,] h:mm[:ss] a"));

    private Times() {}

    private static Pattern ignoringCase(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    private static DateTimeFormatter local(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** The time that a cell consists of, as it is read alone; null where it is something else. */
    public static @Nullable Instant read(String cell) {
        Moment moment = moment(cell);
        return moment == null ? null : moment.alone();
    }

    /** The time that a cell consists of; null where it is something else. */
    static @Nullable Moment moment(String cell) {
        String text = cell.strip();
        if (text.length() < SHORTEST || text.length() > LONGEST || !startsLikeOne(text)) {
            return null;
        }
        try {
            if (usual(text)) {
                return Moment.of(usualTime(text));
            }
            // Browsers put narrow ones in front of AM and PM.
            String blanks = text.replace('\u00A0', ' ').replace('\u202F', ' ');
            Instant one = onlyOne(blanks);
            return one == null ? yearLast(blanks) : Moment.of(one);
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    private static @Nullable Instant onlyOne(String text) {
        if (EPOCH.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }
        if (SERIAL.matcher(text).matches()) {
            long seconds = Math.round(Double.parseDouble(text) * SECONDS_OF_A_DAY);
            return SERIAL_START.plusSeconds(seconds).toInstant(ZoneOffset.UTC);
        }
        var form = DATE_TIME.matcher(text);
        return form.matches()
                ? dateTime(form)
                : namedMonth(DAY_NAME.matcher(text).replaceFirst(""));
    }

    /**
     * The time of a row, and which of its cells tell it.
     *
     * @param first of {@code count} cells
     */
    record OfRow(Moment moment, int first, int count) {
        Instant time() {
            return moment.alone();
        }

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
            Moment whole = moment(cells.get(i));
            if (whole != null) {
                return new OfRow(whole, i, 1);
            }
            if (i + 1 < cells.size() && parts(cells, i)) {
                Moment both =
                        moment(cells.get(i).strip() + " " + cells.get(i + 1).strip());
                return both == null ? null : new OfRow(both, i, 2);
            }
        }
        return null;
    }

    /** Whether a cell that isn't read as a time looks as if it were one to whoever wrote it. */
    static boolean resembled(String cell) {
        return cell.length() <= LONGEST && RESEMBLING.matcher(cell).find();
    }

    private static boolean parts(List<String> cells, int index) {
        return DATE_ONLY.matcher(cells.get(index).strip()).matches()
                && TIME_ONLY.matcher(cells.get(index + 1).strip()).matches();
    }

    /** Whether a cell holds nothing but a date or a time of day. */
    static boolean part(String cell) {
        String text = cell.strip();
        return startsWithDigit(text)
                && (DATE_ONLY.matcher(text).matches() || TIME_ONLY.matcher(text).matches());
    }

    private static boolean startsLikeOne(String text) {
        if (startsWithDigit(text)) {
            return true;
        }
        char fourth = text.charAt(3);
        return (fourth == ' ' || fourth == ',')
                && (MONTH.matcher(text).lookingAt() || DAY_NAME.matcher(text).lookingAt());
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static @Nullable Instant namedMonth(String text) {
        var zone = ZONE.matcher(text);
        if (!zone.find()) {
            return null;
        }
        String local = text.substring(0, zone.start());
        ZoneOffset offset = offset(zone);
        for (DateTimeFormatter format : NAMED_MONTH) {
            try {
                return LocalDateTime.parse(local, format).toInstant(offset);
            } catch (DateTimeException ignored) {
                // Another form, perhaps.
            }
        }
        return null;
    }

    /** Slashes stand between day and month of either order, dots and hyphens behind a day. */
    private static @Nullable Moment yearLast(String text) {
        var zone = ZONE.matcher(text);
        if (!zone.find()) {
            return null;
        }
        var form = YEAR_LAST.matcher(text.substring(0, zone.start()));
        if (!form.matches()) {
            return null;
        }
        ZoneOffset offset = offset(zone);
        Instant dayFirst = yearLast(form, form.group(3), form.group(1), offset);
        if (!form.group(2).equals("/")) {
            return dayFirst == null ? null : Moment.of(dayFirst);
        }
        Instant monthFirst = yearLast(form, form.group(1), form.group(3), offset);
        return monthFirst == null && dayFirst == null ? null : new Moment(monthFirst, dayFirst);
    }

    private static @Nullable Instant yearLast(MatchResult form, String month, String day, ZoneOffset offset) {
        try {
            int year = number(form.group(4));
            return LocalDateTime.of(
                            year < 100 ? 2000 + year : year,
                            number(month),
                            number(day),
                            hour(form.group(5), form.group(8)),
                            number(form.group(6)),
                            form.group(7) == null ? 0 : number(form.group(7)))
                    .toInstant(offset);
        } catch (DateTimeException noDate) {
            return null;
        }
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
        String half = form.group(4) == null ? form.group(8) : form.group(4);
        return LocalDateTime.of(
                        number(form.group(1)),
                        number(form.group(2)),
                        number(form.group(3)),
                        hour(form.group(5), half),
                        number(form.group(6)),
                        form.group(7) == null ? 0 : number(form.group(7)))
                .toInstant(zone(form.group(9)));
    }

    /** @param half of the day; null where the hours of a whole one are counted */
    private static int hour(String digits, @Nullable String half) {
        int hour = number(digits);
        if (half == null || hour > 12) {
            return hour;
        }
        boolean afternoon = half.equals("午後") || half.equalsIgnoreCase("p");
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private static ZoneOffset offset(MatchResult zone) {
        return zone(zone.group(2) == null ? zone.group(1) : zone.group(2));
    }

    private static ZoneOffset zone(@Nullable String word) {
        if (word == null) {
            return ZoneOffset.UTC;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "Z", "UTC", "GMT" -> ZoneOffset.UTC;
            case "JST" -> ZoneOffset.ofHours(9);
            default -> ZoneOffset.of(word.replace(":", ""));
        };
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
