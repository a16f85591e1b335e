package dev.ipsecsites.ipsec;

/** An IKE identity: IDi or IDr payload (RFC 7296 §3.5). */
public record Identity(Type type, String value) {
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
