package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A condition in the shape of metav1.Condition. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
        @Required String type,
        @Required ConditionStatus status,
        @Nullable Long observedGeneration,
        @Required String lastTransitionTime,
        @Required String reason,
        @Required String message) {}
