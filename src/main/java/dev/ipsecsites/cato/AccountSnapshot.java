package dev.ipsecsites.cato;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State of every site of an account at one moment. Strings are kept as Cato says them: its enums are not closed
 * (cato-api.md §1.5).
 */
public record AccountSnapshot(Instant at, Map<String, SiteState> sites) {
    /**
     * One site.
     *
     * @param connectivity {@code connected}, {@code disconnected}, or something newer
     * @param operational {@code new}, {@code active}, {@code locked}, {@code disabled}, or something newer
     */
    public record SiteState(
            String id,
            @Nullable String name,
            @Nullable String connectivity,
            @Nullable String operational,
            @Nullable String popName,
            boolean degraded,
            List<RoleState> roles,
            List<TunnelState> tunnels) {}

    /**
     * The only configuration that can be read back: addresses of a role, its tunnels' ids, and the identities that Cato generated for them.
     *
     * @param localIds by tunnel id; only of sites that are identified by a name
     */
    public record RoleState(
            boolean primary,
            @Nullable String catoAddress,
            @Nullable String siteAddress,
            @Nullable Integer ikeVersion,
            List<String> tunnelIds,
            Map<String, String> localIds) {}

    /**
     * One tunnel.
     *
     * @param id in upper case, {@code PRIMARY1}, whatever spelling came
     * @param connected null where Cato doesn't say
     */
    public record TunnelState(
            String id,
            @Nullable Boolean connected,
            @Nullable String popName,
            @Nullable String siteAddress,
            @Nullable Long uptimeSeconds,
            @Nullable String reason) {}
}
