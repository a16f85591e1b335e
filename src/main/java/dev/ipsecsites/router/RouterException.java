package dev.ipsecsites.router;

/** Something at the router's end went wrong. The message names the router, what was expected, and what to do. */
public final class RouterException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Also the condition's reason. */
    public enum Reason {
        /** No TCP connection, or it broke; transient. */
        Unreachable(true),
        /** The SSH handshake found no common algorithm; see {@code sshAlgorithms: Legacy}. */
        AlgorithmMismatch(false),
        HostKeyChanged(false),
        /** Login refused. */
        AuthenticationFailed(false),
        /** The administrator password was refused. */
        ElevationFailed(false),
        /** The router did not answer in time, or half an answer came; transient. */
        NoAnswer(true),
        /** The router refused a command; the transaction was undone. */
        CommandRefused(false),
        /** An answer that this program can't read. */
        UnexpectedAnswer(true),
        /** Model or firmware that the driver doesn't know. */
        UnknownModel(false);

        private final boolean transientFailure;

        Reason(boolean transientFailure) {
            this.transientFailure = transientFailure;
        }

        /** Whether waiting may solve it. */
        public boolean isTransient() {
            return transientFailure;
        }
    }

    private final Reason reason;

    public RouterException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RouterException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
