package dev.ipsecsites.cli.diagnose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal program recorded, line by line, without what is not the router's answer: what the terminal obeys (colours, what it erases),
 * the time at which a line came, and the marks of the router's pager. A line that has none of them costs next to nothing: logs are long.
 * Not thread-safe.
 */
final class Recording {
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
        String obeyed = recorded.indexOf('\u001B') < 0
                ? recorded
                : OBEYED.matcher(recorded).replaceAll("");
        String line = unstamped(unerased(obeyed));
        return line.indexOf("---") < 0 ? line : PAGER.matcher(line).replaceAll("");
    }

    /** Who types wrongly, and a pager that takes its mark away, goes back over what stands there (yamaha-rtx.md §1.5). */
    private static String unerased(String line) {
        if (line.indexOf('\b') < 0) {
            return line;
        }
        StringBuilder left = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != '\b') {
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
        if (line.isEmpty() || !digit(line.charAt(0))) {
            return line;
        }
        if (line.indexOf('#') >= 0 || line.indexOf('>') >= 0) {
            Matcher prompt = BEFORE_A_PROMPT.matcher(line);
            stamp = prompt.matches() ? prompt.group(1) : stamp;
        }
        return stamped(line) ? line.substring(stamp.length()) : line;
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
