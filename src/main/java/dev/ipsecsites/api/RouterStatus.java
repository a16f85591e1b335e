package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator found on the router and last did there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterStatus(
        @Nullable Long observedGeneration,
        Map<String, String> lastHandled,
        @Nullable String model,
        @Nullable String firmware,
        @Nullable String serial,
        @Nullable String hostKeyFingerprint,
        List<LinkStatus> links,
        @Nullable String replacedRoute,
        @Nullable Transaction lastTransaction,
        List<Drift> drift,
        @Nullable Plan plan,
        List<Condition> conditions) {

    public RouterStatus {
        lastHandled = Values.map(lastHandled);
        links = Values.list(links);
        drift = Values.list(drift);
        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final RouterStatus EMPTY =
            new RouterStatus(null, Map.of(), null, null, null, null, List.of(), null, null, List.of(), null, List.of());

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
                    drift,
                    plan,
                    conditions);
        }
    }
}
