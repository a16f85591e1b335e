package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands in a safe order, each with the command that takes it back. */
public final class RtxScript implements RouterPlan.Script {
    private final List<Step> steps;

    RtxScript(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * A change.
     *
     * @param context where both commands have to be given
     * @param inverse empty where nothing needs to come back
     */
    record Step(Context context, CommandLine command, Optional<CommandLine> inverse) {}

    /**
     * A command to send.
     *
     * @param stepsDone how much of the script is in force once the router has taken it; what {@link #undo} wants
     */
    public record Command(CommandLine line, int stepsDone) {}

    /** Everything to send, contexts entered and left; starts and ends outside tunnel and pp. */
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        Context current = Context.global();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            for (CommandLine change : change(current, step.context())) {
                commands.add(new Command(change, i));
            }
            current = step.context();
            commands.add(new Command(step.command(), i + 1));
        }
        for (CommandLine change : change(current, Context.global())) {
            commands.add(new Command(change, steps.size()));
        }
        return commands;
    }

    /**
     * What takes the first {@code stepsDone} steps back, last first. Starts from any context: the first command leaves whatever the
     * session was in.
     */
    public List<CommandLine> undo(int stepsDone) {
        List<CommandLine> lines = new ArrayList<>();
        lines.add(new Context.Pp("1").leave());
        lines.add(new Context.Tunnel(1).leave());
        Context current = Context.global();
        for (Step step : steps.subList(0, Math.min(stepsDone, steps.size())).reversed()) {
            if (step.inverse().isPresent()) {
                lines.addAll(change(current, step.context()));
                current = step.context();
                lines.add(step.inverse().get());
            }
        }
        lines.addAll(change(current, Context.global()));
        return lines;
    }

    /** Whether a line is among them that this tunnel alone needs: one of its block, or one that names its peer. */
    boolean concerns(int tunnel, String peer) {
        Context block = new Context.Tunnel(tunnel);
        return steps.stream()
                .anyMatch(step ->
                        step.context().equals(block) || step.command().words().contains(peer));
    }

    private static List<CommandLine> change(Context from, Context to) {
        if (from.equals(to)) {
            return List.of();
        }
        if (to instanceof Context.Global) {
            return List.of(from.leave());
        }
        return from instanceof Context.Global ? List.of(to.select()) : List.of(from.leave(), to.select());
    }

    /** How many lines, and none of them. */
    @Override
    public String toString() {
        return "script of " + steps.size() + " steps";
    }
}
