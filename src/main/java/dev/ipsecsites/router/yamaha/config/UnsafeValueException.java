package dev.ipsecsites.router.yamaha.config;

/**
 * A value that may not reach a router's command line (DESIGN §9.7). The message names the field, what is allowed there and, unless it
 * is a secret, the first character that isn't; never the value itself, which may carry control characters.
 */
public final class UnsafeValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String allowed;

    UnsafeValueException(String field, String allowed, String found) {
        super(field + " can't be sent to a router: " + allowed + " is allowed, found " + found);
        this.field = field;
        this.allowed = allowed;
    }

    /** Field that the value came from, such as {@code remote.identity.value}. */
    public String field() {
        return field;
    }

    /** What is allowed there, in words. */
    public String allowed() {
        return allowed;
    }
}
