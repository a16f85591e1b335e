package dev.ipsecsites.lab.rtx.device;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A firmware revision such as {@code 11.01.34}; the first two numbers are the product line. */
public record Firmware(int line, int branch, int build) implements Comparable<Firmware> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Comparator<Firmware> ORDER = Comparator.comparingInt(Firmware::line)
            .thenComparingInt(Firmware::branch)
            .thenComparingInt(Firmware::build);

    public static Firmware of(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("firmware must look like 15.02.33, not " + text);
        }
        return new Firmware(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
    }

    public boolean atLeast(String other) {
        return compareTo(of(other)) >= 0;
    }

    @Override
    public int compareTo(Firmware other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%d.%02d.%02d".formatted(line, branch, build);
    }
}
