package dev.ipsecsites.cli.console;

/** Text in the columns of a terminal, where a Japanese character takes two. */
public final class Columns {
    private static final int TAB = 8;

    private Columns() {}

    /** How many columns a line takes. */
    public static int width(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            width += width(line.codePointAt(i), width);
        }
        return width;
    }

    private static int width(int c, int at) {
        if (c == '\t') {
            return TAB - at % TAB;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    /** East Asian Wide and Fullwidth of Unicode's UAX 11, as far as router output and manifests have them. */
    private static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0x303E)
                || (c >= 0x3041 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }

    /** The text with blanks up to a width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The text cut to a width, with an ellipsis where something is missing. */
    public static String clip(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = used + width(c, used);
            if (next > width - 1) {
                break;
            }
            out.appendCodePoint(c);
            used = next;
            i += Character.charCount(c);
        }
        return out.append('…').toString();
    }
}
