package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Masks;
import dev.ipsecsites.diagnosis.Roles;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.yamaha.config.CommandSecrets;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of texts what was seen to be a secret anywhere in the files: a key that a configuration shows in clear may stand in a log
 * without the command around it.
 */
final class Scrubber {
    /** Shorter ones are words of ordinary lines. */
    private static final int SHORTEST = 6;

    private static final int MOST = 2000;
    /** Words of a sentence, and addresses. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]?[a-z]*+[.,;:]?|[\\d.:]++");

    private static final Pattern BETWEEN = Pattern.compile("[\\s\"']+");
    /** A digit beside a letter. */
    private static final Pattern LIKE_A_KEY = Pattern.compile("(?=\\D*+\\d)(?=\\P{L}*+\\p{L}).*+");

    private static final Pattern FIRST = Pattern.compile("\\S++");

    private final Set<String> secrets = new HashSet<>();

    /** A quick look, for the many lines that hold none: whether {@link #learnFrom} or {@link #learnFromLog} is worth its time. */
    static boolean mayHoldSecret(String line) {
        return CommandSecrets.mayBeIn(line);
    }

    /** A line of a configuration: what {@link Masks} hides of it is a secret from now on. */
    void learnFrom(String line) {
        Masks.ofCommands(line).forEach(this::learnWords);
        Masks.ofLabels(line).forEach(this::learnWords);
    }

    /**
     * A line of a log, which has the commands that somebody typed (yamaha-rtx.md §3.6). It has sentences, too, and their words may look like
     * those of a command: what comes after {@code text} is a secret, elsewhere one word that is in no sentence.
     */
    void learnFromLog(String line) {
        boolean text = line.contains(" text ");
        for (String secret : Masks.ofCommands(line)) {
            Matcher first = FIRST.matcher(secret);
            if (text) {
                learnWords(secret);
            } else if (first.find() && !PLAIN.matcher(first.group()).matches()) {
                learnWords(first.group());
            }
        }
    }

    /**
     * It may stand elsewhere as a whole, or in pieces where the line was broken. A comment behind a key may be a part of it to whoever
     * chose the key, but mostly has words of a sentence that other lines have, too.
     */
    private void learnWords(String secret) {
        String bare = RtxConfig.uncommented(secret);
        learnWhole(secret);
        learnWhole(bare);
        for (String word : BETWEEN.split(bare, -1)) {
            learn(word);
        }
        for (String word : BETWEEN.split(secret.substring(bare.length()), -1)) {
            if (LIKE_A_KEY.matcher(word).matches() && Roles.inName(word) == null) {
                learn(word);
            }
        }
    }

    private void learnWhole(String secret) {
        learn(secret.strip().replaceAll("^[\"']+|[\"']+$", ""));
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

    /** A text of a file. */
    String scrub(String text) {
        return scrub(text, secret -> false);
    }

    /** A sentence of ours with values in it: what we say by ourselves stays, even if it is a secret somewhere. */
    String scrubSentence(String text) {
        return scrub(text, secret -> new OwnWords().have(secret));
    }

    private String scrub(String text, Predicate<String> harmless) {
        if (secrets.isEmpty()) {
            return text;
        }
        String clean = text;
        for (String secret : ordered()) {
            if (clean.contains(secret) && !harmless.test(secret)) {
                clean = clean.replace(secret, Secret.MASK);
            }
        }
        return clean;
    }
}
