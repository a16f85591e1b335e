package dev.ipsecsites.operator.site;

/** Keyed hashes (HMAC) of what was sent, so that a status never holds a plain hash of a key (DESIGN §9.6). */
public interface Fingerprints {
    /** Names the key in use; hashes made with another key can't be compared. */
    String keyId();

    /** Short hexadecimal HMAC of {@code text}. */
    String of(String text);
}
