package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reading what Cato says without minding its types: ids come as strings or numbers, booleans as strings, fields and whole
 * groups are missing, enums have new values (cato-api.md §1.5 rule 4, §4.3). What can't be read is null, never an error.
 */
final class Answer {
    private Answer() {}

    static @Nullable String text(JsonNode node, String... path) {
        JsonNode value = at(node, path);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** {@link #text}, with nothing said as the empty string. */
    static String textOrEmpty(JsonNode node, String... path) {
        String text = text(node, path);
        return text == null ? "" : text;
    }

    static boolean flag(JsonNode node, String... path) {
        return Boolean.TRUE.equals(flagOrNull(node, path));
    }

    /** {@link #flag}, with null where nothing is said: that isn't a no. */
    static @Nullable Boolean flagOrNull(JsonNode node, String... path) {
        return switch (textOrEmpty(node, path).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    static @Nullable Long number(JsonNode node, String... path) {
        JsonNode value = at(node, path);
        if (value.isNumber()) {
            return value.asLong();
        }
        String text = textOrEmpty(value);
        return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    static @Nullable Integer integer(JsonNode node, String... path) {
        Long number = number(node, path);
        return number == null || number != number.intValue() ? null : (Integer) number.intValue();
    }

    /** The elements of a list; none where there is no list; null elements are left out. */
    static List<JsonNode> list(JsonNode node, String... path) {
        List<JsonNode> elements = new ArrayList<>();
        JsonNode value = at(node, path);
        if (value.isArray()) {
            value.forEach(element -> {
                if (!element.isNull()) {
                    elements.add(element);
                }
            });
        }
        return elements;
    }

    static JsonNode at(JsonNode node, String... path) {
        JsonNode value = node;
        for (String field : path) {
            value = value.path(field);
        }
        return value;
    }
}
