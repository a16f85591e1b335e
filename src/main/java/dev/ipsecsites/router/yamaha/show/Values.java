package dev.ipsecsites.router.yamaha.show;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and times as the router writes them. What can't be read is null or 0, never an exception. */
final class Values {
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,9})\\s*(days?|hours?|minutes?|seconds?|日|時間|分|秒|s\\b)");
    private static final Pattern CLOCK = Pattern.compile("\\b([0-9]{1,2}):([0-9]{2}):([0-9]{2})\\b");

    private Values() {}

    /** {@code 3 minutes 46 seconds}, {@code 2時間5分10秒}, {@code 70days 23:22:43}, {@code 10675s}; null when there is no time in it. */
    static @Nullable Duration duration(String text) {
        Duration sum = Duration.ZERO;
        boolean found = false;
        var part = PART.matcher(text);
        while (part.find()) {
            long number = number(part.group(1));
            sum = sum.plus(
                    switch (part.group(2).charAt(0)) {
                        case 'd', '日' -> Duration.ofDays(number);
                        case 'h', '時' -> Duration.ofHours(number);
                        case 'm', '分' -> Duration.ofMinutes(number);
                        default -> Duration.ofSeconds(number);
                    });
            found = true;
        }
        var clock = CLOCK.matcher(text);
        if (clock.find()) {
            sum = sum.plusHours(number(clock.group(1)))
                    .plusMinutes(number(clock.group(2)))
                    .plusSeconds(number(clock.group(3)));
            found = true;
        }
        return found ? sum : null;
    }

    /** Digits of any length; what doesn't fit counts as the largest number. */
    static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return digits.isEmpty() ? 0 : Long.MAX_VALUE;
        }
    }

    static int small(String digits) {
        return (int) Math.min(Integer.MAX_VALUE, number(digits));
    }
}
