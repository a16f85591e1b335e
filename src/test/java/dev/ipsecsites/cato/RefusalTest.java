package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaException.Kind.AUTHENTICATION;
import static dev.ipsecsites.cato.CmaException.Kind.INVALID;
import static dev.ipsecsites.cato.CmaException.Kind.NOT_FOUND;
import static dev.ipsecsites.cato.CmaException.Kind.PERMISSION;
import static dev.ipsecsites.cato.CmaException.Kind.RATE_LIMIT;
import static dev.ipsecsites.cato.CmaException.Kind.TRANSIENT;
import static dev.ipsecsites.cato.CmaException.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.Refusal.Repeat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of cato-api.md §1.5. */
class RefusalTest {
    private static @Nullable JsonNode json(@Nullable String text) throws Exception {
        return text == null ? null : new ObjectMapper().readTree(text);
    }

    private static String error(String message) {
        return ScriptedCato.errors(message);
    }

    private static String coded(String message, String code) {
        return "{\"errors\":[{\"message\":\"%s\",\"extensions\":{\"code\":\"%s\"}}],\"data\":null}"
                .formatted(message, code);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answer(200, error("rate limit for operation: entityLookup, try again"), RATE_LIMIT, Repeat.ALWAYS),
                answer(200, error("RateLimit exceeded"), RATE_LIMIT, Repeat.ALWAYS),
                answer(429, null, RATE_LIMIT, Repeat.ALWAYS),
                answer(429, "{}", RATE_LIMIT, Repeat.ALWAYS),
                answer(200, error("permission denied"), PERMISSION, Repeat.NEVER),
                answer(403, error("permission denied"), PERMISSION, Repeat.NEVER),
                answer(401, null, AUTHENTICATION, Repeat.NEVER),
                answer(403, null, AUTHENTICATION, Repeat.NEVER),
                answer(403, "{\"message\":\"Forbidden\"}", AUTHENTICATION, Repeat.NEVER),
                answer(200, error("authentication error"), AUTHENTICATION, Repeat.NEVER),
                answer(200, coded("no", "UNAUTHENTICATED"), AUTHENTICATION, Repeat.NEVER),
                answer(
                        422,
                        "{\"errors\":[{\"message\":\"cannot be null\",\"path\":[\"variable\",\"in\",\"vlan\"],"
                                + "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}],\"data\":null}",
                        INVALID,
                        Repeat.NEVER),
                answer(
                        422,
                        "{\"errors\":[{\"message\":\"input: variable.in.primary.tunnels[0].tunnelId  is not a valid"
                                + " IPSecV2InterfaceId\",\"path\":[\"variable\",\"in\",\"primary\",\"tunnels\",0,\"tunnelId\"]}],"
                                + "\"data\":null}",
                        INVALID,
                        Repeat.NEVER),
                answer(422, coded("Expected Name, found }", "GRAPHQL_PARSE_FAILED"), INVALID, Repeat.NEVER),
                answer(200, error("Please select a state"), INVALID, Repeat.NEVER),
                answer(200, error("Please select a country"), INVALID, Repeat.NEVER),
                answer(200, error("state [XX] of country [US]"), INVALID, Repeat.NEVER),
                answer(200, error("Network range with id: 77 is not found"), NOT_FOUND, Repeat.NEVER),
                answer(200, error("internal server error"), TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(200, error("Internal server\n"), TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(200, coded("oops", "DOWNSTREAM_SERVICE_ERROR"), TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(502, null, TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(503, "{}", TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(504, null, TRANSIENT, Repeat.UNLESS_IT_ADDS),
                answer(500, null, TRANSIENT, Repeat.NEVER),
                answer(302, null, UNKNOWN, Repeat.NEVER),
                answer(404, null, UNKNOWN, Repeat.NEVER),
                answer(404, "{\"message\":\"not found\"}", UNKNOWN, Repeat.NEVER),
                answer(200, error("the moon is in the wrong house"), UNKNOWN, Repeat.NEVER),
                answer(200, "{\"errors\":[{}]}", UNKNOWN, Repeat.NEVER),
                answer(200, "{\"errors\":[\"just text\"]}", UNKNOWN, Repeat.NEVER));
    }

    private static Arguments answer(int status, @Nullable String body, Kind kind, Repeat repeat) {
        return Arguments.of(status, body, kind, repeat);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerMeans(int status, @Nullable String body, Kind kind, Repeat repeat) throws Exception {
        assertThat(Refusal.of(status, json(body), UnaryOperator.identity())).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(kind);
            assertThat(refusal.repeat()).isEqualTo(repeat);
        });
    }

    @Test
    void dataWithoutErrorsIsASuccessAlsoWithSchemaViolations() throws Exception {
        JsonNode body = json("{\"data\":{\"x\":1},\"errors\":[],\"extensions\":{\"schemaViolations\":[{\"a\":1}]}}");
        assertThat(Refusal.of(200, body, UnaryOperator.identity())).isEmpty();
    }

    @Test
    void catosWordsComeOnceOnOneLineAndNotWithoutEnd() throws Exception {
        String long_ = "x".repeat(2000);
        JsonNode body =
                json("{\"errors\":[{\"message\":\"a\\nb\\u001b[1m\"},{\"message\":\"a\\nb\\u001b[1m\"},{\"message\":\""
                        + long_ + "\"}]}");
        assertThat(Refusal.of(200, body, UnaryOperator.identity()))
                .hasValueSatisfying(refusal -> assertThat(refusal.words())
                        .startsWith("a b [1m; xxx")
                        .hasSizeLessThanOrEqualTo(600)
                        .doesNotContainPattern("\\p{Cntrl}"));
    }
}
