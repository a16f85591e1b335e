package dev.ipsecsites.ipsec;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 network such as {@code 192.168.100.0/24}: an address with a prefix length and no host bits. Ordered by address, the wider first. */
public final class Cidr implements Comparable<Cidr> {
    private static final Comparator<Cidr> ORDER = Comparator.comparingLong(
                    (Cidr cidr) -> cidr.network.getLower().toIPv4().longValue())
            .thenComparingInt(Cidr::prefixLength);
    /** The library takes blanks and line ends off first, and what is checked here goes into command lines as it is. */
    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?");

    private static final int HOST = 32;

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
        Cidr network = around(text)
                .filter(n -> text.contains("/"))
                .orElseThrow(() -> new IllegalArgumentException(notANetwork(text)));
        if (!text.startsWith(network.address() + "/")) {
            throw new IllegalArgumentException("'" + text + "' has host bits set: write " + network);
        }
        return network;
    }

    /** The network that an address lies in, such as an interface's {@code 192.168.100.1/24}; without a prefix length that of the one address. */
    public static Optional<Cidr> around(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                .map(address -> new Cidr(address.isPrefixed() ? address.toPrefixBlock() : address.toPrefixBlock(HOST)));
    }

    /** Whether {@code text} is an IPv4 address and nothing more. */
    public static boolean isAddress(String text) {
        return !text.contains("/") && around(text).isPresent();
    }

    private static String notANetwork(String text) {
        return "'" + text + "' is not an IPv4 network: write it as address/prefix length, such as 192.168.100.0/24";
    }

    public boolean contains(Cidr other) {
        return network.contains(other.network);
    }

    public boolean contains(String address) {
        return isAddress(address) && around(address).filter(this::contains).isPresent();
    }

    public boolean overlaps(Cidr other) {
        return network.contains(other.network) || other.network.contains(network);
    }

    public int prefixLength() {
        return Objects.requireNonNull(network.getNetworkPrefixLength());
    }

    /** Its first one. */
    public String address() {
        return network.getLower().withoutPrefixLength().toNormalizedString();
    }

    @Override
    public int compareTo(Cidr other) {
        return ORDER.compare(this, other);
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
