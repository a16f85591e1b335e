package dev.ipsecsites.diagnosis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of IPv4 address one is. */
final class Addresses {
    /** RFC 1918, and RFC 6598's that providers share. */
    private static final Pattern PRIVATE = Pattern.compile("10\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*"
            + "|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*|169\\.254\\..*");

    private Addresses() {}

    /** Nobody outside sees it: it is translated on the way. */
    static boolean isPrivate(@Nullable String address) {
        return address != null && PRIVATE.matcher(address).matches();
    }
}
