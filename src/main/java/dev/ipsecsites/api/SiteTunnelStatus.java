package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One tunnel of a site, seen from both ends. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteTunnelStatus(
        @Required String id,
        @Nullable String popLocation,
        @Nullable String catoAddress,
        @Nullable String siteAddress,
        @Nullable String routerTunnel,
        TunnelState state,
        @Nullable String proposal,
        Integer flaps,
        List<TunnelCheck> checks) {

    public SiteTunnelStatus {
        state = Values.or(state, TunnelState.UNKNOWN);
        flaps = Values.or(flaps, 0);
        checks = Values.list(checks);
    }
}
