package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects steps and follows what the router has after each, so that every step knows its exact inverse. */
final class ScriptBuilder {
    private final Map<ConfigKey, ConfigLine> state;
    private final List<RtxScript.Step> steps = new ArrayList<>();
    private final Set<String> passing = new LinkedHashSet<>();

    ScriptBuilder(RtxConfig running) {
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
        steps.add(new RtxScript.Step(context, old.no(), old.restore()));
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
        CommandLine inverse = old == null ? setting.no() : old.restore();
        steps.add(new RtxScript.Step(context, command, inverse));
        state.put(setting.key(), setting);
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
            checkLength(step.inverse());
        }
        return new RtxScript(steps);
    }

    private static void checkLength(CommandLine line) {
        if (line.text().isEmpty()) {
            throw new IllegalStateException("a command without words");
        }
    }
}
