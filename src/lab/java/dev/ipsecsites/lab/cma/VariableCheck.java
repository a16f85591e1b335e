package dev.ipsecsites.lab.cma;

import graphql.GraphQLContext;
import graphql.execution.TypeFromAST;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks variables against the schema before anything runs, with the texts and paths of cato-api.md §1.5. Strict since
 * 2026-08-30: no "5" for Int.
 */
final class VariableCheck {
    private final GraphQLSchema schema;
    private final Document document;

    VariableCheck(GraphQLSchema schema, Document document) {
        this.schema = schema;
        this.document = document;
    }

    /** The first thing wrong, as an entry of {@code errors}. */
    Optional<Map<String, Object>> firstError(OperationDefinition operation, Map<String, Object> variables) {
        for (VariableDefinition definition : operation.getVariableDefinitions()) {
            String name = definition.getName();
            List<Object> path = List.of("variable", name);
            GraphQLType type = TypeFromAST.getTypeFromAST(schema, definition.getType());
            if (!(type instanceof GraphQLInputType input)) {
                return Optional.of(error(path, "must be an input type"));
            }
            if (!variables.containsKey(name)) {
                if (definition.getDefaultValue() == null && GraphQLTypeUtil.isNonNull(input)) {
                    return Optional.of(error(path, "must be defined"));
                }
                continue;
            }
            Optional<Map<String, Object>> error = check(path, input, variables.get(name));
            if (error.isPresent()) {
                return error;
            }
        }
        return nullAtNonNull(operation, variables);
    }

    /** A default lets a nullable variable stand where null may not; null itself still may not. */
    private Optional<Map<String, Object>> nullAtNonNull(OperationDefinition operation, Map<String, Object> variables) {
        if (variables.values().stream().noneMatch(Objects::isNull)) {
            return Optional.empty();
        }
        Set<String> needed = new NonNullVariables(schema, document).of(operation);
        return operation.getVariableDefinitions().stream()
                .map(VariableDefinition::getName)
                .filter(name -> needed.contains(name) && variables.containsKey(name) && variables.get(name) == null)
                .findFirst()
                .map(name -> error(List.of("variable", name), "cannot be null"));
    }

    private static Map<String, Object> error(List<Object> path, String message) {
        return GraphqlErrors.entry(message, path, GraphqlErrors.VALIDATION_FAILED);
    }

    private Optional<Map<String, Object>> check(List<Object> path, GraphQLType type, @Nullable Object value) {
        if (type instanceof GraphQLNonNull nonNull) {
            return value == null
                    ? Optional.of(error(path, "cannot be null"))
                    : check(path, nonNull.getWrappedType(), value);
        }
        if (value == null) {
            return Optional.empty();
        }
        return switch (type) {
            case GraphQLList list -> list(path, list, value);
            case GraphQLEnumType enumeration -> enumeration(path, enumeration, value);
            case GraphQLInputObjectType object -> object(path, object, value);
            case GraphQLScalarType scalar -> scalar(path, scalar, value);
            default -> Optional.empty();
        };
    }

    private Optional<Map<String, Object>> list(List<Object> path, GraphQLList list, Object value) {
        List<?> items = value instanceof List<?> several ? several : List.of(value);
        for (int index = 0; index < items.size(); index++) {
            Optional<Map<String, Object>> error = check(append(path, index), list.getWrappedType(), items.get(index));
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    /** The text carries the path once more, as in the live answer of TF#29; an empty value leaves two spaces. */
    private static Optional<Map<String, Object>> enumeration(List<Object> path, GraphQLEnumType type, Object value) {
        if (value instanceof String text && type.getValue(text) != null) {
            return Optional.empty();
        }
        return Optional.of(error(path, "input: " + dotted(path) + " " + value + " is not a valid " + type.getName()));
    }

    private Optional<Map<String, Object>> object(List<Object> path, GraphQLInputObjectType type, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return Optional.of(error(path, "must be a " + type.getName()));
        }
        for (Object name : fields.keySet()) {
            if (type.getFieldDefinition(name.toString()) == null) {
                return Optional.of(error(append(path, name), "unknown field"));
            }
        }
        for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
            List<Object> inner = append(path, field.getName());
            if (!fields.containsKey(field.getName())) {
                if (GraphQLTypeUtil.isNonNull(field.getType()) && !field.hasSetDefaultValue()) {
                    return Optional.of(error(inner, "must be defined"));
                }
                continue;
            }
            Optional<Map<String, Object>> error = check(inner, field.getType(), fields.get(field.getName()));
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, Object>> scalar(List<Object> path, GraphQLScalarType type, Object value) {
        return switch (type.getName()) {
            case "String" -> kindOf(value instanceof String, path, type, value);
            case "ID" -> kindOf(value instanceof String || isWhole(value), path, type, value);
            case "Int" ->
                isWhole(value) ? valid(value instanceof Integer, path, type, value) : kindOf(false, path, type, value);
            case "Float" ->
                value instanceof Number number
                        ? valid(Double.isFinite(number.doubleValue()), path, type, value)
                        : kindOf(false, path, type, value);
            case "Boolean" -> kindOf(value instanceof Boolean, path, type, value);
            default -> ownScalar(path, type, value);
        };
    }

    private static Optional<Map<String, Object>> kindOf(
            boolean fine, List<Object> path, GraphQLScalarType type, Object value) {
        return fine
                ? Optional.empty()
                : Optional.of(error(path, "cannot use " + kind(value) + " as " + type.getName()));
    }

    private static Optional<Map<String, Object>> ownScalar(List<Object> path, GraphQLScalarType type, Object value) {
        try {
            type.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ROOT);
            return Optional.empty();
        } catch (CoercingParseValueException e) {
            return valid(false, path, type, value);
        }
    }

    private static Optional<Map<String, Object>> valid(
            boolean fine, List<Object> path, GraphQLScalarType type, Object value) {
        return fine ? Optional.empty() : Optional.of(error(path, value + " is not a valid " + type.getName()));
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    private static String kind(Object value) {
        return switch (value) {
            case String ignored -> "string";
            case Boolean ignored -> "bool";
            case Map<?, ?> ignored -> "map";
            case List<?> ignored -> "slice";
            default -> isWhole(value) ? "int" : "float64";
        };
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static String dotted(List<Object> path) {
        StringBuilder out = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer index) {
                out.append('[').append(index).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(step);
            }
        }
        return out.toString();
    }
}
