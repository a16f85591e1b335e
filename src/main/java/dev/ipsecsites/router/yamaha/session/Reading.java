package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import java.time.Duration;
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

    /** What a command prints, or how it is refused. */
    Answer answer(CommandLine command, Duration silence) throws RouterException {
        console.prepare();
        return shell.run(command, silence);
    }

    /** The lines of an answer that was printed just now. */
    List<String> joined(Answer answer) {
        return Screen.joined(answer.lines(), console.columns());
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
     * another width. Of two readings the one with more lines has joined less. Nothing when the router refuses to print it.
     */
    Optional<List<String>> configuration(Source source) throws RouterException {
        console.prepare();
        Answer answer = source.print();
        if (answer.error().isPresent()) {
            return Optional.empty();
        }
        List<String> lines = Screen.joined(answer.lines(), console.columns());
        if (!Screen.anyFills(answer.lines(), console.columns())) {
            return Optional.of(lines);
        }
        console.otherColumns();
        Answer second = source.print();
        List<String> again = Screen.joined(second.lines(), console.columns());
        console.prepare();
        return Optional.of(second.error().isEmpty() && again.size() > lines.size() ? again : lines);
    }
}
