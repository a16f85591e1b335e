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

    static Map<String, String> map(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
