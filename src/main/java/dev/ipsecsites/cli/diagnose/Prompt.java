package dev.ipsecsites.cli.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command and the prompt that somebody typed it at (yamaha-rtx.md §1.7).
 *
 * @param host the name in the prompt; empty where it has none, as the default one
 * @param command what was typed; without {@code show} where that was asked for
 */
record Prompt(String host, String command) {
    /** Without a prompt only as a heading over its answer, and then in full. */
    private static final Pattern SHOW =
            Pattern.compile("(?:([^#>]{0,64})[#>]\\s*(?:sho?|show|less)|\\s*(?:show|less))\\s+([a-z]+\\b.*)");

    private static final Pattern PING = Pattern.compile("([^#>]{0,64})[#>]\\s*ping\\s+(\\S.*)");
    /** A command that may be refused because the router has no such tunnel. */
    private static final Pattern NUMBERED = Pattern.compile("([^#>]{0,64})[#>]\\s*(tunnel (?:select|enable) \\d{1,6})");

    /** Words that may be cut off behind the stroke, so that no other command is meant (yamaha-rtx.md §1.4). */
    private static final List<String> WORDS = List.of(
            "conf|ig", "en|vironment", "ips|ec", "st|atus", "tu|nnel", "dh|cpc", "ro|ute", "ga|teway", "de|tail");

    /** What a prompt has behind the name while an interface is selected. */
    private static final Pattern SELECTED = Pattern.compile("(?:pp\\d+|pp anonymous.*|tunnel\\d+)$");

    /** When a terminal program recorded the line, or which one it is. */
    private static final Pattern RECORDED = Pattern.compile("^\\s*\\d[\\d/:.\\s-]*\\s");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern AT_HOST = Pattern.compile("\\s*(?:pp\\d+|pp anonymous\\S*|tunnel\\d+)?[#>].*");
    /** A {@code >} with other words behind may be what the console broke off a line of the log, as between two addresses. */
    private static final Pattern AT_ANY =
            Pattern.compile("(?:[A-Za-z][\\w.()@-]{0,63})?(?:#(?:\\s.*)?|>\\s*(?:administrator|exit|quit)?)");

    /** A command whose answer comes now, its words in full, with a prompt or without; null for any other line. */
    static @Nullable Prompt show(String line) {
        // Most lines are none, and the expression tries each a while.
        boolean may = line.contains("sho") || line.contains("sh ") || line.contains("less");
        Matcher show = may ? SHOW.matcher(line) : null;
        return show == null || !show.matches() ? null : new Prompt(host(show.group(1)), inFull(show.group(2)));
    }

    private static String inFull(String command) {
        return BLANKS.splitAsStream(command.strip().toLowerCase(Locale.ROOT))
                .map(Prompt::word)
                .collect(Collectors.joining(" "));
    }

    private static String word(String typed) {
        for (String word : WORDS) {
            String whole = word.replace("|", "");
            if (typed.length() >= word.indexOf('|') && whole.startsWith(typed)) {
                return whole;
            }
        }
        return typed;
    }

    /** What to ping, as typed; null for any other line. */
    static @Nullable Prompt ping(String line) {
        return typed(PING.matcher(line));
    }

    /** A command that names a tunnel; null for any other line. */
    static @Nullable Prompt numbered(String line) {
        return typed(NUMBERED.matcher(line));
    }

    private static @Nullable Prompt typed(Matcher command) {
        return command.matches() ? new Prompt(host(command.group(1)), command.group(2)) : null;
    }

    private static String host(@Nullable String prompt) {
        if (prompt == null) {
            return "";
        }
        String name = RECORDED.matcher(prompt).replaceFirst("").strip();
        return SELECTED.matcher(name)
                .replaceFirst("")
                .replaceAll("\\p{Cntrl}", "")
                .strip();
    }

    /**
     * Whether the router waits here for a command, or somebody typed one, so that what was printed before is over.
     *
     * @param host the name that the prompt has as far as is known
     */
    static boolean standsIn(String line, @Nullable String host) {
        return AT_ANY.matcher(line).matches()
                || (host != null
                        && line.startsWith(host)
                        && AT_HOST.matcher(line)
                                .region(host.length(), line.length())
                                .matches());
    }
}
