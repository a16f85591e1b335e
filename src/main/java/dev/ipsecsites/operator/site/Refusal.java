package dev.ipsecsites.operator.site;

/**
 * Why nothing is done. {@code reason} is the condition's reason; {@code message} names the value, what was expected, and what
 * to do.
 *
 * @param field where in the manifest, such as {@code spec.primary.popLocation}; empty when it isn't about one field
 */
public record Refusal(String reason, String field, String message) {
    static Refusal invalid(String field, String message) {
        return new Refusal("InvalidSpec", field, message);
    }

    /** Field and message as one sentence. */
    public String sentence() {
        return field.isEmpty() || message.startsWith(field) ? message : field + ": " + message;
    }
}
