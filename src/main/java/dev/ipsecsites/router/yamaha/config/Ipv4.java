package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** IPv4 addresses as numbers, where a line counts with them: ranges, and masks that need not be prefixes. */
final class Ipv4 {
    private static final long ALL_ONES = 0xFFFF_FFFFL;
    private static final int BITS = 32;

    private Ipv4() {}

    static OptionalLong parse(String text) {
        String[] octets = text.split("\\.", -1);
        long address = 0;
        for (String octet : octets) {
            if (octets.length != 4 || !isOctet(octet)) {
                return OptionalLong.empty();
            }
            address = address << 8 | Words.number(octet);
        }
        return OptionalLong.of(address);
    }

    static boolean isOctet(String text) {
        return Words.isNumber(text)
                && text.length() <= 3
                && Words.number(text) <= 255
                && (text.length() == 1 || !text.startsWith("0"));
    }

    /** A mask as a number of bits, as {@code 255.255.255.0}, or as {@code 0xffffff00} (REF 8.1.10, 23.6). */
    static OptionalLong mask(String text) {
        if (text.matches("0x[0-9A-Fa-f]{1,8}")) {
            return OptionalLong.of(Long.parseLong(text.substring(2), 16));
        }
        int bits = Words.number(text);
        if (bits >= 0) {
            return bits <= BITS ? OptionalLong.of(ALL_ONES << (BITS - bits) & ALL_ONES) : OptionalLong.empty();
        }
        return parse(text);
    }

    static String text(long address) {
        List<String> octets = new ArrayList<>();
        for (int shift = 24; shift >= 0; shift -= 8) {
            octets.add(String.valueOf(address >> shift & 255));
        }
        return String.join(".", octets);
    }
}
