package dev.ipsecsites.ipsec;

import java.util.Arrays;
import java.util.Optional;

/** Diffie-Hellman groups by their IANA transform number (RFC 7296 §3.3.2, RFC 5903). */
public enum DhGroup {
    MODP_1024(2, "MODP-1024"),
    MODP_1536(5, "MODP-1536"),
    MODP_2048(14, "MODP-2048"),
    MODP_3072(15, "MODP-3072"),
    MODP_4096(16, "MODP-4096"),
    ECP_256(19, "ECP-256"),
    ECP_384(20, "ECP-384"),
    ECP_521(21, "ECP-521");

    private final int number;
    private final String label;

    DhGroup(int number, String label) {
        this.number = number;
        this.label = label;
    }

    public int number() {
        return number;
    }

    public String label() {
        return label;
    }

    public static Optional<DhGroup> ofNumber(int number) {
        return Arrays.stream(values()).filter(g -> g.number == number).findFirst();
    }

    @Override
    public String toString() {
        return "DH group " + number + " (" + label + ")";
    }
}
