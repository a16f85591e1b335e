package dev.ipsecsites.lab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One entry of {@code status.conditions}, as any client of the API sees it. */
record Condition(String type, String status, String reason, String message) {

    static List<Condition> of(GenericKubernetesResource resource) {
        if (!(resource.get("status", "conditions") instanceof List<?> conditions)) {
            return List.of();
        }
        return conditions.stream().flatMap(Condition::parse).toList();
    }

    private static Stream<Condition> parse(Object entry) {
        return entry instanceof Map<?, ?> fields
                ? Stream.of(new Condition(
                        text(fields, "type"), text(fields, "status"), text(fields, "reason"), text(fields, "message")))
                : Stream.empty();
    }

    private static String text(Map<?, ?> fields, String name) {
        return Objects.toString(fields.get(name), "");
    }

    static Optional<Condition> ready(GenericKubernetesResource resource) {
        return of(resource).stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
    }

    /** Ready, and said so of the specification that is there now. */
    static boolean isReady(GenericKubernetesResource resource) {
        return ready(resource).filter(Condition::holds).isPresent()
                && resource.get("status", "observedGeneration") instanceof Number observed
                && observed.longValue() == resource.getMetadata().getGeneration();
    }

    boolean holds() {
        return status.equals("True");
    }

    /** {@code not Ready (NotVerified): message}, for a person. */
    String sentence() {
        return "%s%s (%s)%s".formatted(holds() ? "" : "not ", type, reason, message.isEmpty() ? "" : ": " + message);
    }
}
