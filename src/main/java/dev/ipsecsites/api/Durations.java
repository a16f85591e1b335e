package dev.ipsecsites.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as manifests write them: {@code 90s}, {@code 5m}, {@code 1h30m}. */
public final class Durations {

    /** What the schema accepts; a CEL rule can't count longer ones and would answer with an error of its own. */
    public static final String PATTERN = "^([0-9]{1,6}(s|m|h))+$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)([smh])");

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if the text is no such duration or too long to count in seconds; the message says what to
     *     write instead
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw notADuration(text);
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        try {
            while (part.find()) {
                long amount = Long.parseLong(part.group(1));
                sum = sum.plus(
                        switch (part.group(2)) {
                            case "h" -> Duration.ofHours(amount);
                            case "m" -> Duration.ofMinutes(amount);
                            default -> Duration.ofSeconds(amount);
                        });
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw notADuration(text, e);
        }
        return sum;
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException(message(text));
    }

    private static IllegalArgumentException notADuration(String text, Exception cause) {
        return new IllegalArgumentException(message(text), cause);
    }

    private static String message(String text) {
        return "'" + text + "' is not a duration: write whole seconds, minutes or hours, such as 30s, 5m or 1h30m";
    }
}
