package dev.ipsecsites.router.yamaha.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** From bytes of a terminal to lines of text: what was typed, the pager's traces and the terminal's own line breaks go. Pure. */
final class Screen {
    /** Japanese, the reference's spelling of it, English (yamaha-rtx.md §1.5). */
    private static final Pattern PAGER = Pattern.compile(" *-{3} ?(?:つづく|more) ?-{3} *");

    private static final Pattern PAGER_TRACE = Pattern.compile("^-{3}\\s?(?:つづく|more)\\s?-{3}\\s*");
    private static final byte LF = '\n';

    private Screen() {}

    /** The last line, as far as it has come. No multi-byte character of the console's character sets contains a line feed. */
    static byte[] lastLine(byte[] screen) {
        int start = screen.length;
        while (start > 0 && screen[start - 1] != LF) {
            start--;
        }
        return Arrays.copyOfRange(screen, start, screen.length);
    }

    /** Whether the router waits for a key to print the next page. */
    static boolean isPager(byte[] screen) {
        return PAGER.matcher(ConsoleCharset.UNKNOWN.decode(lastLine(screen)).strip())
                .matches();
    }

    /** The lines of {@code screen}; the last one may be unfinished. Carriage returns overwrite, as on a terminal. */
    static List<String> lines(byte[] screen, ConsoleCharset charset) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= screen.length; i++) {
            if (i == screen.length || screen[i] == LF) {
                lines.add(overwritten(charset.decode(Arrays.copyOfRange(screen, start, i))));
                start = i + 1;
            }
        }
        return lines;
    }

    /** After a page the pager's marker is blanked out and the next line printed over it, or glued to it. */
    private static String overwritten(String raw) {
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        if (line.indexOf('\r') >= 0) {
            var screen = new StringBuilder();
            for (String part : line.split("\r", -1)) {
                screen.replace(0, Math.min(part.length(), screen.length()), part);
            }
            line = screen.toString().stripTrailing();
        }
        return PAGER_TRACE.matcher(line).replaceFirst("");
    }

    /**
     * What follows the echo of {@code typed}. The echo is broken at the console's width, in the middle of words, and prompts of an Enter that the router
     * answers late may come first.
     */
    static byte[] withoutEcho(byte[] screen, String typed, Prompt prompt) {
        int start = 0;
        for (int line = 0; line < 6 && start < screen.length; line++) {
            int end = afterEcho(screen, start, typed);
            if (end >= 0) {
                return Arrays.copyOfRange(screen, end, screen.length);
            }
            int next = indexOfLineFeed(screen, start) + 1;
            String skipped =
                    ConsoleCharset.ASCII.decode(Arrays.copyOfRange(screen, start, next == 0 ? screen.length : next));
            int glued = afterPrompt(skipped, typed, prompt);
            start = glued > 0 ? start + glued : next == 0 ? screen.length : next;
        }
        return screen;
    }

    private static int afterPrompt(String line, String typed, Prompt prompt) {
        int at = typed.isEmpty() ? -1 : line.indexOf(typed.charAt(0));
        while (at > 0) {
            if (prompt.endsWith(line.substring(0, at))) {
                return at;
            }
            at = line.indexOf(typed.charAt(0), at + 1);
        }
        return -1;
    }

    /** Index after the line that ends the echo, or -1 when {@code typed} isn't what stands at {@code start}. */
    private static int afterEcho(byte[] screen, int start, String typed) {
        int at = start;
        for (int i = 0; i < typed.length(); at++) {
            if (at >= screen.length) {
                return -1;
            }
            if (screen[at] == typed.charAt(i)) {
                i++;
            } else if (screen[at] != '\r' && screen[at] != LF) {
                return -1;
            }
        }
        int end = indexOfLineFeed(screen, at);
        return end < 0 ? screen.length : end + 1;
    }

    private static int indexOfLineFeed(byte[] screen, int from) {
        for (int i = from; i < screen.length; i++) {
            if (screen[i] == LF) {
                return i;
            }
        }
        return -1;
    }

    /** Joins lines that the router broke at its console's width. A line that fills it exactly can't be told from a broken one. */
    static List<String> joined(List<String> lines, int columns) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0 && brokenBefore(lines, i, columns)) {
                joined.add(joined.removeLast() + lines.get(i));
            } else {
                joined.add(lines.get(i));
            }
        }
        return joined;
    }

    /** Whether any line reaches the right margin, so that {@link #joined} may have joined what was two lines. */
    static boolean anyFills(List<String> lines, int columns) {
        for (int i = 1; i < lines.size(); i++) {
            if (brokenBefore(lines, i, columns)) {
                return true;
            }
        }
        return false;
    }

    private static boolean brokenBefore(List<String> lines, int i, int columns) {
        int width = lines.get(i - 1).chars().map(c -> width((char) c)).sum();
        String next = lines.get(i);
        // A wide character that has no room left leaves one column free.
        return width == columns || (width == columns - 1 && !next.isEmpty() && width(next.charAt(0)) == 2);
    }

    private static int width(char c) {
        boolean halfWidthKana = c >= '\uFF61' && c <= '\uFF9F';
        return c < 0x80 || halfWidthKana ? 1 : 2;
    }
}
