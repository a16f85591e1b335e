package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The primary or the secondary end: one PoP and the tunnels to it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteRole(
        @Nullable String popLocation,
        @Nullable String allocatedAddress,
        @Nullable Destination destination,
        @Nullable PopSelection popSelection,
        List<String> candidates,
        List<SiteTunnel> tunnels) {

    public SiteRole {
        candidates = Values.list(candidates);
        tunnels = Values.list(tunnels);
    }
}
