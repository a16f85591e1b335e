package dev.ipsecsites.lab.rtx.grammar;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** IPv4 arithmetic. */
public final class Addresses {
    private Addresses() {}

    /** Null unless {@code text} is a dotted quad. */
    public static @Nullable Long parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String p : parts) {
            if (p.isEmpty()
                    || p.length() > 3
                    || !p.chars().allMatch(c -> c >= '0' && c <= '9')
                    || Integer.parseInt(p) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(p);
        }
        return value;
    }

    public static String print(long address) {
        return Arrays.stream(new int[] {24, 16, 8, 0})
                .mapToObj(shift -> Long.toString(address >> shift & 255))
                .collect(Collectors.joining("."));
    }

    public static long mask(int length) {
        return length == 0 ? 0 : 0xFFFFFFFFL << (32 - length) & 0xFFFFFFFFL;
    }

    /** Prefix length written as a number or as a mask; null when it is neither. */
    public static @Nullable Integer prefixLength(String text) {
        if (!text.isEmpty() && text.length() <= 2 && text.chars().allMatch(Character::isDigit)) {
            int n = Integer.parseInt(text);
            return n <= 32 ? n : null;
        }
        Long mask = parse(text);
        if (mask == null) {
            return null;
        }
        for (int n = 0; n <= 32; n++) {
            if (mask(n) == mask) {
                return n;
            }
        }
        return null;
    }

    /** Whether {@code address} lies in {@code network}, a range {@code A/M} or a single address. */
    public static boolean contains(String network, String address) {
        Long a = parse(address);
        if (a == null) {
            return false;
        }
        int slash = network.indexOf('/');
        Long n = parse(slash < 0 ? network : network.substring(0, slash));
        Integer length = slash < 0 ? Integer.valueOf(32) : prefixLength(network.substring(slash + 1));
        return n != null && length != null && (n & mask(length)) == (a & mask(length));
    }
}
