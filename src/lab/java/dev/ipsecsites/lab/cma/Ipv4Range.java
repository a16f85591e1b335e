package dev.ipsecsites.lab.cma;

import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 network in CIDR notation; {@code first} and {@code last} as unsigned 32-bit values in a long. */
record Ipv4Range(long first, long last, int prefix) {
    private static final Pattern ADDRESS =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    static long toLong(String address) {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("not an IPv4 address: " + address);
        }
        long value = 0;
        for (String part : address.split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    static String toText(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** Empty for anything but {@code a.b.c.d/n}; host bits are cut off, {@link #isCanonical} tells. */
    static Optional<Ipv4Range> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0
                || !isAddress(text.substring(0, slash))
                || !text.substring(slash + 1).matches("\\d{1,2}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        if (prefix > 32) {
            return Optional.empty();
        }
        long size = 1L << (32 - prefix);
        long first = toLong(text.substring(0, slash)) / size * size;
        return Optional.of(new Ipv4Range(first, first + size - 1, prefix));
    }

    static boolean isCanonical(String text) {
        return parse(text).map(range -> range.toString().equals(text)).orElse(false);
    }

    boolean overlaps(Ipv4Range other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return toText(first) + "/" + prefix;
    }
}
