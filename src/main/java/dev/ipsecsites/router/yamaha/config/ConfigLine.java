package dev.ipsecsites.router.yamaha.config;

import java.util.List;

/**
 * One setting. Two lines are equal when they say the same in the same place: quotes, blanks, and names of one thing
 * ({@code isakmp-sa} and {@code ike-sa}, a host with and without {@code /32}) don't count.
 *
 * @param words without quotes, in canonical spelling; secrets in clear
 * @param typed without quotes, as they stand on the router: what gives the line back or takes it away
 */
public record ConfigLine(Context context, List<String> words, List<String> typed) {
    public ConfigLine {
        words = List.copyOf(words);
        typed = List.copyOf(typed);
    }

    /** The line as it would stand in a configuration, read in {@code current} context. */
    static ConfigLine read(Context current, String text) {
        return of(current, Words.split(text));
    }

    static ConfigLine of(Context current, CommandLine command) {
        return of(current, command.words());
    }

    static ConfigLine of(Context current, List<String> typed) {
        List<String> words = Grammar.canonical(typed);
        return new ConfigLine(Grammar.isGlobal(words) ? Context.global() : current, words, typed);
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

    /** With its context, for everybody: somebody else's line, which may be one that nobody here knows. */
    String outline() {
        return context + Masking.outline(words);
    }

    boolean holdsSecret() {
        return Masking.firstSecret(words) < words.size();
    }

    /** The command that brings this very line back, secrets and all. */
    CommandLine restore() {
        int secretFrom = Masking.firstSecret(words);
        CommandLine line = CommandLine.starting(fromRouter(0, secretFrom));
        for (int i = 1; i < typed.size(); i++) {
            line = line.with(fromRouter(i, secretFrom));
        }
        return line;
    }

    /** The command that takes it away. */
    CommandLine no() {
        CommandLine line = CommandLine.of("no");
        for (int i = 0; i < Grammar.keyLength(words); i++) {
            line = line.with(fromRouter(i, Integer.MAX_VALUE));
        }
        return line;
    }

    private Token fromRouter(int index, int secretFrom) {
        return Token.fromRouter(
                "the line \"" + shortName() + " …\" of the router", typed.get(index), index >= secretFrom);
    }

    private String shortName() {
        return Masking.mask(words.subList(0, Math.min(4, Grammar.keyLength(words))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigLine line && context.equals(line.context) && words.equals(line.words);
    }

    @Override
    public int hashCode() {
        return context.hashCode() * 31 + words.hashCode();
    }

    /** Masked. */
    @Override
    public String toString() {
        return masked();
    }
}
