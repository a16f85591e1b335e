package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator found in the account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoAccountStatus(
        @JsonPropertyDescription("metadata.generation of the manifest that was last acted on.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Tokens of the annotations ipsec-sites.dev/reconcile, reset-tunnels and rotate-psk that "
                        + "have been carried out, by annotation.")
        @Size(max = 16)
        Map<String, String> lastHandled,

        @JsonPropertyDescription("Number of PoP locations that the account may use.") @Min(0) @Nullable
        Integer popLocations,

        @JsonPropertyDescription("The allocated IP addresses of the account.") @Nullable
        AllocatedIPs allocatedIPs,

        @JsonPropertyDescription("With managementPolicy Plan or Observe: what would be changed.") @Nullable
        Plan plan,

        @JsonPropertyDescription(
                "What is known, by type. Ready is the summary: wait for it, or read its reason and message.")
        @Size(max = 16)
        List<Condition> conditions) {

    public CatoAccountStatus {
        lastHandled = Values.map(lastHandled);
        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final CatoAccountStatus EMPTY = new CatoAccountStatus(null, Map.of(), null, null, null, List.of());

    /** A builder that starts with the values of this status. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a status; setters named for the components. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private Map<String, String> lastHandled;
        private @Nullable Integer popLocations;
        private @Nullable AllocatedIPs allocatedIPs;
        private @Nullable Plan plan;
        private List<Condition> conditions;

        private Builder(CatoAccountStatus from) {
            observedGeneration = from.observedGeneration();
            lastHandled = from.lastHandled();
            popLocations = from.popLocations();
            allocatedIPs = from.allocatedIPs();
            plan = from.plan();
            conditions = from.conditions();
        }

        public Builder observedGeneration(@Nullable Long observedGeneration) {
            this.observedGeneration = observedGeneration;
            return this;
        }

        public Builder lastHandled(Map<String, String> lastHandled) {
            this.lastHandled = lastHandled;
            return this;
        }

        public Builder popLocations(@Nullable Integer popLocations) {
            this.popLocations = popLocations;
            return this;
        }

        public Builder allocatedIPs(@Nullable AllocatedIPs allocatedIPs) {
            this.allocatedIPs = allocatedIPs;
            return this;
        }

        public Builder plan(@Nullable Plan plan) {
            this.plan = plan;
            return this;
        }

        public Builder conditions(List<Condition> conditions) {
            this.conditions = conditions;
            return this;
        }

        public CatoAccountStatus build() {
            return new CatoAccountStatus(observedGeneration, lastHandled, popLocations, allocatedIPs, plan, conditions);
        }
    }
}
