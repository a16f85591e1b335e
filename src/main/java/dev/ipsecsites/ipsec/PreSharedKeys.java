package dev.ipsecsites.ipsec;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Rules for pre-shared keys: 8 to 64 letters and digits, because not every device takes symbols (article, section on PSKs). */
public final class PreSharedKeys {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 64;
    private static final int GENERATED_LENGTH = 32;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private PreSharedKeys() {}

    /** A new key of 32 letters and digits, about 190 bits. {@code random} must be cryptographically strong. */
    public static Secret generate(RandomGenerator random) {
        return Secret.of(random.ints(GENERATED_LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString());
    }

    /** What is wrong with a key, without the key; empty when nothing is. */
    public static Optional<String> problem(Secret key) {
        if (key.length() < SHORTEST || key.length() > LONGEST) {
            return Optional.of("has " + key.length() + " characters; a pre-shared key has 8 to 64");
        }
        return key.reveal().chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                ? Optional.empty()
                : Optional.of(
                        "has characters other than letters and digits (a line break at the end counts); use A-Z, a-z and 0-9 only");
    }
}
