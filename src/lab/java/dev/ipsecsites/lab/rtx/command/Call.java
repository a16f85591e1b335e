package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.List;

/**
 * One command being run.
 *
 * @param key the words that identify a configuration line
 * @param value the others
 */
public record Call(Router router, Console console, Grammar grammar, List<String> key, List<String> value) {
    public Call {
        key = List.copyOf(key);
        value = List.copyOf(value);
    }

    /** Word of the value at this place; empty when there is none. */
    public String word(int index) {
        return index < value.size() ? value.get(index) : "";
    }

    public void error(Text text) {
        console.error(text, router.japanese());
    }

    public boolean japanese() {
        return router.japanese();
    }

    public void lines(List<String> lines) {
        lines.forEach(console::line);
    }

    /** Stores a line in the selected block, or globally. */
    public void store(Definition definition) {
        Context home = definition.home() == Context.Kind.GLOBAL ? Context.GLOBAL : console.context();
        router.put(new ConfigLine(definition, home, key, value));
    }

    public void store(Definition definition, List<String> otherKey, List<String> otherValue) {
        router.put(new ConfigLine(definition, Context.GLOBAL, otherKey, otherValue));
    }
}
