package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator found on the router and last did there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterStatus(
        @JsonPropertyDescription("metadata.generation of the manifest that was last acted on.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Tokens of the annotations ipsec-sites.dev/reconcile, reset-tunnels and rotate-psk that "
                        + "have been carried out, by annotation.")
        @Size(max = 16)
        Map<String, String> lastHandled,

        @JsonPropertyDescription("Model that the router says it is.") @Size(max = 64) @Nullable
        String model,

        @JsonPropertyDescription("Firmware revision that the router says it runs.") @Size(max = 64) @Nullable
        String firmware,

        @JsonPropertyDescription(
                "Serial number that the router says it has; two Routers with one serial number are one device.")
        @Size(max = 64)
        @Nullable
        String serial,

        @JsonPropertyDescription("Fingerprint of the host key that was seen, and is pinned with trustOnFirstUse.")
        @Size(max = 128)
        @Nullable
        String hostKeyFingerprint,

        @JsonPropertyDescription("WAN interfaces as the router shows them.") @Size(max = 8)
        List<LinkStatus> links,

        @JsonPropertyDescription("The default route that ours replaced; put back when the last tunnel leaves it.")
        @Size(max = 4096)
        @Nullable
        String replacedRoute,

        @JsonPropertyDescription("The last change that was made, or tried.") @Nullable
        Transaction lastTransaction,

        @JsonPropertyDescription(
                "Since when the router logs more than it was set to, to find out why a tunnel is down (RFC 3339). "
                        + "The next visit puts back what stood there before.")
        @Size(max = 64)
        @Nullable
        String debugSince,

        @JsonPropertyDescription("Lines of ours that somebody changed by hand.") @Size(max = 200)
        List<Drift> drift,

        @JsonPropertyDescription("With managementPolicy Plan or Observe: what would be changed.") @Nullable
        Plan plan,

        @JsonPropertyDescription(
                "What is known, by type. Ready is the summary: wait for it, or read its reason and message.")
        @Size(max = 16)
        List<Condition> conditions) {

    public RouterStatus {
        lastHandled = Values.map(lastHandled);
        links = Values.list(links);
        drift = Values.list(drift, 200);

        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final RouterStatus EMPTY = new RouterStatus(
            null, Map.of(), null, null, null, null, List.of(), null, null, null, List.of(), null, List.of());

    /** A builder that starts with the values of this status. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a status; setters named for the components. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private Map<String, String> lastHandled;
        private @Nullable String model;
        private @Nullable String firmware;
        private @Nullable String serial;
        private @Nullable String hostKeyFingerprint;
        private List<LinkStatus> links;
        private @Nullable String replacedRoute;
        private @Nullable Transaction lastTransaction;
        private @Nullable String debugSince;
        private List<Drift> drift;
        private @Nullable Plan plan;
        private List<Condition> conditions;

        private Builder(RouterStatus from) {
            observedGeneration = from.observedGeneration();
            lastHandled = from.lastHandled();
            model = from.model();
            firmware = from.firmware();
            serial = from.serial();
            hostKeyFingerprint = from.hostKeyFingerprint();
            links = from.links();
            replacedRoute = from.replacedRoute();
            lastTransaction = from.lastTransaction();
            debugSince = from.debugSince();
            drift = from.drift();
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

        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        public Builder firmware(@Nullable String firmware) {
            this.firmware = firmware;
            return this;
        }

        public Builder serial(@Nullable String serial) {
            this.serial = serial;
            return this;
        }

        public Builder hostKeyFingerprint(@Nullable String hostKeyFingerprint) {
            this.hostKeyFingerprint = hostKeyFingerprint;
            return this;
        }

        public Builder links(List<LinkStatus> links) {
            this.links = links;
            return this;
        }

        public Builder replacedRoute(@Nullable String replacedRoute) {
            this.replacedRoute = replacedRoute;
            return this;
        }

        public Builder lastTransaction(@Nullable Transaction lastTransaction) {
            this.lastTransaction = lastTransaction;
            return this;
        }

        public Builder debugSince(@Nullable String debugSince) {
            this.debugSince = debugSince;
            return this;
        }

        public Builder drift(List<Drift> drift) {
            this.drift = drift;
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

        public RouterStatus build() {
            return new RouterStatus(
                    observedGeneration,
                    lastHandled,
                    model,
                    firmware,
                    serial,
                    hostKeyFingerprint,
                    links,
                    replacedRoute,
                    lastTransaction,
                    debugSince,
                    drift,
                    plan,
                    conditions);
        }
    }
}
