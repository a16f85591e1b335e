package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects steps and follows what the router has after each, so that every step knows its inverse. */
final class ScriptBuilder {
    private final Map<ConfigKey, ConfigLine> state;
    private final Applied applied;
    private final List<RtxScript.Step> steps = new ArrayList<>();
    private final Set<String> passing = new LinkedHashSet<>();

    ScriptBuilder(RtxConfig running, Applied applied) {
        this.applied = applied;
        state = new LinkedHashMap<>(running.lines());
    }

    /** A line of ours. Nothing happens where it stands already. */
    void set(Line line) {
        put(line.context(), line.setting(), line.command());
    }

    /** Somebody else's line, written as it reads: a list with other members, a line put back. */
    void rewrite(ConfigLine line) {
        put(line.context(), line, line.restore());
    }

    /** Takes a line of ours away; nothing happens where there is none. {@code context}: where the command is given. */
    void remove(Context context, ConfigKey key) {
        ConfigLine old = state.get(key);
        if (old == null) {
            return;
        }
        passing.add(Applied.passingEntry(old));
        steps.add(new RtxScript.Step(context, old.no(), back(old)));
        state.remove(key);
    }

    private void put(Context context, ConfigLine setting, CommandLine command) {
        ConfigLine old = state.get(setting.key());
        if (setting.equals(old)) {
            return;
        }
        if (old != null) {
            passing.add(Applied.passingEntry(old));
        }
        passing.add(Applied.passingEntry(setting));
        Optional<CommandLine> inverse = old == null ? Optional.empty() : back(old);
        steps.add(new RtxScript.Step(context, command, inverse.or(() -> Optional.of(setting.no()))));
        state.put(setting.key(), setting);
    }

    /**
     * What brings a line back. A line of ours that somebody edited into something that can't be typed goes back to what we wrote: the edit is
     * mended at each visit anyway, and must not block the router. The record has no secrets: then nothing does.
     */
    private Optional<CommandLine> back(ConfigLine old) {
        try {
            return Optional.of(old.restore());
        } catch (UnsafeValueException e) {
            if (!applied.owns(old.key())) {
                throw e;
            }
            return applied.lines(old.key()).reversed().stream()
                    .filter(line -> !line.holdsSecret())
                    .map(ConfigLine::restore)
                    .findFirst();
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Entries for lines that come and go with this script; needed until the router has saved. */
    Set<String> passing() {
        return passing;
    }

    /** Holds every line against the router's limits before any is sent. */
    RtxScript build() {
        for (RtxScript.Step step : steps) {
            checkLength(step.command());
            step.inverse().ifPresent(ScriptBuilder::checkLength);
        }
        return new RtxScript(steps);
    }

    private static void checkLength(CommandLine line) {
        if (line.text().isEmpty()) {
            throw new IllegalStateException("a command without words");
        }
    }
}
