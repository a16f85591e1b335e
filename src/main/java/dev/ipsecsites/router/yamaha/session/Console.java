package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's width, pages and language: settings of the router, not of the session, and part of its configuration (yamaha-rtx.md §1.6). They are changed
 * while something is read and put back afterwards.
 *
 * <p>The width is set first and put back last, and to a value that nobody chooses, so that whatever instant this program dies at, the next
 * session knows its own traces and restores what was recorded before.
 */
final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** Every model takes 80 to 200. People and other tools write 200; this number says that it was us. */
    static final String OUR_COLUMNS = "198";

    /** For reading once more: a line that fills one width exactly doesn't fill the other. */
    private static final String OTHER_COLUMNS = "197";

    private static final String OUR_LINES = "infinity";
    /** Older and newer firmware take the first (yamaha-rtx.md §1.6). */
    private static final List<String> OUR_CHARACTERS = List.of("ascii", "en.ascii");

    private static final Set<String> OUR_WIDTHS = Set.of(OUR_COLUMNS, OTHER_COLUMNS);
    private static final int DEFAULT_COLUMNS = 80;
    private static final Pattern SETTING = Pattern.compile("console (character|columns|lines) (\\S+)\\s*");

    private final Shell shell;
    private final ConsoleSettings original;
    private ConsoleSettings current;

    /**
     * Reads what is set now, changing nothing.
     *
     * @param recorded what was there before this program came for the first time; null when it never did
     */
    Console(Shell shell, @Nullable ConsoleSettings recorded) throws RouterException {
        this.shell = shell;
        this.current = read();
        this.original = beforeUs(current, recorded);
        shell.charset(ConsoleCharset.of(current.character()));
    }

    private ConsoleSettings read() throws RouterException {
        Answer answer = shell.run(CommandLine.of("show config").grep("console"));
        if (answer.error().isPresent()) {
            answer = shell.run(CommandLine.of("show config"));
        }
        String error = answer.error().orElse(null);
        if (error != null) {
            throw shell.failure(Reason.UnexpectedAnswer, "doesn't show its configuration: " + error);
        }
        return settings(answer.lines());
    }

    static ConsoleSettings settings(List<String> lines) {
        String character = null;
        String columns = null;
        String rows = null;
        for (String line : lines) {
            var setting = SETTING.matcher(line);
            if (setting.matches()) {
                switch (setting.group(1)) {
                    case "character" -> character = setting.group(2);
                    case "columns" -> columns = setting.group(2);
                    default -> rows = setting.group(2);
                }
            }
        }
        return new ConsoleSettings(character, columns, rows);
    }

    /** What to put back. Only where our width stands are these our traces, and only what is still ours of them is replaced. */
    static ConsoleSettings beforeUs(ConsoleSettings found, @Nullable ConsoleSettings recorded) {
        String width = found.columns();
        if (width == null || !OUR_WIDTHS.contains(width)) {
            return found;
        }
        var before = Optional.ofNullable(recorded).orElse(new ConsoleSettings(null, null, null));
        String character = found.character();
        return new ConsoleSettings(
                character != null && OUR_CHARACTERS.contains(character) ? before.character() : character,
                before.columns(),
                OUR_LINES.equals(found.lines()) ? before.lines() : found.lines());
    }

    ConsoleSettings original() {
        return original;
    }

    /** Width at which the router breaks lines now. */
    int columns() {
        String columns = current.columns();
        return columns != null && columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
    }

    /** Makes answers fit for reading. */
    void prepare() throws RouterException {
        setColumns(OUR_COLUMNS);
        if (!OUR_LINES.equals(current.lines())) {
            demand("console lines", OUR_LINES);
            current = new ConsoleSettings(current.character(), current.columns(), OUR_LINES);
        }
        for (String character : OUR_CHARACTERS) {
            String now = current.character();
            if (now != null && OUR_CHARACTERS.contains(now)) {
                return;
            }
            if (set("console character", character).isEmpty()) {
                character(character);
            }
        }
    }

    /** Another width, for reading the same once more. */
    void otherColumns() throws RouterException {
        setColumns(OTHER_COLUMNS);
    }

    private void setColumns(String columns) throws RouterException {
        if (!columns.equals(current.columns())) {
            demand("console columns", columns);
            current = new ConsoleSettings(current.character(), columns, current.lines());
        }
    }

    private void character(@Nullable String character) {
        current = new ConsoleSettings(character, current.columns(), current.lines());
        shell.charset(ConsoleCharset.of(character));
    }

    /** Puts back what was there before; does nothing where it stands already. */
    void restore() throws RouterException {
        if (!Objects.equals(current.character(), original.character())) {
            demand("console character", original.character());
            character(original.character());
        }
        if (!Objects.equals(current.lines(), original.lines())) {
            demand("console lines", original.lines());
            current = new ConsoleSettings(current.character(), current.columns(), original.lines());
        }
        if (!Objects.equals(current.columns(), original.columns())) {
            demand("console columns", original.columns());
            current = original;
        }
    }

    private void demand(String command, @Nullable String value) throws RouterException {
        String error = set(command, value).orElse(null);
        if (error != null) {
            throw shell.failure(
                    Reason.UnexpectedAnswer,
                    "refused \"" + command + (value == null ? "" : " " + value) + "\": " + error);
        }
    }

    /** @return the router's words when it refused */
    private Optional<String> set(String command, @Nullable String value) throws RouterException {
        CommandLine line = value == null
                ? CommandLine.of("no " + command)
                : CommandLine.of(command).fromRouter(command, value);
        LOG.trace("{}", line);
        return shell.run(line).error();
    }
}
