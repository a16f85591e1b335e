package dev.ipsecsites.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers from {@code first} to {@code last}, both included, as {@code Router.spec.numbers} writes them: {@code 1-20}, or a
 * single number.
 */
public record NumberRange(int first, int last) {

    /** What the schema accepts. */
    public static final String PATTERN = "^[1-9][0-9]{0,8}(-[1-9][0-9]{0,8})?$";

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?");

    public NumberRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException(first + "-" + last
                    + " is not a range of numbers: the first must be at least 1 and not above the last");
        }
    }

    /**
     * Parses {@code 1-20} or {@code 7}.
     *
     * @throws IllegalArgumentException if the text is no such range
     */
    public static NumberRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a range of numbers: write the first and the last, such as 1-20");
        }
        int first = Integer.parseInt(range.group(1));
        return new NumberRange(first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
    }

    public boolean contains(int number) {
        return first <= number && number <= last;
    }
}
