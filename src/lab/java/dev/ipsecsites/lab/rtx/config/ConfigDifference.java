package dev.ipsecsites.lab.rtx.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The commands that turn one configuration into another ({@code show config difference}, {@code load … difference}). */
public final class ConfigDifference {
    private ConfigDifference() {}

    public static List<String> between(Configuration from, Configuration to) {
        return between(from, to, true);
    }

    /** @param masked whether passwords are hidden */
    public static List<String> between(Configuration from, Configuration to, boolean masked) {
        Set<Context> contexts = new LinkedHashSet<>();
        from.lines().forEach(l -> contexts.add(l.context()));
        to.lines().forEach(l -> contexts.add(l.context()));
        List<String> out = new ArrayList<>();
        for (Context context : contexts) {
            List<String> commands = of(context, from, to, masked);
            if (!commands.isEmpty() && context.kind() != Context.Kind.GLOBAL) {
                out.add(context.selectLine());
                commands.replaceAll(c -> " " + c);
            }
            out.addAll(commands);
        }
        return out;
    }

    private static List<String> of(Context context, Configuration from, Configuration to, boolean masked) {
        List<String> commands = new ArrayList<>();
        for (ConfigLine l : from.lines()) {
            if (l.context().equals(context) && to.find(l.id()).isEmpty()) {
                commands.add(l.removal());
            }
        }
        for (ConfigLine l : to.lines()) {
            if (l.context().equals(context) && !from.find(l.id()).map(l::equals).orElse(false)) {
                commands.add(masked ? l.shown() : l.text());
            }
        }
        return commands;
    }
}
