package dev.ipsecsites.lab.rtx.grammar;

/** A kind of parameter. */
@FunctionalInterface
public interface ArgumentType {
    Reading read(String token);

    /** What {@code ?} shows for it. */
    default String hint() {
        return "value";
    }

    /** The outcome for one word. */
    sealed interface Reading {
        /** @param canonical as it is stored and printed */
        record Accepted(String canonical) implements Reading {}

        record Refused(Mismatch why) implements Reading {}
    }

    static Reading accept(String canonical) {
        return new Reading.Accepted(canonical);
    }

    static Reading refuse(Mismatch why) {
        return new Reading.Refused(why);
    }
}
