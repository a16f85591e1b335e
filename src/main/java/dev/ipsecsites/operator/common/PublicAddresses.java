package dev.ipsecsites.operator.common;

import dev.ipsecsites.ipsec.Cidr;
import java.util.List;
import java.util.stream.Stream;

/** Which IPv4 addresses a peer on the internet can see. Pure. */
public final class PublicAddresses {
    /** Private networks (RFC 1918), those between a provider and its customers (RFC 6598), and of a link alone (RFC 3927). */
    private static final List<Cidr> INNER = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")
            .map(Cidr::parse)
            .toList();

    /** For examples and for test equipment (RFC 5737, RFC 2544): a peer there isn't on the internet. */
    private static final List<Cidr> LABORATORY = Stream.of(
                    "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15")
            .map(Cidr::parse)
            .toList();

    private PublicAddresses() {}

    /** Whether it is translated before it reaches the internet. */
    public static boolean inner(String address) {
        return in(INNER, address);
    }

    /** Whether {@code peer} never sees {@code address}: that is an inner one, and the peer isn't in such a network, nor in a laboratory. */
    public static boolean hidden(String address, String peer) {
        return inner(address) && !inner(peer) && !in(LABORATORY, peer);
    }

    private static boolean in(List<Cidr> networks, String address) {
        return Cidr.isAddress(address) && networks.stream().anyMatch(Cidr.parse(address + "/32")::overlaps);
    }
}
