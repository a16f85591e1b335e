package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.CmaException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that isn't a success means: pure, from the status and the body. The status never makes a success
 * (cato-api.md §1.5 rule 1): a rate limit comes with 200.
 *
 * @param words Cato's own, one line; empty when it said nothing
 * @param unknownName the account's schema lacks a name that the document uses: an older rollout
 */
record Refusal(Kind kind, Repeat repeat, String words, boolean unknownName) {
    /** Whether the same request may be sent again by itself (cato-api.md §1.5 rule 2). */
    enum Repeat {
        /** It was certainly not carried out. */
        ALWAYS,
        /** Perhaps it was; a second one does no harm unless it adds something. */
        UNLESS_IT_ADDS,
        NEVER
    }

    private static final int LONGEST = 600;

    /**
     * @param body the parsed answer; null when it wasn't JSON
     * @param mask takes the secrets of the request out of what was said
     * @return empty when the body has no {@code errors} and the status is a good one
     */
    static Optional<Refusal> of(int status, @Nullable JsonNode body, UnaryOperator<String> mask) {
        List<JsonNode> errors = body == null ? List.of() : Answer.list(body, "errors");
        if (errors.isEmpty() && status >= 200 && status < 300) {
            return Optional.empty();
        }
        List<String> messages = new ArrayList<>();
        for (JsonNode error : errors) {
            String message = Words.of(mask.apply(Answer.textOrEmpty(error, "message")), LONGEST);
            if (!message.isEmpty() && !messages.contains(message)) {
                messages.add(message);
            }
        }
        String words = Words.of(String.join("; ", messages), LONGEST);
        String said = words.toLowerCase(Locale.ROOT);
        List<String> codes = errors.stream()
                .map(error -> Answer.textOrEmpty(error, "extensions", "code"))
                .toList();
        Kind kind = kind(status, errors, said, codes);
        boolean unknownName = codes.contains("GRAPHQL_VALIDATION_FAILED")
                && !aboutVariable(errors)
                && has(said, "cannot query field", "unknown type", "undefined");
        return Optional.of(new Refusal(kind, repeat(kind, status, said, codes), words, unknownName));
    }

    private static Kind kind(int status, List<JsonNode> errors, String said, List<String> codes) {
        if (status == 429 || has(said, "rate limit", "ratelimit", "rate-limit")) {
            return Kind.RATE_LIMIT;
        }
        if (has(said, "permission denied") || codes.contains("FORBIDDEN")) {
            return Kind.PERMISSION;
        }
        if (status == 401
                || status == 403
                || codes.contains("UNAUTHENTICATED")
                || has(said, "authentication error", "authentication failed", "unauthenticated", "unauthorized")
                || has(said, "invalid api key", "api key is", "invalid api-key", "invalid token")) {
            return Kind.AUTHENTICATION;
        }
        if (status >= 500 || status == 408 || internal(said, codes)) {
            return Kind.TRANSIENT;
        }
        if (aboutVariable(errors)
                || ((status == 400 || status == 422) && !errors.isEmpty())
                || codes.contains("GRAPHQL_VALIDATION_FAILED")
                || codes.contains("GRAPHQL_PARSE_FAILED")) {
            return Kind.INVALID;
        }
        // An HTTP 404 without Cato's words is a wrong endpoint, not an object that is gone.
        if (has(said, "not found", "does not exist") || codes.contains("NOT_FOUND")) {
            return Kind.NOT_FOUND;
        }
        if (has(said, "please select a ", "is not a valid", "invalid", "must ") || said.startsWith("state [")) {
            return Kind.INVALID;
        }
        return Kind.UNKNOWN;
    }

    private static boolean aboutVariable(List<JsonNode> errors) {
        return errors.stream()
                .anyMatch(error ->
                        "variable".equals(Answer.text(error.path("path").path(0))));
    }

    private static Repeat repeat(Kind kind, int status, String said, List<String> codes) {
        if (kind == Kind.RATE_LIMIT) {
            return Repeat.ALWAYS;
        }
        boolean gateway = status == 502 || status == 503 || status == 504;
        return kind == Kind.TRANSIENT && (gateway || internal(said, codes)) ? Repeat.UNLESS_IT_ADDS : Repeat.NEVER;
    }

    private static boolean internal(String said, List<String> codes) {
        return has(said, "internal server") || codes.contains("DOWNSTREAM_SERVICE_ERROR");
    }

    private static boolean has(String said, String... fragments) {
        for (String fragment : fragments) {
            if (said.contains(fragment)) {
                return true;
            }
        }
        return false;
    }

    boolean mayRepeat(CmaOperation.Effect effect) {
        return repeat == Repeat.ALWAYS || (repeat == Repeat.UNLESS_IT_ADDS && effect != CmaOperation.Effect.ADDS);
    }

    /** One sentence for people: which operation, what Cato said, what to do. */
    CmaException toException(
            CmaOperation operation, int status, @Nullable Duration retryAfter, @Nullable String trace) {
        String cato = words.isEmpty() ? "HTTP " + status : "\"" + words + "\"";
        String message = switch (kind) {
            case AUTHENTICATION ->
                "Cato doesn't accept the API key: " + cato
                        + "; is it complete, not expired or revoked, of this account's region, and is this"
                        + " operator's address on the key's list?";
            case PERMISSION ->
                "the API key's role does not permit it: " + cato
                        + "; changes need an administrator or service principal with edit rights on sites";
            case RATE_LIMIT -> "Cato's request limit is reached: " + cato + "; it is tried again";
            case INVALID -> "Cato refuses a value: " + cato;
            case NOT_FOUND -> "Cato doesn't find it: " + cato;
            case TRANSIENT -> "Cato's server has a problem: " + cato + "; it is tried again";
            case UNKNOWN -> unknown(status, cato);
        };
        // The field, or its input type, which holds the field's name.
        boolean lacks = unknownName
                && words.toLowerCase(Locale.ROOT).contains(operation.field().toLowerCase(Locale.ROOT));
        return new CmaException(kind, operation.field(), operation.field() + ": " + message, retryAfter, trace, lacks);
    }

    private static String unknown(int status, String cato) {
        if (status >= 300 && status < 400) {
            return "the endpoint answers with a redirect (" + cato + "), which is not followed;"
                    + " put the API's own address into spec.endpoint";
        }
        if (status == 404 || status == 405) {
            return "there is no API at the endpoint (" + cato + "); its path is /api/v1/graphql2";
        }
        return "Cato says " + cato;
    }
}
