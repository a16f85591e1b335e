package dev.ipsecsites.operator.common;

/** Why an Event is written; an enum's constant names are the reasons that people filter by. */
public interface EventReason {
    /** One word in CamelCase. */
    String name();

    /** Whether {@code kubectl} shows it as a warning. */
    boolean warning();

    /** A reason that equals a condition's, for Events that tell of a transition. */
    static EventReason of(String reason, boolean warning) {
        record Named(String name, boolean warning) implements EventReason {}
        return new Named(reason, warning);
    }
}
