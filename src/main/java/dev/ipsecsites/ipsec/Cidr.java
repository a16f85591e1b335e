package dev.ipsecsites.ipsec;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Objects;

/** An IPv4 network such as {@code 192.168.100.0/24}: an address with a prefix length and no host bits. */
public final class Cidr {
    /** Four decimal parts and nothing looser: no wildcards, ranges, octal or host names. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowIPv6(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .allow_inet_aton(false)
            .allowMask(false)
            .getIPv4AddressParametersBuilder()
            .allowLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    private final IPAddress network;

    private Cidr(IPAddress network) {
        this.network = network;
    }

    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write instead
     */
    public static Cidr parse(String text) {
        IPAddress address;
        try {
            address = new IPAddressString(text, STRICT).toAddress();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(notANetwork(text), e);
        }
        if (address == null || address.getNetworkPrefixLength() == null || !text.contains("/")) {
            throw new IllegalArgumentException(notANetwork(text));
        }
        IPAddress block = address.toPrefixBlock();
        if (!block.getLower().withoutPrefixLength().equals(address.getLower().withoutPrefixLength())) {
            throw new IllegalArgumentException("'" + text + "' has host bits set: write " + block.toNormalizedString());
        }
        return new Cidr(block);
    }

    /** Whether {@code text} is an IPv4 address and nothing more. */
    public static boolean isAddress(String text) {
        return !text.contains("/") && new IPAddressString(text, STRICT).isIPAddress();
    }

    /** The network of one address. */
    public static Cidr host(String address) {
        return parse(address + "/32");
    }

    private static String notANetwork(String text) {
        return "'" + text + "' is not an IPv4 network: write it as address/prefix length, such as 192.168.100.0/24";
    }

    public boolean contains(Cidr other) {
        return network.contains(other.network);
    }

    public boolean contains(String address) {
        return isAddress(address) && network.contains(host(address).network);
    }

    public boolean overlaps(Cidr other) {
        return network.contains(other.network) || other.network.contains(network);
    }

    public int prefixLength() {
        return Objects.requireNonNull(network.getNetworkPrefixLength());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return network.toNormalizedString();
    }
}
