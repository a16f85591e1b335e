package dev.ipsecsites.router.yamaha.config;

import java.util.List;

/**
 * One setting. Two lines are equal when they say the same in the same place: quotes, blanks, and names of one thing
 * ({@code isakmp-sa} and {@code ike-sa}, a host with and without {@code /32}) don't count.
 *
 * @param words without quotes, in canonical spelling; secrets in clear
 */
public record ConfigLine(Context context, List<String> words) {
    public ConfigLine {
        words = List.copyOf(words);
    }

    /** The line as it would stand in a configuration, read in {@code current} context. */
    static ConfigLine read(Context current, String text) {
        List<String> words = Grammar.canonical(Words.split(text));
        return new ConfigLine(Grammar.isGlobal(words) ? Context.global() : current, words);
    }

    static ConfigLine of(Context current, CommandLine command) {
        List<String> words = Grammar.canonical(command.words());
        return new ConfigLine(Grammar.isGlobal(words) ? Context.global() : current, words);
    }

    /** What it sets: a second line with the same key replaces the first. */
    ConfigKey key() {
        return new ConfigKey(context, words.subList(0, Grammar.keyLength(words)));
    }

    boolean startsWith(String keywords) {
        return Words.startsWith(words, keywords);
    }

    /** Words after the key. */
    List<String> value() {
        return words.subList(Grammar.keyLength(words), words.size());
    }

    /** With its context, secrets masked: for records, messages and comparison with records. */
    String masked() {
        return context + Masking.mask(words);
    }

    /** The command that brings this very line back, secrets and all. */
    CommandLine restore() {
        int secretFrom = Masking.firstSecret(words);
        CommandLine line = null;
        for (int i = 0; i < words.size(); i++) {
            Token token =
                    Token.fromRouter("the line \"" + shortName() + " …\" of the router", words.get(i), i >= secretFrom);
            line = line == null ? CommandLine.starting(token) : line.with(token);
        }
        if (line == null) {
            throw new IllegalStateException("a line without words");
        }
        return line;
    }

    private String shortName() {
        return Masking.mask(words.subList(0, Math.min(4, Grammar.keyLength(words))));
    }

    /** Masked. */
    @Override
    public String toString() {
        return masked();
    }
}
