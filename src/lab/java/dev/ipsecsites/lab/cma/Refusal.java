package dev.ipsecsites.lab.cma;

import java.util.Map;

/** An operation that is refused in the way of cato-api.md §1.5: status 200, an entry in {@code errors}, null in its place in {@code data}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;
    private final transient Map<String, Object> extensions;

    Refusal(String message) {
        this(message, Map.of());
    }

    Refusal(String message, Map<String, Object> extensions) {
        super(message, null, false, false);
        this.words = message;
        this.extensions = extensions;
    }

    String words() {
        return words;
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    static Refusal permissionDenied() {
        return new Refusal("permission denied");
    }

    /** The provider of Cato matches the two fragments around the id (cato-api.md §1.5). */
    static Refusal notFound(String what, String id) {
        return new Refusal(what + " with id: " + id + " is not found");
    }
}
