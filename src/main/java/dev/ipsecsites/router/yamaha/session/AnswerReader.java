package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds out when the router has finished and waits for us.
 *
 * <p>Silence alone doesn't tell: the prompt looks like the start of a heading, and a network may pause anywhere. When a prompt seems to be
 * there one empty Enter is sent, and the answer is whole once the prompt stands there once more than Enters were sent.
 */
final class AnswerReader {
    private static final Pattern YES_NO = Pattern.compile(".*\\(Y/N\\)\\s*[:：?]?\\s*");
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)\\s*(?:[A-Za-z]+[ _])?(?:password|パスワード)(?:\\(confirm\\))?\\s*[:：]\\s*");
    /** A prompt at the end of a segment may be the start of a heading whose rest is already on its way. */
    private static final Duration PAUSE = Duration.ofMillis(4);
    /** More than the longest prompt, twice. */
    private static final int TAIL = 512;

    private static final int MOST_ENTERS = 5;

    private final Wire wire;
    private final Timeouts timeouts;
    private final String router;

    /** @param router for messages */
    AnswerReader(Wire wire, Timeouts timeouts, String router) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.router = router;
    }

    /**
     * What stopped the router's output; the whole of it is in the inbox.
     *
     * @param question it waits for the answer to {@code lastLine}, else for a command
     */
    record Stop(String lastLine, boolean question) {}

    /**
     * What is being waited for.
     *
     * @param doing for messages, masked
     * @param silence without a single byte, after which the router is given up
     * @param mayAsk a question is no surprise
     */
    record Waiting(String doing, Duration silence, boolean mayAsk, ConsoleCharset charset) {}

    /** Waits for the first thing that may be a prompt. */
    Prompt firstPrompt(ConsoleCharset charset) throws RouterException {
        var waiting = new Waiting("login", timeouts.answer(), true, charset);
        long end = System.nanoTime() + timeouts.whole().toNanos();
        while (true) {
            int known = wire.inbox().size();
            String line = charset.decode(Screen.lastLine(wire.inbox().tail(TAIL)));
            if (isQuestion(line)) {
                throw failure(
                        Reason.AuthenticationFailed,
                        "asks \"" + line.strip() + "\" right after login: log in once by hand and answer it");
            }
            Optional<Prompt> prompt = Prompt.learn(line);
            if (prompt.isPresent()) {
                return prompt.get();
            }
            more(known, waiting, end);
        }
    }

    /** Reads until the router waits for us, turning the pager's pages. */
    Stop read(Prompt prompt, Waiting waiting) throws RouterException {
        Inbox inbox = wire.inbox();
        long end = System.nanoTime() + timeouts.whole().toNanos();
        int enters = 0;
        while (true) {
            int known = inbox.size();
            byte[] tail = inbox.tail(TAIL);
            String line = waiting.charset().decode(Screen.lastLine(tail));
            if (prompt.matches(line)) {
                int standing = standing(tail, line, waiting.charset());
                boolean whole = enters > 0 && standing > enters;
                boolean quiet = whole || quiet(prompt, known, enters);
                // Lines from elsewhere may have come between the prompts; then two of them and silence have to do.
                if (whole || (quiet && enters > 0 && standing > 1)) {
                    return new Stop(line, false);
                }
                if (quiet) {
                    enters = enterOnceMore(enters, waiting);
                }
            } else if (isQuestion(line) && (waiting.mayAsk() || !pause(known, timeouts.resync()))) {
                return new Stop(line, true);
            } else {
                if (Screen.isPager(tail)) {
                    send(" ");
                }
                more(known, waiting, end);
            }
        }
    }

    private boolean quiet(Prompt prompt, int known, int enters) throws RouterException {
        if (enters > 0) {
            return !pause(known, timeouts.resync());
        }
        return !prompt.ambiguous() || !pause(known, PAUSE);
    }

    private int enterOnceMore(int enters, Waiting waiting) throws RouterException {
        if (enters == MOST_ENTERS) {
            throw failure(Reason.NoAnswer, "shows no stable prompt after \"" + waiting.doing() + "\"");
        }
        send("\r");
        return enters + 1;
    }

    static boolean isQuestion(String line) {
        return YES_NO.matcher(line).matches() || PASSWORD.matcher(line).matches();
    }

    static boolean isYesNo(String line) {
        return YES_NO.matcher(line).matches();
    }

    static boolean isPassword(String line) {
        return PASSWORD.matcher(line).matches();
    }

    /** How often the prompt {@code line} stands at the end of the screen. */
    private static int standing(byte[] tail, String line, ConsoleCharset charset) {
        List<String> lines = Screen.lines(tail, charset);
        int count = 0;
        while (count < lines.size() && lines.get(lines.size() - 1 - count).equals(line)) {
            count++;
        }
        return count;
    }

    private void more(int known, Waiting waiting, long end) throws RouterException {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        Duration most = left.compareTo(waiting.silence()) < 0 ? left : waiting.silence();
        if (!pause(known, most)) {
            throw failure(
                    Reason.NoAnswer,
                    "did not finish answering \"" + waiting.doing() + "\": nothing came for " + most.toMillis()
                            + " ms");
        }
    }

    /** Waits until something came; false when nothing did. */
    private boolean pause(int known, Duration most) throws RouterException {
        Inbox inbox = wire.inbox();
        awaitMore(known, most);
        if (inbox.size() > known) {
            return true;
        }
        if (inbox.ended()) {
            throw failure(Reason.Unreachable, "closed the connection");
        }
        return false;
    }

    private void awaitMore(int known, Duration most) throws RouterException {
        try {
            wire.inbox().awaitMore(known, most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Reason.Unreachable, "was left alone, this program is stopping");
        }
    }

    /** Waits for the router to hang up, but not for long. */
    void awaitEnd(Duration most) throws RouterException {
        long end = System.nanoTime() + most.toNanos();
        while (!wire.inbox().ended() && System.nanoTime() < end) {
            awaitMore(wire.inbox().size(), Duration.ofNanos(end - System.nanoTime()));
        }
    }

    void send(String text) throws RouterException {
        try {
            wire.send(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new RouterException(Reason.Unreachable, router + " closed the connection", e);
        }
    }

    RouterException failure(Reason reason, String what) {
        return new RouterException(reason, router + " " + what);
    }
}
