package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.grammar.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code grep [-i] [-v] [-w] PATTERN}: one pattern, in quotes when it has blanks (yamaha-rtx.md §1.5). */
record Grep(Pattern pattern, boolean inverted) {
    private static final Set<String> OPTIONS = Set.of("-i", "-v", "-w");

    /** @param words those behind {@code grep}; empty unless they are options and one pattern */
    static Optional<Grep> of(List<Token> words) {
        Set<String> options = new HashSet<>();
        List<Token> left = words;
        while (!left.isEmpty()
                && !left.getFirst().quoted()
                && OPTIONS.contains(left.getFirst().text())) {
            options.add(left.getFirst().text());
            left = left.subList(1, left.size());
        }
        if (left.size() != 1) {
            return Optional.empty();
        }
        String typed = left.getFirst().text();
        int flags = options.contains("-i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        Pattern pattern = compiled(options.contains("-w") ? "\\b(?:" + typed + ")\\b" : typed, typed, flags);
        return Optional.of(new Grep(pattern, options.contains("-v")));
    }

    private static Pattern compiled(String regex, String literal, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException notARegex) {
            return Pattern.compile(Pattern.quote(literal), flags);
        }
    }

    List<String> left(List<String> lines) {
        return lines.stream().filter(l -> pattern.matcher(l).find() != inverted).toList();
    }
}
