package dev.ipsecsites.cli.cluster;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A site as a cluster has it.
 *
 * @param tunnels its RouterTunnels, or all that name its router
 * @param events newest last, one line each
 * @param timelines each entry of each ConfigMap with the site's label, as it was put in, by a name for messages
 */
public record ClusterSite(
        CatoSite site,
        @Nullable Router router,
        List<RouterTunnel> tunnels,
        List<String> events,
        Map<String, byte[]> timelines) {
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

    /** Tunnels of which both ends, or one of them, say that they aren't up. */
    public List<String> down() {
        return site.statusOrEmpty().tunnels().stream()
                .filter(tunnel -> tunnel.state() == TunnelState.DOWN || tunnel.state() == TunnelState.NEGOTIATING)
                .map(SiteTunnelStatus::id)
                .toList();
    }

    /** What the conditions say that isn't as it should be. */
    public List<String> complaints() {
        return Stream.of("Ready", "Redundant")
                .flatMap(type -> condition(type).stream())
                .filter(c -> c.status() == ConditionStatus.FALSE)
                .map(c -> c.type() + " False, " + c.reason() + ": " + c.message())
                .toList();
    }

    private boolean is(String type) {
        return condition(type).map(c -> c.status() == ConditionStatus.TRUE).orElse(false);
    }
}
