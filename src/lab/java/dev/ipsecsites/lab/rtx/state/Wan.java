package dev.ipsecsites.lab.rtx.state;

import org.jspecify.annotations.Nullable;

/**
 * How the provider's line behaves.
 *
 * @param kind what the line needs from the configuration
 * @param address what the provider assigns (PPPoE, DHCP), or the address of a fixed line
 * @param gateway the provider's router
 * @param port the LAN interface with the line, such as {@code lan2}
 * @param up whether the line works at all
 * @param outside the address that the world sees where somebody translates on the way; null where nobody does
 */
public record Wan(
        Kind kind,
        String address,
        String gateway,
        String port,
        boolean up,
        @Nullable String outside) {

    /** Where the router's public address comes from. */
    public enum Kind {
        /** IPCP of a PPPoE session. */
        PPPOE,
        /** {@code ip lanN address dhcp}. */
        DHCP,
        /** {@code ip lanN address A/M}. */
        FIXED
    }

    public static Wan pppoe(String address) {
        return new Wan(Kind.PPPOE, address, "203.0.113.254", "lan2", true, null);
    }

    public static Wan dhcp(String address, String gateway) {
        return new Wan(Kind.DHCP, address, gateway, "lan2", true, null);
    }

    public static Wan fixed(String address, String gateway) {
        return new Wan(Kind.FIXED, address, gateway, "lan2", true, null);
    }

    public Wan withUp(boolean working) {
        return new Wan(kind, address, gateway, port, working, outside);
    }

    public Wan withAddress(@Nullable String assigned) {
        return assigned == null ? withUp(false) : new Wan(kind, assigned, gateway, port, true, outside);
    }

    /** A box that translates addresses stands before the router, and lets pass what has ports. */
    public Wan behind(String seen) {
        return new Wan(kind, address, gateway, port, up, seen);
    }
}
