package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.Token;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Lines on their way to the pager, through {@code | grep} when asked (yamaha-rtx.md §1.5). */
final class Output {
    private final Router router;
    private final Pager pager;
    private @Nullable List<String> captured;

    Output(Router router, Pager pager) {
        this.router = router;
        this.pager = pager;
    }

    void line(String text) {
        List<String> sink = captured;
        if (sink == null) {
            pager.line(text);
        } else {
            sink.add(text);
        }
    }

    void filtered(List<List<Token>> filters, Runnable command) {
        List<String> lines = new ArrayList<>();
        captured = lines;
        try {
            command.run();
        } finally {
            captured = null;
        }
        List<String> left = lines;
        for (List<Token> filter : filters) {
            List<String> words = filter.stream().map(Token::text).toList();
            if (!words.isEmpty() && words.getFirst().equalsIgnoreCase("less")) {
                continue;
            }
            if (words.size() < 2 || !words.getFirst().equalsIgnoreCase("grep")) {
                pager.line(Text.KEYWORD.in(router.japanese()));
                return;
            }
            pager.line(Text.SEARCHING.in(router.japanese()));
            left = grep(words.subList(1, words.size()), left);
        }
        left.forEach(pager::line);
    }

    private static List<String> grep(List<String> words, List<String> lines) {
        List<String> options = words.subList(0, words.size() - 1);
        String typed = words.getLast();
        int flags = options.contains("-i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        Pattern pattern = compiled(options.contains("-w") ? "\\b(?:" + typed + ")\\b" : typed, typed, flags);
        boolean wanted = !options.contains("-v");
        return lines.stream().filter(l -> pattern.matcher(l).find() == wanted).toList();
    }

    private static Pattern compiled(String regex, String literal, int flags) {
        try {
            return Pattern.compile(regex, flags);
        } catch (PatternSyntaxException notARegex) {
            return Pattern.compile(Pattern.quote(literal), flags);
        }
    }
}
