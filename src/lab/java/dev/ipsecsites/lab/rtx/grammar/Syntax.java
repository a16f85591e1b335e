package dev.ipsecsites.lab.rtx.grammar;

import java.util.List;

/** The parameters of a command, as a tree. */
public sealed interface Syntax {
    /** Nothing. */
    Syntax EMPTY = new Sequence(List.of());

    record Sequence(List<Syntax> parts) implements Syntax {}

    /** Keywords, one of which must be meant: exact, or an unambiguous beginning. */
    record Choice(List<String> words) implements Syntax {}

    record Either(List<Syntax> alternatives) implements Syntax {}

    record Optional(Syntax part) implements Syntax {}

    record Repeated(Syntax part, int atLeast) implements Syntax {}

    record Argument(ArgumentType type) implements Syntax {}

    /** Where the identity of the line ends and its value begins. */
    record KeyEnd() implements Syntax {}

    /**
     * Reads the notation of the command tables: words, {@code <type>}, {@code [optional]}, {@code (grouped|alternatives)},
     * {@code *} and {@code +} behind a group or a type.
     */
    static Syntax of(String notation) {
        return new SyntaxReader(notation).read();
    }

    static Syntax keyed(String key, String value) {
        return new Sequence(List.of(of(key), new KeyEnd(), of(value)));
    }
}
