package dev.ipsecsites.diagnosis;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A piece of text that is looked for in many lines, beside dozens of others, and is in few of them. A line's pairs of neighbouring letters are
 * noted once; a piece whose own pairs aren't all among them isn't looked for.
 */
final class Hint {
    private final String piece;
    private final int[] pairs;

    Hint(String piece) {
        this.piece = piece;
        this.pairs = IntStream.range(1, piece.length())
                .map(i -> Line.pair(piece.charAt(i - 1), piece.charAt(i)))
                .toArray();
    }

    /** A line in lower case, with the pairs that are in it. Several pairs share a bit, so that a bit that isn't set says more than one that is. */
    static final class Line {
        private static final int BITS = 1 << 10;

        private final String text;
        private final String lower;
        private final long[] pairs = new long[BITS / Long.SIZE];

        Line(String lower) {
            this(lower, lower);
        }

        private Line(String text, String lower) {
            this.text = text;
            this.lower = lower;
            for (int i = 1; i < lower.length(); i++) {
                int pair = pair(lower.charAt(i - 1), lower.charAt(i));
                pairs[pair / Long.SIZE] |= 1L << pair;
            }
        }

        static Line of(String text) {
            return new Line(text, text.toLowerCase(Locale.ROOT));
        }

        private static int pair(char first, char second) {
            return (first * 31 + second) & (BITS - 1);
        }

        private boolean has(int pair) {
            return (pairs[pair / Long.SIZE] & (1L << pair)) != 0;
        }

        /** As it came. */
        String text() {
            return text;
        }

        /** The line itself. */
        String lower() {
            return lower;
        }
    }

    boolean isIn(Line line) {
        for (int pair : pairs) {
            if (!line.has(pair)) {
                return false;
            }
        }
        return line.lower.contains(piece);
    }
}
