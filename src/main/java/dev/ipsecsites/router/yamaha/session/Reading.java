package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import java.util.List;
import java.util.Optional;

/** Reads what show commands print, as lines that the console hasn't broken. */
final class Reading {
    /** Something that prints, and can be asked to print once more. */
    @FunctionalInterface
    interface Source {
        Answer print() throws RouterException;
    }

    private final Shell shell;
    private final Console console;

    Reading(Shell shell, Console console) {
        this.shell = shell;
        this.console = console;
    }

    /** What a command prints; nothing when the router refuses it. */
    Optional<List<String>> lines(CommandLine command) throws RouterException {
        console.prepare();
        Answer answer = shell.run(command);
        return answer.error().isPresent()
                ? Optional.empty()
                : Optional.of(Screen.joined(answer.lines(), console.columns()));
    }

    /**
     * A configuration in which every line counts: where one reaches the right margin, so that it may have been joined to the next one by mistake, all is read once more at
     * another width. Of two readings the one with more lines has joined less.
     */
    List<String> configuration(String what, Source source) throws RouterException {
        console.prepare();
        List<String> broken = whole(what, source);
        List<String> lines = Screen.joined(broken, console.columns());
        if (!Screen.anyFills(broken, console.columns())) {
            return lines;
        }
        console.otherColumns();
        List<String> again = Screen.joined(whole(what, source), console.columns());
        console.prepare();
        return again.size() > lines.size() ? again : lines;
    }

    private List<String> whole(String what, Source source) throws RouterException {
        Answer answer = source.print();
        String error = answer.error().orElse(null);
        if (error != null) {
            throw shell.failure(Reason.UnexpectedAnswer, "doesn't show its " + what + ": " + error);
        }
        return answer.lines();
    }
}
