package dev.ipsecsites.lab.ike;

/** IPv4 addresses as they stand in configuration lines. */
final class Networks {
    private Networks() {}

    static boolean isAddress(String text) {
        return text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    /** {@code 192.0.2.1} of {@code 192.0.2.1/24}. */
    static String host(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    /** @param network an address with its prefix length */
    static boolean contains(String network, String address) {
        int slash = network.indexOf('/');
        if (slash < 0 || !isAddress(host(network)) || !isAddress(address)) {
            return false;
        }
        int length = Integer.parseInt(network.substring(slash + 1));
        long mask = length == 0 ? 0 : -1L << (32 - length) & 0xffff_ffffL;
        return (value(host(network)) & mask) == (value(address) & mask);
    }

    private static long value(String address) {
        long value = 0;
        for (String part : address.split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }
}
