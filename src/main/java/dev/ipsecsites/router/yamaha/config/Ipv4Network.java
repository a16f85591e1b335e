package dev.ipsecsites.router.yamaha.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 address with a prefix length; a bare address is a /32, {@code default} is 0.0.0.0/0. */
public record Ipv4Network(int address, int length) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");
    private static final int BITS = 32;

    /** Empty for anything else: names, IPv6, octets above 255, lengths above 32. */
    public static Optional<Ipv4Network> parse(String text) {
        if (text.equals("default")) {
            return Optional.of(new Ipv4Network(0, 0));
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(form.group(i));
            if (octet > 255 || (form.group(i).length() > 1 && form.group(i).startsWith("0"))) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        int length = form.group(5) == null ? BITS : Integer.parseInt(form.group(5));
        return length > BITS ? Optional.empty() : Optional.of(new Ipv4Network(address, length));
    }

    public boolean contains(Ipv4Network other) {
        return length <= other.length && (other.address & mask()) == (address & mask());
    }

    boolean hasHostBits() {
        return (address & ~mask()) != 0;
    }

    /** Without host bits. */
    Ipv4Network masked() {
        return new Ipv4Network(address & mask(), length);
    }

    private int mask() {
        return length == 0 ? 0 : -1 << (BITS - length);
    }

    /** As a route is written: {@code default}, an address without a length for a host, else {@code A.B.C.D/M}. */
    @Override
    public String toString() {
        if (length == 0) {
            return "default";
        }
        String dotted =
                (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
        return length == BITS ? dotted : dotted + "/" + length;
    }
}
