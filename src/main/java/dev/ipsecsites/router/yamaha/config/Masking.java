package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.stream.Collectors;

/** What may be said of a line of configuration: {@code show config} prints most secrets in clear (yamaha-rtx.md §3.1, §7). */
final class Masking {
    private static final CommandSecrets.Place NONE = new CommandSecrets.Place(Integer.MAX_VALUE, 0);
    /** So much of an unknown command names it. */
    private static final int BEGINNING = 3;

    private Masking() {}

    /** Index of the first word with a secret in it; beyond the end when there is none. */
    static int firstSecret(List<String> words) {
        return place(words).word();
    }

    private static CommandSecrets.Place place(List<String> words) {
        return CommandSecrets.firstIn(words).orElseGet(() -> named(words));
    }

    /** A command that isn't known may say so itself. */
    private static CommandSecrets.Place named(List<String> words) {
        for (int i = 1; i < words.size() - 1; i++) {
            if (words.get(i).equals("password") || words.get(i).equals("secret")) {
                return new CommandSecrets.Place(i + 1, 0);
            }
        }
        return NONE;
    }

    /** The line with one mask in place of all that follows the first secret's beginning; words with blanks in quotes. */
    static String mask(List<String> words) {
        CommandSecrets.Place secret = place(words);
        if (secret.word() >= words.size()) {
            return joined(words);
        }
        String shown = joined(words.subList(0, secret.word()));
        String name = words.get(secret.word()).substring(0, secret.letter());
        return shown + (shown.isEmpty() ? "" : " ") + name + Secret.MASK;
    }

    /** What everybody may read: a command that isn't known may have a secret anywhere behind its name. */
    static String outline(List<String> words) {
        boolean known = firstSecret(words) < words.size() || Grammar.isKnown(words);
        return known || words.size() <= BEGINNING ? mask(words) : joined(words.subList(0, BEGINNING)) + " …";
    }

    private static String joined(List<String> words) {
        return words.stream()
                .map(word -> word.isEmpty() || word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
    }

    /** A word from outside for a message: control characters away. */
    static String printable(String word) {
        return word.replaceAll("\\p{C}", "?");
    }
}
