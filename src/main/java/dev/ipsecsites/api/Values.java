package dev.ipsecsites.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the records do with values that may be absent. */
final class Values {

    private Values() {}

    static <T> T or(@Nullable T value, T whenAbsent) {
        return value == null ? whenAbsent : value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).toList();
    }

    /** The first {@code limit} entries. The schema limits status, too: a longer one would be refused, and the old one stay. */
    static <T> List<T> list(@Nullable List<T> values, int limit) {
        List<T> all = list(values);
        return all.size() <= limit ? all : List.copyOf(all.subList(0, limit));
    }

    /** The text, cut off at {@code limit} characters, without half a character at its end. */
    static @Nullable String clip(@Nullable String text, int limit) {
        if (text == null || text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }

    /** Each text, cut off at {@code limit} characters, and no more than {@code entries} of them. */
    static List<String> clip(@Nullable List<String> texts, int entries, int limit) {
        return list(texts, entries).stream().map(text -> whole(text, limit)).toList();
    }

    /** Like {@link #clip(String, int)}, for a text that is there. */
    static String whole(String text, int limit) {
        return or(clip(text, limit), "");
    }

    static Map<String, String> map(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
