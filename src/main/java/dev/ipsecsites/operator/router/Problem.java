package dev.ipsecsites.operator.router;

/**
 * Why something isn't done.
 *
 * @param reason condition reason, one word in CamelCase
 * @param message cause and remedy
 * @param waiting whether waiting may solve it; otherwise somebody has to act
 */
record Problem(String reason, String message, boolean waiting) {
    static Problem terminal(String reason, String message) {
        return new Problem(reason, message, false);
    }

    static Problem waiting(String reason, String message) {
        return new Problem(reason, message, true);
    }

    /** With something that follows from it. */
    Problem with(String consequence) {
        return new Problem(reason, message + ". " + consequence, waiting);
    }

    static Problem notSupported(String field, String what) {
        return terminal(
                "NotSupportedYet",
                what + " is not supported by this version; take " + field + " off. Nothing was sent to the router");
    }
}
