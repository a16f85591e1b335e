package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Masks;
import dev.ipsecsites.ipsec.Secret;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes out of texts what was seen to be a secret anywhere in the files: a key that a configuration shows in clear may stand in a log
 * without the command around it.
 */
final class Scrubber {
    /** Shorter ones are words of ordinary lines. */
    private static final int SHORTEST = 6;

    private static final int MOST = 2000;

    private final Set<String> secrets = new HashSet<>();

    /** A quick look, for the many lines of a file that is no router's any more: whether {@link #learnFrom} is worth its time. */
    static boolean mayHoldSecret(String line) {
        return line.contains("key") || line.contains("pass") || line.contains("auth") || line.contains("secret");
    }

    /** A line of a configuration: what {@link Masks} hides of it is a secret from now on. */
    void learnFrom(String line) {
        String plain = line.strip();
        String masked = Masks.mask(plain);
        int at = masked.indexOf(Secret.MASK);
        if (at >= 0 && plain.length() > at && plain.startsWith(masked.substring(0, at))) {
            for (String word : plain.substring(at).split("[\\s\"']+", -1)) {
                learn(word);
            }
        }
    }

    void learn(String secret) {
        if (secret.length() >= SHORTEST && !secret.startsWith("**") && secrets.size() < MOST) {
            secrets.add(secret);
        }
    }

    /** The longest first: one secret may be part of another. */
    private List<String> ordered() {
        return secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s))
                .toList();
    }

    String scrub(String text) {
        if (secrets.isEmpty()) {
            return text;
        }
        String clean = text;
        for (String secret : ordered()) {
            clean = clean.replace(secret, Secret.MASK);
        }
        return clean;
    }
}
