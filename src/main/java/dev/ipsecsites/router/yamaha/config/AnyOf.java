package dev.ipsecsites.router.yamaha.config;

import java.util.List;

/** Dozens of words that are looked for in very many lines, and are in few of them: one look at each pair of letters, not one for each word. */
final class AnyOf {
    private static final int ASCII = 128;

    private final List<String> words;
    /** For each first letter of a word the second ones, several of them to a bit. */
    private final long[] seconds = new long[ASCII];

    /** @param words of two letters at least, all of them ASCII */
    AnyOf(List<String> words) {
        this.words = List.copyOf(words);
        for (String word : words) {
            seconds[word.charAt(0)] |= 1L << word.charAt(1);
        }
    }

    boolean isIn(String line) {
        for (int i = 1; i < line.length(); i++) {
            char first = line.charAt(i - 1);
            if (first < ASCII && ((seconds[first] >>> line.charAt(i)) & 1) != 0 && beginsAt(line, i - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsAt(String line, int at) {
        for (String word : words) {
            if (line.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }
}
