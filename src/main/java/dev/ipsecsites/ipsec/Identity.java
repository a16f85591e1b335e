package dev.ipsecsites.ipsec;

/** An IKE identity: IDi or IDr payload (RFC 7296 §3.5). */
public record Identity(Type type, String value) {
    /** Identity types that Cato and the RTX share. */
    public enum Type {
        IPV4("IPv4"),
        FQDN("FQDN"),
        EMAIL("Email"),
        KEY_ID("KeyID");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public static Identity ipv4(String address) {
        return new Identity(Type.IPV4, address);
    }
}
