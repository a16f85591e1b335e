package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.Token;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines on their way to the pager, through {@code | grep} when asked (yamaha-rtx.md §1.5). */
final class Output {
    private final Router router;
    private final Pager pager;
    private @Nullable Captured captured;

    /** What a command prints while filters wait for it: only its output is theirs. */
    private record Captured(List<String> lines, List<String> errors) {
        Captured() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    Output(Router router, Pager pager) {
        this.router = router;
        this.pager = pager;
    }

    void line(String text) {
        Captured sink = captured;
        if (sink == null) {
            pager.line(text);
        } else {
            sink.lines().add(text);
        }
    }

    /** Seen whatever is searched for. */
    void error(String text) {
        Captured sink = captured;
        if (sink == null) {
            pager.line(text);
        } else {
            sink.errors().add(text);
        }
    }

    void filtered(List<List<Token>> filters, Runnable command) {
        List<Grep> greps = new ArrayList<>();
        for (List<Token> filter : filters) {
            String name = filter.isEmpty() ? "" : filter.getFirst().text().toLowerCase(Locale.ROOT);
            if (name.equals("less")) {
                continue;
            }
            Optional<Grep> grep = name.equals("grep") ? Grep.of(filter.subList(1, filter.size())) : Optional.empty();
            if (grep.isEmpty()) {
                pager.line((name.equals("grep") ? Text.ARITY : Text.KEYWORD).in(router.japanese()));
                return;
            }
            greps.add(grep.get());
        }
        print(greps, capture(command));
    }

    private Captured capture(Runnable command) {
        Captured all = new Captured();
        captured = all;
        try {
            command.run();
        } finally {
            captured = null;
        }
        return all;
    }

    private void print(List<Grep> greps, Captured all) {
        List<String> left = all.lines();
        for (Grep grep : greps) {
            pager.line(Text.SEARCHING.in(router.japanese()));
            left = grep.left(left);
        }
        all.errors().forEach(pager::line);
        left.forEach(pager::line);
    }
}
