package dev.ipsecsites.lab.ike.site;

/** Arithmetic with addresses in dotted form; what is none is refused. */
final class Ipv4 {
    private static final int BITS = 32;

    private Ipv4() {}

    /** @throws IllegalArgumentException when it is no address */
    static long value(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("no IPv4 address: " + address);
        }
        long value = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("no IPv4 address: " + address);
            }
            value = value << 8 | octet;
        }
        return value;
    }

    static String text(long value) {
        return (value >> 24 & 255) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }

    /** The network of an address with prefix length: {@code 192.168.100.1/24} is in {@code 192.168.100.0/24}. */
    static String network(String addressWithPrefix) {
        int prefix = prefix(addressWithPrefix);
        return text(value(host(addressWithPrefix)) & mask(prefix)) + "/" + prefix;
    }

    static boolean contains(String network, String address) {
        long mask = mask(prefix(network));
        return (value(host(network)) & mask) == (value(address) & mask);
    }

    static String host(String addressWithPrefix) {
        int slash = addressWithPrefix.indexOf('/');
        return slash < 0 ? addressWithPrefix : addressWithPrefix.substring(0, slash);
    }

    private static int prefix(String addressWithPrefix) {
        int slash = addressWithPrefix.indexOf('/');
        int prefix = slash < 0 ? BITS : Integer.parseInt(addressWithPrefix.substring(slash + 1));
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("no prefix length: " + addressWithPrefix);
        }
        return prefix;
    }

    private static long mask(int prefix) {
        return prefix == 0 ? 0 : 0xffff_ffffL << (BITS - prefix) & 0xffff_ffffL;
    }
}
