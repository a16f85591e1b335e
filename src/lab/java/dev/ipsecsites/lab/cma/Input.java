package dev.ipsecsites.lab.cma;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments or an input object, after the schema has checked names and types. An explicit null counts as absent. */
record Input(Map<String, Object> values) {
    boolean has(String name) {
        return values.get(name) != null;
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    String text(String name) {
        return Objects.requireNonNull(values.get(name), name).toString();
    }

    @Nullable
    String optionalText(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    @Nullable
    String textOr(String name, @Nullable String otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : value.toString();
    }

    int integer(String name, int otherwise) {
        return values.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    @SuppressWarnings("unchecked") // the schema has checked that it is an input object
    Input object(String name) {
        return new Input((Map<String, Object>) Objects.requireNonNull(values.get(name), name));
    }

    Optional<Input> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // the schema has checked that it is a list of input objects
    List<Input> objects(String name) {
        Object value = values.get(name);
        return value == null
                ? List.of()
                : ((List<Map<String, Object>>) value).stream().map(Input::new).toList();
    }

    List<String> texts(String name) {
        Object value = values.get(name);
        return value == null
                ? List.of()
                : ((List<?>) value)
                        .stream().filter(Objects::nonNull).map(Object::toString).toList();
    }
}
