package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One tunnel of a site, seen from both ends. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteTunnelStatus(
        @JsonPropertyDescription("PRIMARY1 to PRIMARY3, SECONDARY1 to SECONDARY3.") @Required @Size(max = 64)
        String id,

        @JsonPropertyDescription("PoP at which the tunnel ends.") @Size(max = 256) @Nullable
        String popLocation,

        @JsonPropertyDescription("Address or host name of Cato's end.") @Size(max = 256) @Nullable
        String catoAddress,

        @JsonPropertyDescription(
                "Public address of the site's end, as Cato was told; absent where Cato knows the site by a name.")
        @Size(max = 64)
        @Nullable
        String siteAddress,

        @JsonPropertyDescription(
                "What the router has to present in IKE_AUTH, where Cato generated it (identification FQDN, Email or KeyID).")
        @Nullable
        Identity siteIdentity,

        @JsonPropertyDescription("The RouterTunnel that configures the router's end.") @Size(max = 253) @Nullable
        String routerTunnel,

        @JsonPropertyDescription(
                "Up when both ends say so; Negotiating, Down, or Unknown while an end can not be asked.")
        @Default("Unknown")
        TunnelState state,

        @JsonPropertyDescription("Algorithms in use, as the router reports them.") @Size(max = 256) @Nullable
        String proposal,

        @JsonPropertyDescription("How often the tunnel went down and came back lately; damped, so that it settles.")
        @Min(0)
        @Max(1000000)
        @Default("0")
        Integer flaps,

        @JsonPropertyDescription("What was looked at, and what was found.") @Size(max = 32)
        List<TunnelCheck> checks,

        @JsonPropertyDescription("With popSelection LowestRTT: the candidate that is used.") @Size(max = 128) @Nullable
        String chosenPoP,

        @JsonPropertyDescription("Where the repair of the tunnel stands; absent while nothing is wrong with it.")
        @Nullable
        TunnelRepair repair) {

    public SiteTunnelStatus {
        state = Values.or(state, TunnelState.UNKNOWN);
        flaps = Values.or(flaps, 0);
        checks = Values.list(checks);
    }

    /** Nothing is known but which tunnel it is. */
    public static SiteTunnelStatus unknown(String id) {
        return new SiteTunnelStatus(
                id, null, null, null, null, null, TunnelState.UNKNOWN, null, 0, List.of(), null, null);
    }

    /** The same with an identity that Cato has just given. */
    public SiteTunnelStatus withSiteIdentity(@Nullable Identity given) {
        return with(state, given, chosenPoP, repair);
    }

    /** The same with another PoP chosen. */
    public SiteTunnelStatus withChosenPoP(@Nullable String chosen) {
        return with(state, siteIdentity, chosen, repair);
    }

    /** The same with its repair standing elsewhere; null: nothing is wrong with it. */
    public SiteTunnelStatus withRepair(@Nullable TunnelRepair standing) {
        return with(state, siteIdentity, chosenPoP, standing);
    }

    /** The same in another state. */
    public SiteTunnelStatus withState(TunnelState now) {
        return with(now, siteIdentity, chosenPoP, repair);
    }

    /** The same at another address of Cato's, which both ends are told. */
    public SiteTunnelStatus withCatoEnd(String pop, String address) {
        return new SiteTunnelStatus(
                id,
                pop,
                address,
                siteAddress,
                siteIdentity,
                routerTunnel,
                state,
                proposal,
                flaps,
                checks,
                chosenPoP,
                repair);
    }

    private SiteTunnelStatus with(
            TunnelState now, @Nullable Identity identity, @Nullable String chosen, @Nullable TunnelRepair standing) {
        return new SiteTunnelStatus(
                id,
                popLocation,
                catoAddress,
                siteAddress,
                identity,
                routerTunnel,
                now,
                proposal,
                flaps,
                checks,
                chosen,
                standing);
    }
}
