package dev.ipsecsites.router.yamaha.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How this router prompts: {@code [console prompt][pp1|tunnel1|…]} and {@code "> "} or {@code "# "} (yamaha-rtx.md §1.7). Learnt at login, because a
 * console prompt may be any text and the default one looks like the start of each heading of {@code show config}.
 */
final class Prompt {
    private static final Pattern ANY = Pattern.compile("(.{0,80})[>#] ");
    private static final String CONTEXT = "(?:(?:pp|tunnel)[ ]?[A-Za-z0-9 -]{1,40})?";

    private final String text;
    private final Pattern pattern;

    private Prompt(String text) {
        this.text = text;
        this.pattern = Pattern.compile(Pattern.quote(text) + CONTEXT + "([>#]) ");
    }

    /** Reads {@code line}, the last one of the screen, as a prompt; nothing when it can't be one. */
    static Optional<Prompt> learn(String line) {
        Matcher any = ANY.matcher(line);
        return any.matches() ? Optional.of(new Prompt(any.group(1))) : Optional.empty();
    }

    boolean matches(String line) {
        return pattern.matcher(line).matches();
    }

    /** Whether {@code end} is a prompt, or the rest of one whose beginning was read before. */
    boolean endsWith(String end) {
        return matches(end) || (text + "> ").endsWith(end) || (text + "# ").endsWith(end);
    }

    /** Whether {@code line} is the prompt of administrator level. */
    boolean administrator(String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() && "#".equals(matcher.group(1));
    }

    /** Whether {@code line} is the prompt without any {@code pp} or {@code tunnel} selected. */
    boolean plain(String line) {
        return line.equals(text + "> ") || line.equals(text + "# ");
    }

    /** Whether the start of a heading, {@code "# RTX1220 Rev.…"}, can't be told from it. */
    boolean ambiguous() {
        return text.isEmpty();
    }
}
