package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.common.CredentialsException;
import java.util.Optional;

/**
 * What a visit to a CatoAccount found.
 *
 * @param state what it means for the conditions
 * @param reason of the condition Ready, one word
 * @param message for people; names the remedy
 */
record AccountVerdict(State state, String reason, String message) {
    enum State {
        READY,
        /** As READY; an address that was allocated after the last reading is missing from the status for some seconds. */
        READY_INCOMPLETE,
        /** Waiting may solve it, or something that is being applied at this moment. */
        WAITING,
        /** Somebody has to change something. */
        STUCK
    }

    /**
     * It answers.
     *
     * @param complete whether the status shows the addresses of all sites
     * @param note on what works less well than it could
     */
    static AccountVerdict reachable(String host, boolean complete, Optional<String> note) {
        return new AccountVerdict(
                complete ? State.READY : State.READY_INCOMPLETE,
                "Reachable",
                "Cato's API at " + host + " answers" + note.map(n -> ". " + n).orElse(""));
    }

    static AccountVerdict of(CmaException e) {
        String said = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case AUTHENTICATION -> new AccountVerdict(State.STUCK, "CredentialsInvalid", said);
            case PERMISSION -> new AccountVerdict(State.STUCK, "PermissionDenied", said);
            case INVALID, NOT_FOUND, UNKNOWN -> new AccountVerdict(State.STUCK, "CatoRefused", said);
            case RATE_LIMIT -> new AccountVerdict(State.WAITING, "RateLimited", said);
            case TRANSIENT -> new AccountVerdict(State.WAITING, "Unreachable", said);
        };
    }

    /** A Secret that isn't there may be applied a moment later; a wrong one stays wrong. */
    static AccountVerdict of(CredentialsException e) {
        State state = e.reason() == CredentialsException.Reason.SecretMissing ? State.WAITING : State.STUCK;
        return new AccountVerdict(state, e.reason().name(), String.valueOf(e.getMessage()));
    }

    static AccountVerdict endpointNotAllowed(IllegalArgumentException e) {
        return new AccountVerdict(State.STUCK, "EndpointNotAllowed", "spec.endpoint: " + e.getMessage());
    }

    static AccountVerdict notSupported(String policy) {
        return new AccountVerdict(
                State.STUCK,
                "NotSupportedYet",
                "spec.managementPolicy: " + policy
                        + " is not supported by this version; take the field off or write Observe."
                        + " Nothing is sent to Cato");
    }
}
