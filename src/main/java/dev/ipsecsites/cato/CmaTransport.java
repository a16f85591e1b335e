package dev.ipsecsites.cato;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.ipsec.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation there and back: budget, request, answer, error, and the repetitions that are allowed. Secrets travel as
 * {@link Secret} up to the byte that is sent, and are masked in everything that comes back.
 */
final class CmaTransport {
    private static final Logger LOG = LoggerFactory.getLogger(CmaTransport.class);
    private static final MediaType JSON = MediaType.get("application/json");
    /** Far above a snapshot of 10,000 sites, far below what would hurt. */
    static final long LARGEST_ANSWER = 64L << 20;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(new SimpleModule("secrets").addSerializer(Secret.class, new Revealing()));

    private final CmaShared shared;
    private final CmaEndpoint endpoint;
    private final Secret apiKey;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    CmaTransport(CmaShared shared, CmaEndpoint endpoint, Secret apiKey) {
        this.shared = shared;
        this.endpoint = endpoint;
        // A file's last line break often ends up in a Secret.
        this.apiKey = Secret.of(apiKey.reveal().strip());
        this.clock = shared.clock();
    }

    /** The result of the operation, which is there and isn't null. */
    JsonNode call(CmaOperation operation, Map<String, Object> variables) throws CmaException {
        try {
            return repeated(operation, variables);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.TRANSIENT, operation, "not sent: the operator is stopping", null, null);
        }
    }

    private JsonNode repeated(CmaOperation operation, Map<String, Object> variables)
            throws CmaException, InterruptedException {
        RetryPolicy policy = shared.policy();
        RequestBudget budget = shared.budget();
        Instant deadline = clock.instant().plus(policy.total());
        for (int attempt = 1; ; attempt++) {
            Duration left = Duration.between(clock.instant(), deadline);
            Duration tooFar = budget.await(operation.field(), left.isNegative() ? Duration.ZERO : left);
            if (tooFar.isPositive()) {
                throw failure(
                        Kind.RATE_LIMIT,
                        operation,
                        "not sent: our share of Cato's request limit is used up (spec.budgetPercent of the"
                                + " CatoAccount)",
                        tooFar,
                        null);
            }
            switch (timed(operation, variables)) {
                case Outcome.Success success -> {
                    return success.result();
                }
                case Outcome.Failure(CmaException error, boolean mayRepeat) -> {
                    Duration wait = error.retryAfter().orElse(policy.delay(attempt, random));
                    if (error.kind() == Kind.RATE_LIMIT) {
                        budget.hold(operation.field(), wait);
                    }
                    boolean late = clock.instant().plus(wait).isAfter(deadline);
                    if (!mayRepeat || late || attempt >= policy.attempts()) {
                        throw error;
                    }
                    LOG.info("{}; attempt {} of {} in {}", error, attempt + 1, policy.attempts(), wait);
                    shared.pause().pause(wait);
                }
            }
        }
    }

    private sealed interface Outcome {
        record Success(JsonNode result) implements Outcome {}

        record Failure(CmaException error, boolean mayRepeat) implements Outcome {}
    }

    private Outcome timed(CmaOperation operation, Map<String, Object> variables) throws CmaException {
        Instant sent = clock.instant();
        String outcome = "ERROR";
        try {
            Outcome result = once(operation, variables);
            outcome = result instanceof Outcome.Failure(CmaException error, var _)
                    ? error.kind().name()
                    : "success";
            return result;
        } catch (CmaException e) {
            outcome = e.kind().name();
            throw e;
        } finally {
            shared.observer().request(operation.field(), outcome, Duration.between(sent, clock.instant()));
        }
    }

    private Outcome once(CmaOperation operation, Map<String, Object> variables) throws CmaException {
        List<Secret> secrets = new ArrayList<>();
        secrets.add(apiKey);
        collect(variables, secrets);
        try (Response response =
                shared.http().newCall(request(operation, variables)).execute()) {
            int status = response.code();
            String trace = trace(response, secrets);
            JsonNode body = parsed(operation, trace, response);
            Optional<Refusal> refusal = Refusal.of(status, body, text -> Words.masked(text, secrets));
            if (refusal.isPresent()) {
                return new Outcome.Failure(
                        refusal.get().toException(operation, status, retryAfter(response), trace),
                        refusal.get().mayRepeat(operation.effect()));
            }
            return new Outcome.Success(result(operation, body, trace));
        } catch (IOException e) {
            // Also after a complete request: it may have been carried out. The exception itself may quote what came
            // over the line, so it goes no further than through the mask.
            String what = Words.of(Words.masked(e.getClass().getSimpleName() + ": " + e.getMessage(), secrets), 300);
            throw failure(
                    Kind.TRANSIENT,
                    operation,
                    "no complete answer from " + endpoint.host() + " (" + what + ")",
                    null,
                    null);
        }
    }

    private Request request(CmaOperation operation, Map<String, Object> variables) throws CmaException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", operation.document());
        body.put("variables", variables);
        body.put("operationName", operation.field());
        // OkHttp would quote a header that it can't send in its exception.
        String key = apiKey.reveal();
        if (!key.matches("[\\x21-\\x7e]+")) {
            throw failure(
                    Kind.AUTHENTICATION,
                    operation,
                    "not sent: the API key is empty or has blanks, line breaks or non-ASCII characters inside;"
                            + " write it into its Secret again",
                    null,
                    null);
        }
        try {
            return new Request.Builder()
                    .url(endpoint.url())
                    .header("x-api-key", key)
                    .header("User-Agent", "ipsec-sites")
                    .post(RequestBody.create(MAPPER.writeValueAsBytes(body), JSON))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("variables of " + operation.field() + " can't be written as JSON");
        }
    }

    private @Nullable JsonNode parsed(CmaOperation operation, @Nullable String trace, Response response)
            throws IOException, CmaException {
        try (Bounded bytes = new Bounded(response.body().byteStream(), LARGEST_ANSWER)) {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (Bounded.TooLarge e) {
            throw failure(
                    Kind.UNKNOWN,
                    operation,
                    "the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB, which no list of Cato's is",
                    null,
                    trace);
        } catch (JsonEOFException e) {
            throw new IOException("the answer ends in the middle");
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the text.
            return null;
        }
    }

    private JsonNode result(CmaOperation operation, @Nullable JsonNode body, @Nullable String trace)
            throws CmaException {
        if (body == null) {
            throw failure(
                    Kind.UNKNOWN,
                    operation,
                    "the answer is not JSON; is " + endpoint + " the API, and no proxy or login page between?",
                    null,
                    trace);
        }
        JsonNode node = Answer.at(body.path("data"), operation.path().toArray(String[]::new));
        if (node.isMissingNode() || node.isNull()) {
            throw failure(
                    Kind.TRANSIENT,
                    operation,
                    "Cato names no error and gives no result; it may or may not have been carried out",
                    null,
                    trace);
        }
        return node;
    }

    private static CmaException failure(
            Kind kind, CmaOperation operation, String what, @Nullable Duration retryAfter, @Nullable String trace) {
        return new CmaException(kind, operation.field(), operation.field() + ": " + what, retryAfter, trace, false);
    }

    /** The header's documented spelling and the one that Cato's SDK also looks for (cato-api.md §1.2). */
    private static @Nullable String trace(Response response, List<Secret> secrets) {
        String trace = response.header("Trace_id", response.header("Trace-Id"));
        return trace == null ? null : Words.of(Words.masked(trace, secrets), 80);
    }

    /** Seconds or a date (RFC 9110 §10.2.3); anything else was not said. */
    private @Nullable Duration retryAfter(Response response) {
        String value = response.header("Retry-After");
        if (value == null) {
            return null;
        }
        if (value.strip().matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(value.strip()));
        }
        try {
            Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void collect(@Nullable Object value, List<Secret> secrets) {
        switch (value) {
            case Secret secret -> secrets.add(secret);
            case Map<?, ?> map -> map.values().forEach(element -> collect(element, secrets));
            case List<?> list -> list.forEach(element -> collect(element, secrets));
            case null, default -> {}
        }
    }

    /** The one place where a secret becomes text, on its way to Cato. */
    private static final class Revealing extends JsonSerializer<Secret> {
        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(secret.reveal());
        }
    }
}
