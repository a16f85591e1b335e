package dev.ipsecsites.lab.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A key as IKE takes it, in octets (RFC 7296 §2.15): two ends have the same one when these are the same, however each was told them. Not every
 * octet string is a text.
 */
public record PreSharedKey(String hexadecimal) {
    public PreSharedKey {
        hexadecimal = hexadecimal.toLowerCase(Locale.ROOT);
    }

    public static PreSharedKey ofText(String text) {
        return new PreSharedKey(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Told by its length only. */
    @Override
    public String toString() {
        return "key of " + hexadecimal.length() / 2 + " octets";
    }
}
