package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.command.Console;
import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.CommandLine;
import dev.ipsecsites.lab.rtx.show.Environment;
import dev.ipsecsites.lab.rtx.state.Operators;
import dev.ipsecsites.lab.rtx.state.Router;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A logged-in console. One thread runs it; the keyboard is filled by another. */
public final class Session implements Console, Operators.Login {
    /** {@code show command history} keeps the twenty newest. */
    private static final int HISTORY = 20;

    /** For SSH even {@code login timer clear} means this (yamaha-rtx.md §1.7). */
    private static final Duration LOGIN_TIMER = Duration.ofSeconds(300);

    private final Router router;
    private final Grammar grammar;
    private final Client client;
    private final Keyboard keyboard;
    private final Screen screen;
    private final Pager pager;
    private final LineEditor editor;
    private final List<String> history = new ArrayList<>();
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private final Output output;
    private Context context = Context.GLOBAL;
    private volatile boolean administrator;
    private boolean over;
    private int number;

    /**
     * Who is at the other end.
     *
     * @param cut breaks the connection without a farewell
     */
    public record Client(String user, String from, Runnable cut) {}

    public Session(Router router, Grammar grammar, Client client, OutputStream out) {
        this.router = router;
        this.grammar = grammar;
        this.client = client;
        keyboard = new Keyboard(router.clock());
        screen = new Screen(router, out, client.cut());
        pager = new Pager(router, screen, keyboard);
        editor = new LineEditor(router, grammar, screen, keyboard, notices);
        output = new Output(router, pager);
    }

    /** A byte has come from the client. */
    public void typed(int b) {
        switch (b) {
            case 19 -> screen.hold(true);
            case 17 -> screen.hold(false);
            default -> keyboard.typed(b);
        }
    }

    /** The client is gone. */
    public void hangUp() {
        screen.hold(false);
        keyboard.hangUp();
    }

    /** From banner to logout. */
    public void run() {
        number = router.operators().enter(this, router.sessionLimit());
        if (number == 0) {
            return;
        }
        router.log().add("Login succeeded for SSH: " + client.from() + " " + client.user());
        boolean left = false;
        try {
            Environment.banner(router).forEach(l -> {
                screen.put(l);
                screen.lineEnd();
            });
            administrator = elevatesFreely();
            while (!over) {
                String line = editor.read(prompt(), history);
                remember(line);
                execute(line);
            }
            screen.flush();
            left = true;
        } catch (Hangup gone) {
            // Nothing to say to somebody who has left; what was typed stays running, unsaved (yamaha-rtx.md §1.7).
        } catch (RuntimeException | Error e) {
            router.log().add("simulator: " + e);
            throw e;
        } finally {
            // However else it ends is the same to the router as a connection that dropped.
            if (!left && !router.behaviour().rollbackSurvivesDisconnect()) {
                router.timers().cancel("rollback " + number);
            }
            router.operators().leave(number);
            router.log().add("Logout from SSH: " + client.from() + " " + client.user());
        }
    }

    /** {@code administrator=2} needs no password (yamaha-rtx.md §1.1). */
    @Override
    public boolean elevatesFreely() {
        return attribute("administrator").equals("2");
    }

    private String attribute(String name) {
        return router.userAttribute(client.user(), name);
    }

    private String prompt() {
        String typed = router.running().value(Context.GLOBAL, "console prompt", "");
        return typed + context.promptSuffix() + (administrator ? "# " : "> ");
    }

    private void remember(String line) {
        if (!line.isBlank()) {
            history.add(line);
            if (history.size() > HISTORY) {
                history.removeFirst();
            }
        }
    }

    private void execute(String line) {
        pager.reset();
        if (!line.isBlank()) {
            router.operators().typed(line);
            if (router.running().isOn("syslog execute command", false)) {
                router.log().add("[CMD] " + client.user() + " " + line);
            }
        }
        router.faults().takeWrongAnswer(line).ifPresentOrElse(w -> pager.line(w.answer()), () -> run(line));
    }

    @Override
    public void run(String line) {
        CommandLine parsed = CommandLine.of(line, this::variable);
        if (parsed.filters().isEmpty()) {
            grammar.run(router, this, parsed.words());
            return;
        }
        if (parsed.words().isEmpty()
                || !parsed.words().getFirst().text().toLowerCase(Locale.ROOT).startsWith("sh")) {
            error(Text.ARITY, router.japanese());
            return;
        }
        output.filtered(parsed.filters(), () -> grammar.run(router, this, parsed.words()));
    }

    /** {@code $NAME}: firmware without variables takes it literally. */
    private String variable(String name) {
        if (!router.profile().variables()) {
            return "$" + name;
        }
        return router.running()
                .find(Context.GLOBAL, "set", name)
                .map(l -> l.key().getFirst().substring(name.length() + 1))
                .orElse("");
    }

    @Override
    public boolean administrator() {
        return administrator;
    }

    @Override
    public void administrator(boolean on) {
        administrator = on;
        if (!on) {
            context = Context.GLOBAL;
        }
    }

    /** Whether {@code user attribute} lets this user elevate at all. */
    @Override
    public boolean mayElevate() {
        return !attribute("administrator").equals("off");
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public void select(Context selected) {
        context = selected;
    }

    @Override
    public void line(String text) {
        output.line(text);
    }

    @Override
    public void error(Text text, boolean japanese) {
        output.error(text.in(japanese));
    }

    @Override
    public void text(String text) {
        screen.put(text);
    }

    @Override
    public void plain(List<String> lines) {
        lines.forEach(l -> screen.plain(l + "\r\n"));
    }

    @Override
    public Optional<String> secret(String prompt) {
        screen.put(prompt);
        screen.flush();
        StringBuilder typed = new StringBuilder();
        while (true) {
            int b = keyboard.read();
            switch (b) {
                case '\r', '\n' -> {
                    screen.lineEnd();
                    return Optional.of(typed.toString());
                }
                case Keyboard.CTRL_C -> {
                    screen.lineEnd();
                    return Optional.empty();
                }
                case 8, 127 -> typed.setLength(Math.max(0, typed.length() - 1));
                default -> typed.append((char) b);
            }
        }
    }

    @Override
    public String ask(String prompt) {
        return editor.read(prompt, List.of());
    }

    @Override
    public boolean yes(Text question) {
        screen.put(question.in(router.japanese()));
        screen.flush();
        while (true) {
            switch (keyboard.read()) {
                case 'y', 'Y' -> {
                    screen.put("Y");
                    return true;
                }
                case 'n', 'N' -> {
                    screen.put("N");
                    screen.lineEnd();
                    return false;
                }
                default -> screen.flush();
            }
        }
    }

    @Override
    public boolean interrupted(Duration time) {
        screen.flush();
        return keyboard.interrupted(time);
    }

    @Override
    public String user() {
        return client.user();
    }

    @Override
    public String from() {
        return client.from();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public List<String> history() {
        return List.copyOf(history);
    }

    @Override
    public void logout() {
        over = true;
    }

    @Override
    public void cut() {
        screen.flush();
        client.cut().run();
    }

    @Override
    public void evict() {
        hangUp();
        client.cut().run();
    }

    @Override
    public void notice(String line) {
        notices.add(line);
        keyboard.wake();
    }

    @Override
    public void checkIdle() {
        String perUser = attribute("login-timer");
        String typed = perUser.isEmpty() ? router.running().value(Context.GLOBAL, "login timer", "300") : perUser;
        Duration limit = typed.equals("clear") ? LOGIN_TIMER : Duration.ofSeconds(Long.parseLong(typed));
        if (Duration.between(keyboard.lastKey(), router.clock().instant()).compareTo(limit) >= 0) {
            if (router.behaviour().rollbackOnLoginTimer()) {
                router.timers().expired("rollback " + number);
            }
            evict();
        }
    }
}
