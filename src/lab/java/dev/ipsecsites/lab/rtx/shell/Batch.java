package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.command.Console;
import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.CommandLine;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A console without anybody at it: an administrator whose questions get empty answers. Keeps its context from line to line. */
public final class Batch implements Console {
    private final Router router;
    private final Grammar grammar;
    private final List<String> output = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Context context = Context.GLOBAL;

    public Batch(Router router, Grammar grammar) {
        this.router = router;
        this.grammar = grammar;
    }

    /** What was printed, errors too. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Errors, in English. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void run(String line) {
        int before = complaints.size();
        grammar.run(router, this, CommandLine.of(line).words());
        if (complaints.size() > before) {
            complaints.set(complaints.size() - 1, line.strip() + ": " + complaints.getLast());
        }
    }

    @Override
    public void error(Text text, boolean japanese) {
        complaints.add(text.in(false));
        output.add(text.in(japanese));
    }

    @Override
    public boolean administrator() {
        return true;
    }

    @Override
    public void administrator(boolean on) {
        // Stays what it is.
    }

    @Override
    public boolean mayElevate() {
        return true;
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
        output.add(text);
    }

    @Override
    public void text(String text) {
        output.add(text);
    }

    @Override
    public void plain(List<String> lines) {
        output.addAll(lines);
    }

    @Override
    public boolean elevatesFreely() {
        return true;
    }

    @Override
    public Optional<String> secret(String prompt) {
        return Optional.of("");
    }

    @Override
    public String ask(String prompt) {
        return "";
    }

    @Override
    public boolean yes(Text question) {
        return true;
    }

    @Override
    public boolean interrupted(Duration time) {
        return false;
    }

    @Override
    public String user() {
        return "";
    }

    @Override
    public String from() {
        return "";
    }

    @Override
    public int number() {
        return 0;
    }

    @Override
    public List<String> history() {
        return List.of();
    }

    @Override
    public void logout() {
        // Nobody is logged in.
    }

    @Override
    public void cut() {
        // There is no connection.
    }
}
