package dev.ipsecsites.router.yamaha.config;

/**
 * A value that may not reach a router's command line (DESIGN §9.7). The message names the field, what is allowed there and, unless it
 * is a secret, the first character that isn't; never the value itself, which may carry control characters.
 */
public final class UnsafeValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param field that the value came from, such as {@code remote.identity.value}
     * @param allowed what is allowed there, in words
     */
    UnsafeValueException(String field, String allowed, String found) {
        super(field + " can't be sent to a router: " + allowed + " is allowed, found " + found);
    }
}
