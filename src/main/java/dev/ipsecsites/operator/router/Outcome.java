package dev.ipsecsites.operator.router;

import dev.ipsecsites.router.RouterPlan.Drift;
import java.util.List;

/** What a visit to a router came to. */
sealed interface Outcome {
    /** Not reached, or the connection broke: nothing is known of its state. */
    record Failed(Problem problem) implements Outcome {}

    /** Seen, but nothing may be sent. */
    record Refused(Problem problem) implements Outcome {}

    /** {@code managementPolicy: Observe}, and something differs. */
    record Differs(List<String> changes, List<Drift> drift) implements Outcome {}

    /** Sent in this visit; not saved. */
    record Sent(int lines, List<Drift> drift, List<String> waitingFor) implements Outcome {}

    /**
     * Sent earlier; not saved.
     *
     * @param waitingFor namespace/name of the tunnels that aren't up
     * @param overdue longer than {@code verifyWithin}
     */
    record Waiting(List<String> waitingFor, boolean overdue) implements Outcome {}

    /**
     * Desired equals running, nothing is left to do.
     *
     * @param saved in this visit
     */
    record Settled(boolean saved, List<Drift> drift) implements Outcome {}
}
