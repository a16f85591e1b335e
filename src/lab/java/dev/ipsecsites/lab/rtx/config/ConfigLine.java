package dev.ipsecsites.lab.rtx.config;

import dev.ipsecsites.lab.rtx.grammar.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stored line. */
public record ConfigLine(Definition definition, Context context, List<String> key, List<String> value) {
    public ConfigLine {
        key = List.copyOf(key);
        value = List.copyOf(value);
    }

    /** What makes two lines the same line. */
    public record Id(Context context, String name, List<String> key) {
        // Written out: lines are looked for so often that what a record gets by itself is felt.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Id id
                    && name.equals(id.name)
                    && context.number() == id.context.number()
                    && context.kind() == id.context.kind()
                    && key.equals(id.key);
        }

        @Override
        public int hashCode() {
            return (name.hashCode() * 31 + context.number()) * 31 + key.hashCode();
        }
    }

    public Id id() {
        return new Id(context, definition.name(), definition.identity().apply(key));
    }

    /** All words behind the name, unmasked. */
    public List<String> words() {
        List<String> words = new ArrayList<>(key);
        words.addAll(value);
        return words;
    }

    /** As it could be typed. */
    public String text() {
        return print(value);
    }

    /** As {@code show config} prints it: passwords as {@code *}. */
    public String shown() {
        List<String> visible = new ArrayList<>(value);
        definition.masked().forEach(i -> {
            if (i < visible.size()) {
                visible.set(i, "*");
            }
        });
        return print(visible);
    }

    /** The command that takes the line away. */
    public String removal() {
        return "no " + join(key);
    }

    private String print(List<String> values) {
        List<String> words = new ArrayList<>(key);
        words.addAll(values);
        return join(words);
    }

    private String join(List<String> words) {
        StringBuilder line = new StringBuilder(definition.name());
        words.forEach(w -> line.append(' ').append(Token.printed(w)));
        return line.toString();
    }
}
