package dev.ipsecsites.diagnosis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as consoles and spreadsheets write them. Cato's are in UTC (cato-api.md §4.7), so one without an offset is. */
final class Times {
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\s*(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?"
                    + "\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?\\s*");
    private static final Pattern EPOCH = Pattern.compile("\\s*(\\d{10}|\\d{13})\\s*");

    private Times() {}

    /** Null for what doesn't read as a time. */
    static @Nullable Instant read(String cell) {
        var epoch = EPOCH.matcher(cell);
        if (epoch.matches()) {
            long number = Long.parseLong(epoch.group(1));
            return epoch.group(1).length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        }
        var form = DATE_TIME.matcher(cell);
        try {
            return form.matches() ? dateTime(form) : null;
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    private static Instant dateTime(MatchResult form) {
        String zone = form.group(7);
        ZoneOffset offset = zone == null || Character.isLetter(zone.charAt(0))
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
