package dev.ipsecsites.router.yamaha.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command printed, without its echo and the next prompt; lines as the console broke them. */
record Answer(List<String> lines) {
    /** Half-width colon on routers, full-width elsewhere (yamaha-rtx.md §2). */
    private static final Pattern ERROR = Pattern.compile("\\s*(?:Error|エラー)\\s*[:：]\\s*(.*)");

    Answer {
        lines = List.copyOf(lines);
    }

    /** The router's own words when it refused the command. */
    Optional<String> error() {
        return lines.stream()
                .map(ERROR::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .findFirst();
    }

    /** What was said, but for blanks and the caret that points at a wrong column. */
    List<String> said() {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !"^".equals(line))
                .toList();
    }
}
