package dev.ipsecsites.operator.site;

import dev.ipsecsites.diagnosis.Diagnosis;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a step came. */
sealed interface Outcome {
    /**
     * Everything stands as it should.
     *
     * @param lookAgain when something is to be done next; null: nothing is due
     */
    record Done(@Nullable Duration lookAgain) implements Outcome {
        Done() {
            this(null);
        }
    }

    /** Waiting will solve it; something else may wake the site earlier. */
    record Waiting(String reason, String message, Duration lookAgain) implements Outcome {}

    /**
     * A person has to do something.
     *
     * @param found what the diagnosis makes of the refusal; empty where it says nothing beyond it
     */
    record Stuck(Refusal refusal, Duration lookAgain, List<Diagnosis> found) implements Outcome {
        /** A person, a Secret or another resource wakes a stuck site; this only catches what nobody tells. */
        private static final Duration SELDOM = Duration.ofMinutes(10);

        public Stuck {
            found = List.copyOf(found);
        }

        Stuck(Refusal refusal) {
            this(refusal, SELDOM, List.of());
        }
    }
}
