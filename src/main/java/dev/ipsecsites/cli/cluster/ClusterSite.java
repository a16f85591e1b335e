package dev.ipsecsites.cli.cluster;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A site as a cluster has it.
 *
 * @param tunnels its RouterTunnels, or all that name its router
 * @param events newest last, one line each
 * @param timelines text of each entry of each ConfigMap with the site's label, by a name for messages
 */
public record ClusterSite(
        CatoSite site,
        @Nullable Router router,
        List<RouterTunnel> tunnels,
        List<String> events,
        Map<String, String> timelines) {
    public ClusterSite {
        tunnels = List.copyOf(tunnels);
        events = List.copyOf(events);
    }

    public Optional<Condition> condition(String type) {
        return site.statusOrEmpty().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /** Both ends confirm a tunnel, and every tunnel that there should be. */
    public boolean ready() {
        return is("Ready")
                && condition("Redundant")
                        .map(c -> c.status() != ConditionStatus.FALSE)
                        .orElse(true);
    }

    private boolean is(String type) {
        return condition(type).map(c -> c.status() == ConditionStatus.TRUE).orElse(false);
    }
}
