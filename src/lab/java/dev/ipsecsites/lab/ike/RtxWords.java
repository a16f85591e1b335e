package dev.ipsecsites.lab.ike;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A configuration line cut into words (yamaha-rtx.md §1.4): blanks separate; a backslash protects the next character, but between
 * quotes every character stands for itself; an unprotected {@code #} starts a comment.
 */
final class RtxWords {
    private static final Pattern PIECE =
            Pattern.compile("\\G(?:\"([^\"]*)(?:\"|$)|'([^']*)(?:'|$)|\\\\(.?)|([^\\s\"'\\\\#]+)|(?<end>\\s+|#.*))");

    private RtxWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        Matcher piece = PIECE.matcher(line);
        while (piece.find()) {
            if (piece.group("end") == null) {
                begun = true;
                word.append(text(piece));
            } else if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    private static String text(Matcher piece) {
        return Stream.of(1, 2, 3, 4)
                .map(piece::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
