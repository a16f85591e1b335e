package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.session.AnswerReader.Stop;
import dev.ipsecsites.router.yamaha.session.AnswerReader.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interactive shell of an RTX, one command at a time (yamaha-rtx.md §1). Nothing but commands of printable ASCII, Enter, a space for the pager and a
 * single letter for a Y/N question is ever sent.
 */
final class Shell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    /** One byte: CR LF counts as two Enters (yamaha-rtx.md §1.4). */
    private static final String ENTER = "\r";

    private final Wire wire;
    private final Timeouts timeouts;
    private final String router;
    private final AnswerReader reader;
    private final Prompt prompt;
    private ConsoleCharset charset = ConsoleCharset.UNKNOWN;
    private String lastPrompt;
    private boolean lost;

    /**
     * Waits for the first prompt and learns it.
     *
     * @param router for messages
     */
    Shell(Wire wire, Timeouts timeouts, String router) throws RouterException {
        this.wire = wire;
        this.timeouts = timeouts;
        this.router = router;
        this.reader = new AnswerReader(wire, timeouts, router);
        this.prompt = reader.firstPrompt(charset);
        this.lastPrompt =
                reader.read(prompt, waiting("login", timeouts.answer(), true)).lastLine();
    }

    /** A question in the place of a prompt, or the whole answer. */
    record Asked(@Nullable String question, Answer answer) {
        boolean asksYesNo() {
            return question != null && AnswerReader.isYesNo(question);
        }

        boolean asksPassword() {
            return question != null && AnswerReader.isPassword(question);
        }
    }

    /** What the router's console is set to from now on. */
    void charset(ConsoleCharset charset) {
        this.charset = charset;
    }

    /** Whether it is unknown where the router is; no further command makes sense then. */
    boolean lost() {
        return lost || wire.inbox().ended();
    }

    boolean administrator() {
        return prompt.administrator(lastPrompt);
    }

    /** Whether a {@code pp} or {@code tunnel} is selected. */
    boolean inContext() {
        return !prompt.plain(lastPrompt);
    }

    /** Runs a command that asks nothing. */
    Answer run(CommandLine command) throws RouterException {
        return run(command, timeouts.answer());
    }

    /** @param silence how long the router may be silent before it answers */
    Answer run(CommandLine command, Duration silence) throws RouterException {
        Asked asked = ask(command, silence, false);
        if (asked.question() == null) {
            return asked.answer();
        }
        decline(asked, command.toString());
        throw failure(
                Reason.UnexpectedAnswer,
                "asked \"" + asked.question().strip() + "\" after \"" + command + "\"; the question was declined");
    }

    /** Runs a command that may ask a question. */
    Asked ask(CommandLine command) throws RouterException {
        return ask(command, timeouts.answer(), true);
    }

    private Asked ask(CommandLine command, Duration silence, boolean mayAsk) throws RouterException {
        int late = wire.inbox().take().length;
        LOG.trace("{}: {} ({} bytes came unasked)", router, command, late);
        String text = command.text();
        checkPrintable(text, "\"" + command + "\"");
        reader.send(text + ENTER);
        return asked(text, waiting(command.toString(), silence, mayAsk));
    }

    /** Answers a question for a password, which isn't echoed; null is an empty one. */
    Asked answer(@Nullable Secret hidden, String doing) throws RouterException {
        String text = hidden == null ? "" : hidden.reveal();
        checkPrintable(text, "the password that \"" + doing + "\" asks for");
        wire.inbox().take();
        reader.send(text + ENTER);
        return asked("", waiting(doing, timeouts.answer(), true));
    }

    /** Answers a Y/N question with No: a single key without Enter, whatever follows goes to the shell (yamaha-rtx.md §1.7). */
    Asked answerNo(String doing) throws RouterException {
        wire.inbox().take();
        reader.send("N");
        return asked("N", waiting(doing, timeouts.answer(), true));
    }

    /** Declines whatever is asked, so that the shell takes commands again. */
    void decline(Asked asked, String doing) throws RouterException {
        Asked next = asked;
        for (int i = 0; i < 4 && next.question() != null; i++) {
            next = next.asksYesNo() ? answerNo(doing) : answer(null, doing);
        }
        if (next.question() != null) {
            throw failure(
                    Reason.UnexpectedAnswer,
                    "keeps asking \"" + next.question().strip() + "\" after \"" + doing + "\"");
        }
    }

    /** Leaves user level: the router ends the connection. */
    void logout() throws RouterException {
        reader.send("exit" + ENTER);
        reader.awaitEnd(timeouts.resync());
    }

    private void checkPrintable(String text, String what) throws RouterException {
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw failure(
                    Reason.CommandRefused, "was not sent " + what + ": it holds characters other than printable ASCII");
        }
    }

    private Waiting waiting(String doing, Duration silence, boolean mayAsk) {
        return new Waiting(doing, silence, mayAsk, charset);
    }

    private Asked asked(String typed, Waiting waiting) throws RouterException {
        Stop stop;
        try {
            stop = reader.read(prompt, waiting);
        } catch (RouterException e) {
            lost = true;
            throw e;
        }
        List<String> lines =
                new ArrayList<>(Screen.lines(Screen.withoutEcho(wire.inbox().take(), typed, prompt), charset));
        if (!lines.isEmpty()) {
            lines.removeLast();
        }
        if (stop.question()) {
            return new Asked(stop.lastLine(), new Answer(lines));
        }
        while (!lines.isEmpty() && lines.getLast().equals(stop.lastLine())) {
            lines.removeLast();
        }
        lastPrompt = stop.lastLine();
        return new Asked(null, new Answer(lines));
    }

    RouterException failure(Reason reason, String what) {
        return reader.failure(reason, what);
    }

    @Override
    public void close() {
        wire.close();
    }
}
