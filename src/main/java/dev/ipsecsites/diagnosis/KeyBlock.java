package dev.ipsecsites.diagnosis;

import java.util.regex.Pattern;

/** Leaves out a private key that somebody pasted between lines (PEM, RFC 7468): its lines alone look like nothing. Not thread-safe. */
final class KeyBlock {
    private static final String BEGINNING = "-----BEGIN ";
    private static final String END = "-----END ";
    /** Base64, and the two headers of an encrypted one. A block whose end is missing has other lines behind it. */
    private static final Pattern PART =
            Pattern.compile("[\\s\"|>]*+(?:[A-Za-z0-9+/]*+=*+|(?:Proc-Type|DEK-Info|Comment|Version): .*)[\\s\",;]*+");

    private boolean inside;

    /** Whether the line belongs to a key, the first of its lines excepted. */
    boolean hides(String line) {
        if (inside) {
            boolean end = line.contains(END);
            inside = !end && PART.matcher(line).matches();
            return inside || end;
        }
        inside = line.contains(BEGINNING) && line.contains("PRIVATE KEY") && !line.contains(END);
        return false;
    }
}
