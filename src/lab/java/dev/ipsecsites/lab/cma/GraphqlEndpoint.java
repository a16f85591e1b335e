package dev.ipsecsites.lab.cma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import graphql.validation.OperationValidationRule;
import graphql.validation.ValidationError;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request's way from JSON to JSON: document, variables, limits, faults, execution. HTTP itself is {@link HttpFront}'s. */
final class GraphqlEndpoint {
    private static final int PARSED_KEPT = 200;

    private final Cloud cloud;
    private final GraphQL today;
    private final Supplier<GraphQL> olderSchema;

    @Nullable
    private GraphQL older;

    private final RateLimiter limiter;
    private final Faults faults;
    private final Statistics statistics;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ParseAndValidateResult> parsed =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ParseAndValidateResult> eldest) {
                    return size() > PARSED_KEPT;
                }
            });

    GraphqlEndpoint(Cloud cloud, CmaSchema schema, RateLimiter limiter, Faults faults, Statistics statistics) {
        this.cloud = cloud;
        this.today = schema.today();
        this.olderSchema = schema::older;
        this.limiter = limiter;
        this.faults = faults;
        this.statistics = statistics;
    }

    /** A request as JSON has it. */
    private record Request(String query, @Nullable String operationName, Map<String, Object> variables) {}

    /** What the front has to do with the connection. */
    record Outcome(Reply reply, Optional<Fault> fault) {}

    Outcome handle(ApiKey caller, byte[] body) {
        Request request;
        try {
            request = request(body);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return plain(Reply.error(400, GraphqlErrors.entry("json request body could not be decoded", null, null)));
        }
        boolean old = cloud.settings().olderRollout();
        GraphQL engine = old ? older() : today;
        ParseAndValidateResult document = document(engine.getGraphQLSchema(), (old ? "old:" : "new:"), request.query());
        if (document.isFailure()) {
            return plain(Reply.errors(
                    422,
                    Stream.<GraphQLError>concat(
                                    Stream.ofNullable(document.getSyntaxException())
                                            .map(e -> e.toInvalidSyntaxError()),
                                    document.getValidationErrors().stream())
                            .map(GraphqlErrors::invalidDocument)
                            .toList()));
        }
        Document parsedDocument = Objects.requireNonNull(document.getDocument());
        Optional<OperationDefinition> operation = operation(parsedDocument, request.operationName());
        if (operation.isEmpty()) {
            String wanted = Objects.requireNonNullElse(request.operationName(), "");
            return plain(Reply.error(
                    422,
                    GraphqlErrors.entry("operation " + wanted + " not found", null, GraphqlErrors.VALIDATION_FAILED)));
        }
        Optional<Map<String, Object>> wrong = new VariableCheck(engine.getGraphQLSchema(), parsedDocument)
                .firstError(operation.get(), request.variables());
        return wrong.map(error -> plain(Reply.error(422, error)))
                .orElseGet(() -> run(caller, engine, parsedDocument, operation.get(), request));
    }

    /** Built when first asked for: most runs never do. */
    private synchronized GraphQL older() {
        GraphQL known = older;
        if (known == null) {
            known = olderSchema.get();
            older = known;
        }
        return known;
    }

    private static Outcome plain(Reply reply) {
        return new Outcome(reply, Optional.empty());
    }

    private Request request(byte[] body) throws JsonProcessingException {
        @Nullable Map<String, Object> map;
        try {
            map = json.readValue(body, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
        // JSON's null is a body too.
        if (map == null || !(map.get("query") instanceof String query)) {
            throw new IllegalArgumentException("no query");
        }
        Object variables = map.get("variables");
        Map<String, Object> values = variables == null
                ? Map.of()
                : json.convertValue(variables, new TypeReference<Map<String, Object>>() {});
        return new Request(query, map.get("operationName") instanceof String name ? name : null, values);
    }

    private ParseAndValidateResult document(GraphQLSchema schema, String form, String query) {
        return parsed.computeIfAbsent(form + query, key -> document(schema, query));
    }

    /** Introspection is open (cato-api.md §1.1), so what graphql-java takes for an attack by it is none. */
    private static ParseAndValidateResult document(GraphQLSchema schema, String query) {
        ParseAndValidateResult result =
                ParseAndValidate.parse(ExecutionInput.newExecutionInput(query).build());
        if (result.isFailure()) {
            return result;
        }
        List<ValidationError> errors = ParseAndValidate.validate(
                schema,
                Objects.requireNonNull(result.getDocument()),
                rule -> rule != OperationValidationRule.GOOD_FAITH_INTROSPECTION,
                Locale.ROOT);
        return result.transform(builder -> builder.validationErrors(errors));
    }

    private static Optional<OperationDefinition> operation(Document document, @Nullable String name) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        return name == null || name.isEmpty()
                ? (operations.size() == 1 ? Optional.of(operations.getFirst()) : Optional.empty())
                : operations.stream().filter(o -> name.equals(o.getName())).findFirst();
    }

    private Outcome run(
            ApiKey caller, GraphQL engine, Document document, OperationDefinition operation, Request request) {
        List<String> operations = new OperationNames(document).of(operation);
        operations.forEach(statistics::requested);
        Optional<Reply> limited = limited(caller, operations);
        if (limited.isPresent()) {
            return plain(limited.get());
        }
        Optional<Fault> fault = faults.take(operations);
        if (fault.isPresent() && fault.get().kind().fails() && !fault.get().applied()) {
            return new Outcome(failure(fault.get(), operations), fault);
        }
        Reply answer = execute(caller, engine, document, request);
        if (fault.isEmpty()) {
            return plain(answer);
        }
        if (fault.get().kind().fails()) {
            return new Outcome(failure(fault.get(), operations), fault);
        }
        return new Outcome(disfigured(answer, fault.get()), fault);
    }

    private Optional<Reply> limited(ApiKey caller, List<String> operations) {
        for (String operation : operations) {
            Optional<Duration> wait = limiter.refuse(
                    caller.accountId(), operation, cloud.settings().rateLimitFactor());
            if (wait.isPresent()) {
                return Optional.of(
                        cloud.settings().rateLimitAs429()
                                ? tooMany(operation, wait.get())
                                : Reply.error(200, rateLimit(operation)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> rateLimit(String operation) {
        return GraphqlErrors.entry("rate limit for operation: " + operation, null, null);
    }

    private static Reply tooMany(String operation, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return Reply.error(429, rateLimit(operation)).header("Retry-After", Long.toString(seconds));
    }

    private static Reply failure(Fault fault, List<String> operations) {
        String operation = operations.isEmpty() ? "" : operations.getFirst();
        return switch (fault.kind()) {
            case INTERNAL_ERROR ->
                Reply.error(
                        200, GraphqlErrors.entry(GraphqlErrors.INTERNAL, List.of(operation), GraphqlErrors.DOWNSTREAM));
            case RATE_LIMIT -> Reply.error(200, rateLimit(operation));
            case HTTP_429 -> tooMany(operation, Duration.ofSeconds(1));
            default -> new Reply(fault.kind().status(), Map.of(), Map.of());
        };
    }

    private static Reply execute(ApiKey caller, GraphQL engine, Document document, Request request) {
        ExecutionResult result = engine.execute(ExecutionInput.newExecutionInput()
                .query(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(Map.of(CmaSchema.CALLER, caller, Document.class, document))
                .build());
        Map<String, Object> body = new LinkedHashMap<>();
        if (!result.getErrors().isEmpty()) {
            body.put(
                    "errors",
                    result.getErrors().stream().map(GraphqlErrors::entry).toList());
        }
        body.put("data", result.getData());
        return new Reply(200, body, Map.of());
    }

    private static Reply disfigured(Reply answer, Fault fault) {
        Map<String, Object> body = new LinkedHashMap<>(answer.body());
        switch (fault.kind()) {
            case SCHEMA_VIOLATIONS ->
                body.put(
                        "extensions",
                        Map.of(
                                "schemaViolations",
                                List.of(Map.of(
                                        "message", "value does not match the schema", "path", List.of("data")))));
            // graphql-java refuses to emit a value outside the enum, as Cato did (TF#139): hence on the way out.
            case UNKNOWN_ENUM -> body.put("data", replaced(body.get("data"), "connType", fault.text()));
            default -> {}
        }
        return new Reply(answer.status(), body, answer.headers());
    }

    private static @Nullable Object replaced(@Nullable Object value, String field, String text) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach(
                    (key, inner) -> copy.put(key.toString(), key.equals(field) ? text : replaced(inner, field, text)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inner -> replaced(inner, field, text)).toList();
        }
        return value;
    }
}
