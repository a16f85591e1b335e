package dev.ipsecsites.operator.router;

import org.jspecify.annotations.Nullable;

/** A Router's record isn't its own or can't be read: which lines on the router are ours isn't known, and only a person can say. */
final class UnusableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
