package dev.ipsecsites.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Holds a value against the structural part of a custom resource's schema, as the API server would. Rules in CEL are not
 * evaluated: those that matter offline are in the operator's plan as well.
 */
final class SchemaCheck {
    private static final Pattern OF_SECRETS = Pattern.compile("(?i)secret|psk|shared_?key|passw|token|api_?key");

    private final BiConsumer<String, String> errors;

    /** @param errors takes field and message */
    SchemaCheck(BiConsumer<String, String> errors) {
        this.errors = errors;
    }

    void check(JsonNode schema, JsonNode value, String path) {
        if (value.isNull()) {
            if (!schema.has("default") && !schema.path("nullable").asBoolean()) {
                errors.accept(path, "has no value; write one or take the field off");
            }
        } else if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            expect(value.isIntegralNumber() || value.isTextual(), value, path, "a number or a text");
        } else {
            switch (schema.path("type").asText()) {
                case "object" -> object(schema, value, path);
                case "array" -> array(schema, value, path);
                case "string" -> text(schema, value, path);
                case "integer" -> number(schema, value, path, value.isIntegralNumber(), "a whole number");
                case "number" -> number(schema, value, path, value.isNumber(), "a number");
                case "boolean" -> expect(value.isBoolean(), value, path, "true or false");
                default -> {}
            }
        }
    }

    private boolean expect(boolean right, JsonNode value, String path, String expected) {
        if (!right) {
            String hint = value.isBoolean() && expected.contains("text")
                    ? ": write it in quotes, YAML takes On, Off, Yes and No for true and false"
                    : "";
            errors.accept(path, "must be " + expected + ", not " + kind(value) + hint);
        }
        return right;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a block";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> String.valueOf(value.asBoolean());
            default -> "that";
        };
    }

    private void object(JsonNode schema, JsonNode value, String path) {
        if (!expect(value.isObject(), value, path, "a block of fields")) {
            return;
        }
        JsonNode properties = schema.path("properties");
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                errors.accept(child(path, required.asText()), "is missing");
            }
        }
        value.properties().forEach(field -> {
            String at = child(path, field.getKey());
            if (properties.has(field.getKey())) {
                check(properties.path(field.getKey()), field.getValue(), at);
            } else if (schema.path("additionalProperties").isObject()) {
                check(schema.path("additionalProperties"), field.getValue(), at);
            } else if (!properties.isMissingNode()
                    && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                errors.accept(at, "is not a field here; there are " + names(properties));
            }
        });
    }

    private static String names(JsonNode properties) {
        var names = new TreeSet<String>();
        properties.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void array(JsonNode schema, JsonNode value, String path) {
        if (!expect(value.isArray(), value, path, "a list")) {
            return;
        }
        limit(schema, "minItems", "maxItems", value.size(), path, "entries");
        for (int i = 0; i < value.size(); i++) {
            check(schema.path("items"), value.path(i), path + "[" + i + "]");
        }
    }

    private void text(JsonNode schema, JsonNode value, String path) {
        if (!expect(value.isTextual(), value, path, "a text")) {
            return;
        }
        String text = value.asText();
        List<String> allowed = new ArrayList<>();
        schema.path("enum").forEach(each -> allowed.add(each.asText()));
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            errors.accept(path, shown(path, text, "; ") + "write one of " + String.join(", ", allowed));
        }
        limit(schema, "minLength", "maxLength", text.codePointCount(0, text.length()), path, "characters");
        Optional<String> pattern = Optional.ofNullable(schema.path("pattern").textValue())
                .filter(p -> !Pattern.compile(p).matcher(text).find());
        pattern.ifPresent(p -> errors.accept(path, shown(path, text, ", which ") + "doesn't match " + p));
    }

    /** Somebody may have written a key where its name belongs. */
    private static String shown(String path, String text, String then) {
        return OF_SECRETS.matcher(path).find() ? "" : "is '" + text + "'" + then;
    }

    private void number(JsonNode schema, JsonNode value, String path, boolean right, String expected) {
        if (expect(right, value, path, expected)) {
            limit(schema, "minimum", "maximum", value.asDouble(), path, "");
        }
    }

    private void limit(JsonNode schema, String lowest, String highest, double found, String path, String unit) {
        boolean below = schema.has(lowest) && found < schema.path(lowest).asDouble();
        boolean above = schema.has(highest) && found > schema.path(highest).asDouble();
        if (below || above) {
            JsonNode limit = schema.path(below ? lowest : highest);
            errors.accept(
                    path,
                    (unit.isEmpty() ? "must be " : "must have ")
                            + (below ? "at least " : "at most ")
                            + limit.asText()
                            + (unit.isEmpty() ? "" : " " + unit));
        }
    }
}
