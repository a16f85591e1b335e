package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has become of a site, at both ends. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CatoSiteStatus(
        @JsonPropertyDescription("metadata.generation of the manifest that was last acted on.") @Min(0) @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Tokens of the annotations ipsec-sites.dev/reconcile, reset-tunnels and rotate-psk that "
                        + "have been carried out, by annotation.")
        @Size(max = 16)
        Map<String, String> lastHandled,

        @JsonPropertyDescription("Id of the site at Cato.") @Size(max = 64) @Nullable
        String siteId,

        @JsonPropertyDescription(
                "True (not in this version): the site was there before (spec.siteId); it is left alone "
                        + "on deletion unless deletionPolicy is Delete.")
        Boolean adopted,

        @JsonPropertyDescription("A create call that may have been sent without its answer being seen; what it was to "
                + "create is looked for before anything is created again.")
        @Nullable
        CreateIntent intent,

        @JsonPropertyDescription(
                "Keyed hash (HMAC) of the settings that were sent and that Cato does not return; tells "
                        + "whether they have to be sent again.")
        @Size(max = 512)
        @Nullable
        String appliedHash,

        @JsonPropertyDescription("PoP and state of the primary role, for the printer columns.")
        @Size(max = 256)
        @Nullable
        String primary,

        @JsonPropertyDescription("PoP and state of the secondary role, for the printer columns.")
        @Size(max = 256)
        @Nullable
        String secondary,

        @JsonPropertyDescription("Cato's addresses of the tunnels, for the printer columns.") @Size(max = 512) @Nullable
        String addresses,

        @JsonPropertyDescription("The algorithms in use, for the printer columns.") @Size(max = 512) @Nullable
        String algorithms,

        @JsonPropertyDescription("Tunnel that carries the traffic now, such as PRIMARY1.") @Size(max = 64) @Nullable
        String activeTunnel,

        @JsonPropertyDescription("When the traffic last moved to another tunnel (RFC 3339).") @Size(max = 64) @Nullable
        String lastFailover,

        @JsonPropertyDescription("Each tunnel, as both ends see it.") @Size(max = 6)
        List<SiteTunnelStatus> tunnels,

        @JsonPropertyDescription(
                "Parameters that Cato was told as fixed values although the manifest leaves them Auto, because its"
                        + " messages named them: ike.encryption, ike.prf, ike.integrity, child.encryption,"
                        + " child.integrity.")
        @Size(max = 8)
        List<@Size(max = 64) String> pinned,

        @JsonPropertyDescription("What others did to the site at Cato.") @Nullable
        CatoChanges changedAtCato,

        @JsonPropertyDescription("Without routerRef: what to type into the router by hand.") @Nullable
        ManualRouter manualRouter,

        @JsonPropertyDescription("With managementPolicy Plan or Observe: what would be changed.") @Nullable
        Plan plan,

        @JsonPropertyDescription("Why a tunnel is down, most certain first.") @Size(max = 24)
        List<Diagnosis> diagnosis,

        @JsonPropertyDescription(
                "What is known, by type. Ready is the summary: wait for it, or read its reason and message.")
        @Size(max = 16)
        List<Condition> conditions) {

    public CatoSiteStatus {
        lastHandled = Values.map(lastHandled);
        adopted = Values.or(adopted, false);
        tunnels = Values.list(tunnels);
        pinned = Values.clip(pinned, 8, 64);
        diagnosis = Values.list(diagnosis, 24);
        conditions = Values.list(conditions);
    }

    /** Nothing known yet. */
    public static final CatoSiteStatus EMPTY = new CatoSiteStatus(
            null, Map.of(), null, false, null, null, null, null, null, null, null, null, List.of(), List.of(), null,
            null, null, List.of(), List.of());

    /** A builder that starts with the values of this status. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a status; setters named for the components. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private Map<String, String> lastHandled;
        private @Nullable String siteId;
        private Boolean adopted;
        private @Nullable CreateIntent intent;
        private @Nullable String appliedHash;
        private @Nullable String primary;
        private @Nullable String secondary;
        private @Nullable String addresses;
        private @Nullable String algorithms;
        private @Nullable String activeTunnel;
        private @Nullable String lastFailover;
        private List<SiteTunnelStatus> tunnels;
        private List<String> pinned;
        private @Nullable CatoChanges changedAtCato;
        private @Nullable ManualRouter manualRouter;
        private @Nullable Plan plan;
        private List<Diagnosis> diagnosis;
        private List<Condition> conditions;

        private Builder(CatoSiteStatus from) {
            observedGeneration = from.observedGeneration();
            lastHandled = from.lastHandled();
            siteId = from.siteId();
            adopted = from.adopted();
            intent = from.intent();
            appliedHash = from.appliedHash();
            primary = from.primary();
            secondary = from.secondary();
            addresses = from.addresses();
            algorithms = from.algorithms();
            activeTunnel = from.activeTunnel();
            lastFailover = from.lastFailover();
            tunnels = from.tunnels();
            pinned = from.pinned();
            changedAtCato = from.changedAtCato();
            manualRouter = from.manualRouter();
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

        public Builder siteId(@Nullable String siteId) {
            this.siteId = siteId;
            return this;
        }

        public Builder adopted(Boolean adopted) {
            this.adopted = adopted;
            return this;
        }

        public Builder intent(@Nullable CreateIntent intent) {
            this.intent = intent;
            return this;
        }

        public Builder appliedHash(@Nullable String appliedHash) {
            this.appliedHash = appliedHash;
            return this;
        }

        public Builder primary(@Nullable String primary) {
            this.primary = primary;
            return this;
        }

        public Builder secondary(@Nullable String secondary) {
            this.secondary = secondary;
            return this;
        }

        public Builder addresses(@Nullable String addresses) {
            this.addresses = addresses;
            return this;
        }

        public Builder algorithms(@Nullable String algorithms) {
            this.algorithms = algorithms;
            return this;
        }

        public Builder activeTunnel(@Nullable String activeTunnel) {
            this.activeTunnel = activeTunnel;
            return this;
        }

        public Builder lastFailover(@Nullable String lastFailover) {
            this.lastFailover = lastFailover;
            return this;
        }

        public Builder tunnels(List<SiteTunnelStatus> tunnels) {
            this.tunnels = tunnels;
            return this;
        }

        public Builder pinned(List<String> pinned) {
            this.pinned = pinned;
            return this;
        }

        public Builder changedAtCato(@Nullable CatoChanges changedAtCato) {
            this.changedAtCato = changedAtCato;
            return this;
        }

        public Builder manualRouter(@Nullable ManualRouter manualRouter) {
            this.manualRouter = manualRouter;
            return this;
        }

        public Builder plan(@Nullable Plan plan) {
            this.plan = plan;
            return this;
        }

        public Builder diagnosis(List<Diagnosis> diagnosis) {
            this.diagnosis = diagnosis;
            return this;
        }

        public Builder conditions(List<Condition> conditions) {
            this.conditions = conditions;
            return this;
        }

        public CatoSiteStatus build() {
            return new CatoSiteStatus(
                    observedGeneration,
                    lastHandled,
                    siteId,
                    adopted,
                    intent,
                    appliedHash,
                    primary,
                    secondary,
                    addresses,
                    algorithms,
                    activeTunnel,
                    lastFailover,
                    tunnels,
                    pinned,
                    changedAtCato,
                    manualRouter,
                    plan,
                    diagnosis,
                    conditions);
        }
    }
}
