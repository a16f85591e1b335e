package dev.ipsecsites.lab.cma;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors in the clothes of the real thing: its front very likely is Go's gqlgen (cato-api.md §1.5), ours is graphql-java. */
final class GraphqlErrors {
    static final String VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED";
    static final String PARSE_FAILED = "GRAPHQL_PARSE_FAILED";
    static final String DOWNSTREAM = "DOWNSTREAM_SERVICE_ERROR";
    static final String INTERNAL = "internal server error";

    private static final Logger LOG = LoggerFactory.getLogger(GraphqlErrors.class);
    private static final Pattern UNDEFINED_FIELD = Pattern.compile("Field '(\\w+)' in type '(\\w+)' is undefined");
    private static final Pattern UNKNOWN_TYPE = Pattern.compile("Unknown type '?(\\w+)'?");
    private static final Pattern WRONG_VALUE =
            Pattern.compile("argument '([^']+)' with value '(.*)' is not a valid '([^']+)'", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\\w+Value\\{(?:value|name)='?(.*?)'?}", Pattern.DOTALL);
    private static final Pattern PREFIX = Pattern.compile("^Validation error \\([^)]*\\) : ");

    private GraphqlErrors() {}

    /** One entry of {@code errors}. */
    record Failure(String message, ResultPath path, Map<String, Object> extras) implements GraphQLError {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return message;
        }

        @Override
        public List<SourceLocation> getLocations() {
            return List.of();
        }

        @Override
        public ErrorClassification getErrorType() {
            return ErrorType.DataFetchingException;
        }

        @Override
        public List<Object> getPath() {
            return path.toList();
        }

        @Override
        public Map<String, Object> getExtensions() {
            return extras;
        }
    }

    static Failure internal(ResultPath path, Throwable cause) {
        LOG.error("the simulator itself failed at {}", path, cause);
        return new Failure(INTERNAL, path, Map.of("code", DOWNSTREAM));
    }

    static Map<String, Object> entry(String message, @Nullable List<?> path, @Nullable String code) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (path != null) {
            error.put("path", path);
        }
        if (code != null) {
            error.put("extensions", Map.of("code", code));
        }
        return error;
    }

    /** As it stands in the answer: {@code locations} isn't seen at Cato's, nor graphql-java's own extensions. */
    static Map<String, Object> entry(GraphQLError error) {
        Map<String, Object> entry = entry(error.getMessage(), error.getPath(), null);
        if (error instanceof Failure failure && !failure.extras().isEmpty()) {
            entry.put("extensions", failure.extras());
        }
        return entry;
    }

    static Map<String, Object> invalidDocument(GraphQLError error) {
        if (error.getErrorType() == ErrorType.InvalidSyntax) {
            return entry(syntax(error.getMessage()), null, PARSE_FAILED);
        }
        return entry(validation(error), null, VALIDATION_FAILED);
    }

    private static String syntax(String message) {
        Matcher token = Pattern.compile("offending token '([^']*)'").matcher(message);
        if (!token.find()) {
            return "Expected Name, found <EOF>";
        }
        String found = token.group(1);
        return found.matches("\\W") ? "Unexpected " + found : "Expected Name, found " + found;
    }

    private static String validation(GraphQLError error) {
        String message = PREFIX.matcher(error.getMessage()).replaceFirst("");
        if (error instanceof ValidationError invalid
                && invalid.getValidationErrorType() instanceof ValidationErrorType kind) {
            Matcher field = UNDEFINED_FIELD.matcher(message);
            Matcher type = UNKNOWN_TYPE.matcher(message);
            Matcher value = WRONG_VALUE.matcher(message);
            if (kind == ValidationErrorType.FieldUndefined && field.find()) {
                return "Cannot query field \"" + field.group(1) + "\" on type \"" + field.group(2) + "\".";
            }
            if (kind == ValidationErrorType.UnknownType && type.find()) {
                return "Unknown type \"" + type.group(1) + "\".";
            }
            if (kind == ValidationErrorType.WrongType && value.find()) {
                Matcher literal = LITERAL.matcher(value.group(2));
                String found = literal.matches() ? literal.group(1) : value.group(2);
                return "Expected type " + value.group(3) + ", found \"" + found + "\".";
            }
        }
        return message;
    }
}
