package dev.ipsecsites.cli.diagnose;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that somebody quoted, as in a mail. A user's prompt is such a mark, too, so it takes a line that nobody types there. Not thread-safe. */
final class Quotation {
    private static final Pattern MARKS = Pattern.compile("(?:> ?)+");
    /** What nobody types at the prompt {@code >} of a user. */
    private static final Pattern NEVER_TYPED = Pattern.compile("#\\s*(?:show|less|ping)\\s.*"
            + "|(?:ip (?:route|lan\\d|pp|tunnel)|ipsec|tunnel (?:select|enable)|pp (?:select|enable)) .*");

    /** Whether a line is the first of an answer. */
    private final Predicate<String> head;

    private boolean quoted;

    Quotation(Predicate<String> head) {
        this.head = head;
    }

    /** The line without its marks. */
    String unquoted(String line) {
        if (line.isEmpty() || line.charAt(0) != '>') {
            quoted &= line.isBlank();
            return line;
        }
        Matcher marks = MARKS.matcher(line);
        String rest = marks.lookingAt() ? line.substring(marks.end()) : line;
        quoted |= NEVER_TYPED.matcher(rest).matches() || head.test(rest.stripTrailing());
        return quoted ? rest : line;
    }
}
