package dev.ipsecsites.diagnosis;

import java.util.regex.Pattern;

/**
 * One spelling of what copying, exporting and the next version of a console spell differently: blanks, apostrophes, and the negation in the
 * article's sentences.
 */
final class Spelling {
    private static final Pattern BLANKS = Pattern.compile("[ \\u00A0\\u3000]{2,}|[\\u00A0\\u3000]");
    private static final Pattern APOSTROPHE =
            Pattern.compile("&(?:#0?39|#x27|apos|[lr]squo|#821[67]);", Pattern.CASE_INSENSITIVE);
    /** Whatever became of the apostrophe: in a wrong encoding it may have swallowed the letter behind it. */
    private static final Pattern NEGATION =
            Pattern.compile("\\bdoes(?:n\\S{0,4}| not) match\\b", Pattern.CASE_INSENSITIVE);

    private Spelling() {}

    /** The text itself where nothing is to be done, as in most lines: a long log has many. */
    static String plain(String text) {
        boolean blanks = false;
        boolean entities = false;
        boolean negations = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case ' ' -> blanks |= i > 0 && text.charAt(i - 1) == ' ';
                case '\u00A0', '\u3000' -> blanks = true;
                case '&' -> entities = true;
                case 'd', 'D' -> negations |= text.regionMatches(true, i, "does", 0, 4);
                default -> {}
            }
        }
        String plain = blanks ? BLANKS.matcher(text).replaceAll(" ") : text;
        plain = entities ? APOSTROPHE.matcher(plain).replaceAll("'") : plain;
        return negations ? NEGATION.matcher(plain).replaceAll("doesn't match") : plain;
    }
}
