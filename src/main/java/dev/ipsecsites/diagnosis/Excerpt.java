package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Wordings.Said;
import java.util.Optional;

/** What is quoted of a text that is too long to be quoted: the part that says what the whole says, wherever it stands. */
final class Excerpt {
    private static final String LEFT_OUT = "…";
    private static final int LONGEST = Masks.LONGEST - LEFT_OUT.length();
    /** Parts overlap by as much as the longest wording takes. */
    private static final int STEP = LONGEST / 2;

    private Excerpt() {}

    /** The text itself where it is short, or where its beginning says as much, or nothing is known that it says. */
    static String of(String text) {
        Optional<Said> said = text.length() <= Masks.LONGEST ? Optional.empty() : Wordings.said(text);
        if (said.isEmpty() || says(text, 0, said)) {
            return text;
        }
        for (int from = STEP; from < text.length(); from += STEP) {
            if (says(text, from, said)) {
                return masked(text, from, said);
            }
        }
        return text;
    }

    private static boolean says(String text, int from, Optional<Said> said) {
        return Wordings.said(part(text, from)).equals(said);
    }

    private static String part(String text, int from) {
        return text.substring(from, Math.min(from + LONGEST, text.length()));
    }

    /** What a secret in the part is called may stand before it: so that is masked, too, and left out afterwards. */
    private static String masked(String text, int from, Optional<Said> said) {
        String around = Masks.maskAll(text.substring(Math.max(0, from - LONGEST), from) + part(text, from));
        for (int start = Math.max(0, around.length() - LONGEST); start > 0; start -= Math.min(start, STEP / 4)) {
            if (says(around, start, said)) {
                return LEFT_OUT + part(around, start);
            }
        }
        return around;
    }
}
