package dev.ipsecsites.lab.rtx.grammar;

/**
 * One word of a command line.
 *
 * @param text without quotes and escapes
 * @param quoted some of it was quoted or escaped: it is never a keyword of the shell itself
 */
public record Token(String text, boolean quoted) {
    /** The word as {@code show config} prints it: quoted only where it has to be (an assumption, yamaha-rtx.md §10.4). */
    public static String printed(String text) {
        if (text.isEmpty()) {
            return "\"\"";
        }
        if (text.chars().noneMatch(c -> "?#|>\\'\" ".indexOf(c) >= 0)) {
            return text;
        }
        if (text.indexOf('"') < 0) {
            return '"' + text + '"';
        }
        if (text.indexOf('\'') < 0) {
            return '\'' + text + '\'';
        }
        return text.replaceAll("([?#|>\\\\'\" ])", "\\\\$1");
    }
}
