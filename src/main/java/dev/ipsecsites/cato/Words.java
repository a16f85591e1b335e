package dev.ipsecsites.cato;

import dev.ipsecsites.ipsec.Secret;
import java.util.Collection;

/** Text that came from outside, made fit for a message: no secrets, no control characters, no more than a few lines. */
final class Words {
    private Words() {}

    /** One line of at most {@code longest} characters; control characters and line breaks become blanks. */
    static String of(String text, int longest) {
        String line =
                text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }

    /**
     * {@code text} without the secrets, also where a far end echoed them as part of quoted JSON. Masking comes before
     * anything else is done to the text: a secret that was cut in two would no longer be found.
     */
    static String masked(String text, Collection<Secret> secrets) {
        String masked = text;
        for (Secret secret : secrets) {
            masked = secret.maskIn(masked);
            String value = secret.reveal();
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
            if (!escaped.equals(value)) {
                masked = Secret.of(escaped).maskIn(masked);
            }
        }
        return masked;
    }
}
