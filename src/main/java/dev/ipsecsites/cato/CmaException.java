package dev.ipsecsites.cato;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cato said no, or nothing. The message names the operation and carries Cato's own words; it never carries a secret. */
public final class CmaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of no it was: it decides whether waiting helps. */
    public enum Kind {
        /** The key is wrong, expired, disabled, or used from an address that isn't allowed. */
        AUTHENTICATION,
        /** The key is good, its role isn't. */
        PERMISSION,
        RATE_LIMIT,
        /** Cato refused a value. */
        INVALID,
        NOT_FOUND,
        /** Connection broken, time-out, 5xx, internal error: the call may or may not have been carried out. */
        TRANSIENT,
        /** Cato said something that this program doesn't know. */
        UNKNOWN
    }

    private final Kind kind;
    private final String operation;

    @Nullable
    private final transient Duration retryAfter;

    public CmaException(
            Kind kind, String operation, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.operation = operation;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Name of the API's operation, such as {@code addIpsecIkeV2Site}. */
    public String operation() {
        return operation;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
