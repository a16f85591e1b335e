package dev.ipsecsites.cli.diagnose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal program recorded, line by line, without what is not the router's answer: what the terminal obeys (colours, what it erases),
 * the time at which a line came, and the marks of the router's pager. A line that has none of them costs next to nothing: logs are long.
 * Not thread-safe.
 */
final class Recording {
    private static final char ESCAPE = '\u001B';
    private static final char BACKSPACE = '\b';
    private static final String OF_A_TIME = " :-/.,T";
    private static final int END_OF_YEAR = 4;
    private static final int END_OF_TIME = 19;

    /** Control sequences, titles of windows, character sets, and single functions (ECMA-48 §5.4, xterm's operating system commands). */
    private static final Pattern OBEYED = Pattern.compile(
            "\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)|[()][A-Z0-9]|[=>78A-Z])");

    private static final String CLOCK = "\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?";
    private static final String DATE = "\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}[ T]";
    /** Tera Term's since when, by the clock or in days since the beginning, and what others write in brackets. */
    private static final Pattern IN_BRACKETS =
            Pattern.compile("\\[(?:" + DATE + "|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \\d]?\\d |\\d{1,5} )?" + CLOCK
                    + "(?: \\d{4}| ?Z| ?[+-]\\d{2}:?\\d{2})?\\] ?");
    /** Without brackets it is one only if a prompt stands behind: lines of the router's own log begin with a time, too. */
    private static final Pattern BEFORE_A_PROMPT =
            Pattern.compile("((?:" + DATE + ")?" + CLOCK + " )(?:[A-Za-z(][\\w.()@-]{0,63} ?)?[#>](?:\\s.*)?");

    private static final Pattern PAGER = Pattern.compile("-{3}\\s*(?:つづく|more)\\s*-{3}\\r?\\s*\\r?");

    /** A time that stood before a prompt: what looks like it stands before the other lines. Empty where none did. */
    private String stamp = "";

    /** The line as the router printed it. */
    String printed(String recorded) {
        String line = unstamped(
                controlled(recorded) ? unerased(OBEYED.matcher(recorded).replaceAll("")) : recorded);
        return line.indexOf("---") < 0 ? line : PAGER.matcher(line).replaceAll("");
    }

    private static boolean controlled(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ESCAPE || c == BACKSPACE) {
                return true;
            }
        }
        return false;
    }

    /** Who types wrongly, and a pager that takes its mark away, goes back over what stands there (yamaha-rtx.md §1.5). */
    private static String unerased(String line) {
        StringBuilder left = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != BACKSPACE) {
                left.append(line.charAt(i));
            } else if (!left.isEmpty()) {
                left.setLength(left.length() - 1);
            }
        }
        return left.toString();
    }

    private String unstamped(String line) {
        if (line.startsWith("[")) {
            Matcher time = IN_BRACKETS.matcher(line);
            return time.lookingAt() ? line.substring(time.end()) : line;
        }
        if (line.isEmpty() || !digit(line.charAt(0)) || ofLog(line)) {
            return line;
        }
        if (beforeAName(line)) {
            Matcher prompt = BEFORE_A_PROMPT.matcher(line);
            stamp = prompt.matches() ? prompt.group(1) : stamp;
        }
        return stamped(line) ? line.substring(stamp.length()) : line;
    }

    /** {@code 2024/01/29 18:38:23: }, the router's own time (yamaha-rtx.md §3.6): most lines of a long file. */
    private static boolean ofLog(String line) {
        return line.length() > END_OF_TIME && line.charAt(END_OF_YEAR) == '/' && line.charAt(END_OF_TIME) == ':';
    }

    /** A quick look, whether what begins like a time may end in front of a prompt. */
    private static boolean beforeAName(String line) {
        int end = 0;
        while (end < line.length() && (digit(line.charAt(end)) || OF_A_TIME.indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        return end < line.length() && (Character.isLetter(line.charAt(end)) || "(#>".indexOf(line.charAt(end)) >= 0);
    }

    private boolean stamped(String line) {
        if (stamp.isEmpty() || line.length() < stamp.length()) {
            return false;
        }
        for (int i = 0; i < stamp.length(); i++) {
            char written = line.charAt(i);
            if (digit(stamp.charAt(i)) ? !digit(written) : written != stamp.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
