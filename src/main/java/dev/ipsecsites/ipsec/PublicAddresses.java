package dev.ipsecsites.ipsec;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which IPv4 addresses a peer on the internet can see. Pure. */
public final class PublicAddresses {
    /** Private networks (RFC 1918), those between a provider and its customers (RFC 6598), and of a link alone (RFC 3927). */
    private static final Pattern INNER = Pattern.compile("10\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*"
            + "|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*|169\\.254\\..*");

    /** For examples and for test equipment (RFC 5737, RFC 2544): a peer there isn't on the internet. */
    private static final Pattern LABORATORY =
            Pattern.compile("192\\.0\\.2\\..*|198\\.51\\.100\\..*|203\\.0\\.113\\..*|198\\.1[89]\\..*");

    private PublicAddresses() {}

    /** Nobody outside sees it: it is translated before it reaches the internet. */
    public static boolean inner(@Nullable String address) {
        return address != null && INNER.matcher(address).matches();
    }

    /** Whether {@code peer} never sees {@code address}: that is an inner one, and the peer isn't in such a network, nor in a laboratory. */
    public static boolean hidden(String address, String peer) {
        return inner(address) && !inner(peer) && !LABORATORY.matcher(peer).matches();
    }
}
