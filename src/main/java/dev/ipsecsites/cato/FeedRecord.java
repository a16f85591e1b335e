package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a feed: its fields as text, whether they came as a map or as a list of pairs (cato-api.md §4.4). */
final class FeedRecord {
    private static final int LONGEST = 600;

    private final JsonNode node;
    private final Map<String, String> fields = new HashMap<>();

    FeedRecord(JsonNode node) {
        this.node = node;
        for (JsonNode pair : Answer.list(node, "flatFields")) {
            put(pair.path(0).asText(""), pair.path(1));
        }
        node.path("fieldsMap").properties().forEach(e -> put(e.getKey(), e.getValue()));
    }

    private void put(String name, JsonNode value) {
        String text = Words.of(Answer.textOrEmpty(value), LONGEST);
        if (!name.isEmpty() && !text.isEmpty()) {
            fields.put(name, text);
        }
    }

    /** Null where there is no such field, or nothing in it. */
    @Nullable
    String text(String name) {
        return fields.get(name);
    }

    String textOrEmpty(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A part of an object of the record; null where there is none. */
    @Nullable
    String of(String object, String part) {
        String text = Words.of(Answer.textOrEmpty(node, object, part), LONGEST);
        return text.isEmpty() ? null : text;
    }

    /** The record's own time, else the first of these fields that reads as one; null where none does. */
    @Nullable
    Instant time(String... names) {
        Instant time = time(Answer.textOrEmpty(node, "time"));
        for (int i = 0; time == null && i < names.length; i++) {
            time = time(textOrEmpty(names[i]));
        }
        return time;
    }

    /** ISO 8601, or seconds or milliseconds since 1970. */
    private static @Nullable Instant time(String text) {
        if (text.matches("\\d{10}")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.matches("\\d{13}")) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
