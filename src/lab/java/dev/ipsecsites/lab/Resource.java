package dev.ipsecsites.lab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A manifest whose kind the lab has no class for, read and changed by the names of its fields. */
record Resource(GenericKubernetesResource manifest) {

    boolean is(String kind) {
        return manifest.getKind().equals(kind);
    }

    String name() {
        return manifest.getMetadata().getName();
    }

    /** What stands at that path; nothing when a field on the way is absent. */
    Optional<String> text(String... path) {
        return Optional.ofNullable(manifest.get((Object[]) path)).map(Object::toString);
    }

    /** The entries of the list at that path. */
    List<Map<String, Object>> entries(String... path) {
        return manifest.get((Object[]) path) instanceof List<?> list
                ? list.stream().map(Resource::fields).toList()
                : List.of();
    }

    /** Sets one field, making the ones on the way. */
    Resource set(Object value, String... path) {
        var fields = manifest.getAdditionalProperties();
        for (int i = 0; i < path.length - 1; i++) {
            var inner = fields(fields.get(path[i]));
            fields.put(path[i], inner);
            fields = inner;
        }
        fields.put(path[path.length - 1], value);
        return this;
    }

    /** Takes one field away, if it is there. */
    Resource remove(String... path) {
        var fields = manifest.getAdditionalProperties();
        for (int i = 0; i < path.length - 1; i++) {
            if (!(fields.get(path[i]) instanceof Map<?, ?>)) {
                return this;
            }
            var inner = fields(fields.get(path[i]));
            fields.put(path[i], inner);
            fields = inner;
        }
        fields.remove(path[path.length - 1]);
        return this;
    }

    /** A copy that can be changed, which is independent of the original at this level. */
    private static Map<String, Object> fields(@Nullable Object value) {
        var copy = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> copy.put(String.valueOf(name), inner));
        }
        return copy;
    }

    /** The entry of that kind and name. */
    static Optional<Resource> find(List<Resource> resources, String kind, String name) {
        return resources.stream()
                .filter(resource -> resource.is(kind) && resource.name().equals(name))
                .findFirst();
    }

    static List<Resource> ofKind(List<Resource> resources, String kind) {
        return new ArrayList<>(
                resources.stream().filter(resource -> resource.is(kind)).toList());
    }
}
