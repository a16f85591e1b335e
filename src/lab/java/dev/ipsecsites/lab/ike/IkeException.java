package dev.ipsecsites.lab.ike;

/** A daemon, or the system underneath, did not do what it was asked; the message says which and what it printed. */
public final class IkeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IkeException(String message) {
        super(message);
    }

    public IkeException(String message, Throwable cause) {
        super(message, cause);
    }
}
