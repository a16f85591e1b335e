package dev.ipsecsites.cli.diagnose;

import org.jspecify.annotations.Nullable;

/** IPv4 addresses in files: anything may stand there. */
final class Networks {
    private Networks() {}

    /** Whether {@code 192.0.2.0/24} contains an address; false where either can't be read. */
    static boolean contains(String network, String address) {
        int slash = network.indexOf('/');
        Long base = number(slash < 0 ? network : network.substring(0, slash));
        Long host = number(address);
        if (base == null || host == null) {
            return false;
        }
        int length;
        try {
            length = slash < 0 ? 32 : Integer.parseInt(network.substring(slash + 1));
        } catch (NumberFormatException e) {
            return false;
        }
        if (length < 0 || length > 32) {
            return false;
        }
        long mask = length == 0 ? 0 : 0xFFFFFFFFL << (32 - length) & 0xFFFFFFFFL;
        return (base & mask) == (host & mask);
    }

    private static @Nullable Long number(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }
}
