package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import java.util.Optional;

/** Networks as {@code ip route} writes them: {@code default} for 0.0.0.0/0, an address without a length for a host (yamaha-rtx.md §4.7). */
public final class Destinations {
    private static final String DEFAULT = "default";
    private static final Cidr ALL = Cidr.parse("0.0.0.0/0");
    private static final int HOST = 32;

    private Destinations() {}

    /** Empty for anything else: names, IPv6, octets above 255, lengths above 32. */
    public static Optional<Cidr> network(String text) {
        return text.equals(DEFAULT) ? Optional.of(ALL) : Cidr.around(text);
    }

    static boolean isDefault(Cidr network) {
        return network.equals(ALL);
    }

    static String text(Cidr network) {
        return isDefault(network) ? DEFAULT : network.prefixLength() == HOST ? network.address() : network.toString();
    }

    /** As it is written where it reads as a network, else as it came. */
    static String canonical(String text) {
        return network(text).map(Destinations::text).orElse(text);
    }
}
