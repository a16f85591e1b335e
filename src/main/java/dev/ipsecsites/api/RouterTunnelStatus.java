package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has become of a tunnel on its router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterTunnelStatus(
        @JsonPropertyDescription("metadata.generation of the manifest that was last acted on.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Tokens of the annotations ipsec-sites.dev/reconcile, reset-tunnels and rotate-psk that "
                        + "have been carried out, by annotation.")
        @Size(max = 16)
        Map<String, String> lastHandled,

        @JsonPropertyDescription("Number that the tunnel has on the router.") @Min(0) @Nullable
        Integer tunnelNumber,

        @JsonPropertyDescription(
                "Name of the Router that tunnelNumber was given for. A tunnel that is moved to another Router gets a "
                        + "number there anew.")
        @Size(max = 253)
        @Nullable
        String router,

        @JsonPropertyDescription(
                "True (not in this version): the tunnel was there before; it is left alone on deletion unless "
                        + "deletionPolicy is Delete.")
        Boolean adopted,

        @JsonPropertyDescription("Up, Negotiating, Down, or Unknown while the router can not be asked.")
        @Default("Unknown")
        TunnelState state,

        @JsonPropertyDescription("The IKE SA as the router shows it.") @Nullable
        IkeStatus ike,

        @JsonPropertyDescription(
                "How often the tunnel went down within the last hour, as far as it was seen; settles when it stays up.")
        @Min(0)
        @Max(1000000)
        @Default("0")
        Integer flaps,

        @JsonPropertyDescription(
                "What was looked at from the router because the tunnel is not up, in order: WANUp, AddressAsCatoKnows,"
                        + " RouteToPoP, PoPReachable, Filters, NAT, RemoteAddress, SACounters; and PingThroughTunnel"
                        + " when it came up.")
        @Size(max = 32)
        List<TunnelCheck> checks,

        @JsonPropertyDescription("With managementPolicy Plan or Observe: what would be changed.") @Nullable
        Plan plan,

        @JsonPropertyDescription("Why the tunnel does not work, as far as its router can tell. Empty for a tunnel that"
                + " belongs to a CatoSite: the site tells, it sees both ends.")
        @Size(max = 24)
        List<Diagnosis> diagnosis,

        @JsonPropertyDescription(
                "What is known, by type. Ready is the summary: wait for it, or read its reason and message.")
        @Size(max = 16)
        List<Condition> conditions) {

    public RouterTunnelStatus {
        lastHandled = Values.map(lastHandled);
        adopted = Values.or(adopted, false);
        state = Values.or(state, TunnelState.UNKNOWN);
        flaps = Values.or(flaps, 0);
        checks = Values.list(checks, 32);
        diagnosis = Values.list(diagnosis, 24);
        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final RouterTunnelStatus EMPTY = new RouterTunnelStatus(
            null, Map.of(), null, null, false, TunnelState.UNKNOWN, null, 0, List.of(), null, List.of(), List.of());

    /** A builder that starts with the values of this status. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a status; setters named for the components. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private Map<String, String> lastHandled;
        private @Nullable Integer tunnelNumber;
        private @Nullable String router;
        private Boolean adopted;
        private TunnelState state;
        private @Nullable IkeStatus ike;
        private Integer flaps;
        private List<TunnelCheck> checks;
        private @Nullable Plan plan;
        private List<Diagnosis> diagnosis;
        private List<Condition> conditions;

        private Builder(RouterTunnelStatus from) {
            observedGeneration = from.observedGeneration();
            lastHandled = from.lastHandled();
            tunnelNumber = from.tunnelNumber();
            router = from.router();
            adopted = from.adopted();
            state = from.state();
            ike = from.ike();
            flaps = from.flaps();
            checks = from.checks();
            plan = from.plan();
            diagnosis = from.diagnosis();
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

        public Builder router(@Nullable String router) {
            this.router = router;
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

        public Builder flaps(Integer flaps) {
            this.flaps = flaps;
            return this;
        }

        public Builder checks(List<TunnelCheck> checks) {
            this.checks = checks;
            return this;
        }

        public Builder diagnosis(List<Diagnosis> diagnosis) {
            this.diagnosis = diagnosis;
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
                    observedGeneration,
                    lastHandled,
                    tunnelNumber,
                    router,
                    adopted,
                    state,
                    ike,
                    flaps,
                    checks,
                    plan,
                    diagnosis,
                    conditions);
        }
    }
}
