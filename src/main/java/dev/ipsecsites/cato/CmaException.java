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
        /** Not carried out: Cato's limit, or our share of it, is used up. */
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

    @Nullable
    private final String traceId;

    private final boolean lacksOperation;

    public CmaException(
            Kind kind, String operation, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.operation = operation;
        this.retryAfter = retryAfter;
        this.traceId = null;
        this.lacksOperation = false;
    }

    CmaException(
            Kind kind,
            String operation,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String traceId,
            boolean lacksOperation) {
        super(message);
        this.kind = kind;
        this.operation = operation;
        this.retryAfter = retryAfter;
        this.traceId = traceId;
        this.lacksOperation = lacksOperation;
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

    /** Cato's number of the request, for a support case. Not in the message: conditions must not change with every try. */
    public Optional<String> traceId() {
        return Optional.ofNullable(traceId);
    }

    /** The account's schema doesn't have this operation: an older rollout, or a newer one that dropped it. */
    boolean lacksOperation() {
        return lacksOperation;
    }

    /** For logs: the message and the trace id, which must not be in the message. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return "CmaException " + kind + ": " + getMessage() + (traceId == null ? "" : " [Trace_id " + traceId + "]");
    }
}
