package dev.ipsecsites.ipsec;

import java.util.regex.Pattern;

/** An IKE identity: IDi or IDr payload (RFC 7296 §3.5). */
public record Identity(Type type, String value) {
    /** Values that can be typed on a router, whatever their source (DESIGN §9.7). */
    public static final Pattern TYPEABLE = Pattern.compile("[A-Za-z0-9_.:@+-]{1,256}");

    /** Identity types that Cato and the RTX share. */
    public enum Type {
        IPV4,
        FQDN,
        EMAIL,
        KEY_ID
    }

    public static Identity ipv4(String address) {
        return new Identity(Type.IPV4, address);
    }
}
