package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has become of a tunnel on its router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterTunnelStatus(
        @Nullable Long observedGeneration,
        Map<String, String> lastHandled,
        @Nullable Integer tunnelNumber,
        Boolean adopted,
        TunnelState state,
        @Nullable IkeStatus ike,
        @Nullable Plan plan,
        List<Condition> conditions) {

    public RouterTunnelStatus {
        lastHandled = Values.map(lastHandled);
        adopted = Values.or(adopted, false);
        state = Values.or(state, TunnelState.UNKNOWN);
        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final RouterTunnelStatus EMPTY =
            new RouterTunnelStatus(null, Map.of(), null, false, TunnelState.UNKNOWN, null, null, List.of());

    /** A builder that starts with the values of this status. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a status; setters named for the components. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private Map<String, String> lastHandled;
        private @Nullable Integer tunnelNumber;
        private Boolean adopted;
        private TunnelState state;
        private @Nullable IkeStatus ike;
        private @Nullable Plan plan;
        private List<Condition> conditions;

        private Builder(RouterTunnelStatus from) {
            observedGeneration = from.observedGeneration();
            lastHandled = from.lastHandled();
            tunnelNumber = from.tunnelNumber();
            adopted = from.adopted();
            state = from.state();
            ike = from.ike();
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

        public Builder tunnelNumber(@Nullable Integer tunnelNumber) {
            this.tunnelNumber = tunnelNumber;
            return this;
        }

        public Builder adopted(Boolean adopted) {
            this.adopted = adopted;
            return this;
        }

        public Builder state(TunnelState state) {
            this.state = state;
            return this;
        }

        public Builder ike(@Nullable IkeStatus ike) {
            this.ike = ike;
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

        public RouterTunnelStatus build() {
            return new RouterTunnelStatus(
                    observedGeneration, lastHandled, tunnelNumber, adopted, state, ike, plan, conditions);
        }
    }
}
