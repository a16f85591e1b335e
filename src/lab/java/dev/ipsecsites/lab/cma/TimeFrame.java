package dev.ipsecsites.lab.cma;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scalar {@code TimeFrame}: {@code last.PT5M}, {@code last.P1D}, {@code utc.2020-02-{11/04:50:00--21/04:50:00}} (cato-api.md §4.6). */
record TimeFrame(Instant from, Instant to) {
    private static final Pattern UTC = Pattern.compile("utc\\.([^{]*)\\{([^}]*)--([^}]*)}");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd/HH:mm:ss", Locale.ROOT);

    static Optional<TimeFrame> parse(String text, Instant now) {
        try {
            if (text.startsWith("last.")) {
                return Optional.of(new TimeFrame(before(now, text.substring("last.".length())), now));
            }
            Matcher utc = UTC.matcher(text);
            if (utc.matches()) {
                return Optional.of(
                        new TimeFrame(moment(utc.group(1) + utc.group(2)), moment(utc.group(1) + utc.group(3))));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    private static Instant before(Instant now, String length) {
        return length.startsWith("PT") || length.contains("T")
                ? now.minus(Duration.parse(length))
                : now.atOffset(ZoneOffset.UTC).minus(Period.parse(length)).toInstant();
    }

    private static Instant moment(String text) {
        return LocalDateTime.parse(text, MOMENT).toInstant(ZoneOffset.UTC);
    }
}
