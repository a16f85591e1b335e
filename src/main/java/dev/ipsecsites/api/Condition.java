package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A condition in the shape of metav1.Condition. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
        @JsonPropertyDescription(
                "Kind of the condition: Ready (the summary), Configured, Operational, Redundant, Stalled "
                        + "or Reconciling.")
        @Required
        @Size(max = 316)
        @Pattern(
                "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
        String type,

        @JsonPropertyDescription("True, False, or Unknown while it has not been found out.") @Required
        ConditionStatus status,

        @JsonPropertyDescription(
                "metadata.generation of the manifest that this condition speaks of; an older one than the"
                        + " object has means that the change has not been seen yet.")
        @Min(0)
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When status last changed its value (RFC 3339).") @Required @Size(max = 64)
        String lastTransitionTime,

        @JsonPropertyDescription("One word for programs; stable from version to version.")
        @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        String reason,

        @JsonPropertyDescription("For people: what is the matter, at which end, and what to do about it.")
        @Required
        @Size(max = 32768)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String message) {

    private static final int MESSAGE_LIMIT = 32768;

    public Condition {
        message = Values.whole(message, MESSAGE_LIMIT);
    }
}
