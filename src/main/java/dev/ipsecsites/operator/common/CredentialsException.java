package dev.ipsecsites.operator.common;

/** A Secret that can't be used. The message names it, what is wrong and what to do, never a value. */
public final class CredentialsException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Also the condition's reason. */
    public enum Reason {
        SecretMissing,
        /** The label that allows reading it is not there. */
        SecretNotLabelled,
        /** A key that is needed is absent, empty or no text. */
        SecretIncomplete,
        /** Its annotation doesn't allow sending it to this host. */
        SecretRestricted,
        /** The value breaks a rule, such as a pre-shared key that is too short. */
        SecretInvalid
    }

    private final Reason reason;

    public CredentialsException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
