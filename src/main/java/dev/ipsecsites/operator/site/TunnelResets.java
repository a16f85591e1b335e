package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.RepairToken;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Router to reset tunnels: a token on the RouterTunnel, which the Router records when it has been done. Asking again with
 * the same token does nothing, so it is asked at each visit until it is recorded.
 */
final class TunnelResets {
    private static final String ASKED = "asked-";

    private static final String IN_CONSOLE =
            "Cato's own reset is in the console only (Site Configuration > IPsec > Reset Tunnel)";

    private final KubernetesClient client;
    private final CatoSite site;
    private final List<RouterTunnel> tunnels;
    private final SiteEvents events;

    /** {@code tunnels} of the site, as they stand. */
    TunnelResets(KubernetesClient client, CatoSite site, List<RouterTunnel> tunnels, SiteEvents events) {
        this.client = client;
        this.site = site;
        this.tunnels = tunnels;
        this.events = events;
    }

    /**
     * Asks for what is to be done.
     *
     * @return whether what a person asked for has been done on all tunnels
     */
    boolean ensure() {
        for (Role role : Role.values()) {
            of(role).ifPresent(tunnel -> repair(role, tunnel));
        }
        return Annotations.pending(site, Api.RESET_TUNNELS, site.statusOrEmpty().lastHandled()) && asked();
    }

    /** One that is up again needs none any more, whatever its repair stands at. */
    private void repair(Role role, RouterTunnel tunnel) {
        Optional<SiteTunnelStatus> seen =
                RepairedTunnel.of(site.statusOrEmpty(), role).filter(t -> t.state() != TunnelState.UP);
        Optional<TunnelRepair> due =
                seen.map(SiteTunnelStatus::repair).filter(standing -> standing.step() == RepairStep.RESET);
        if (due.isEmpty()) {
            withdraw(tunnel);
            return;
        }
        boolean known = seen.filter(t -> t.state() != TunnelState.UNKNOWN).isPresent();
        RepairToken token = new RepairToken(
                due.get().attempt(),
                due.get().at(),
                known && upSince(tunnel, due.get().at()));
        boolean asked =
                Annotations.get(tunnel, Api.REPAIR_RESET).filter(token::matches).isPresent();
        if (!asked && !token.matches(handled(tunnel, "repair-reset"))) {
            annotate(tunnel, Api.REPAIR_RESET, token.toString());
        }
    }

    /** Whether the router's end said at that time already that it is up, as far as one knows. */
    private static boolean upSince(RouterTunnel tunnel, String decided) {
        boolean before = Conditions.find(tunnel.statusOrEmpty().conditions(), Conditions.OPERATIONAL)
                .filter(c -> c.lastTransitionTime().compareTo(decided) <= 0)
                .isPresent();
        return tunnel.statusOrEmpty().state() == TunnelState.UP && before;
    }

    private void withdraw(RouterTunnel tunnel) {
        if (Annotations.pending(tunnel, Api.REPAIR_RESET, tunnel.statusOrEmpty().lastHandled())) {
            annotate(tunnel, Api.REPAIR_RESET, null);
        }
    }

    private boolean asked() {
        if (tunnels.isEmpty()) {
            events.warning("NothingReset", "this site has no tunnel on a router that could be reset. " + IN_CONSOLE);
            return true;
        }
        if (site.getSpec().managementPolicy() == ManagementPolicy.OBSERVE) {
            events.warning("NothingReset", "managementPolicy is Observe: no tunnel is reset. " + IN_CONSOLE);
            return true;
        }
        String token = ASKED + Annotations.get(site, Api.RESET_TUNNELS).orElseThrow();
        tunnels.forEach(t -> ask(t, token));
        boolean done = tunnels.stream().allMatch(t -> done(t, token));
        if (done) {
            events.normal("TunnelsReset", "the router has reset the tunnels, as asked. " + IN_CONSOLE);
        }
        return done;
    }

    /** The Router has reset it, as a person asked. */
    private static boolean done(RouterTunnel tunnel, String token) {
        return token.equals(handled(tunnel, "reset-tunnels"));
    }

    private static String handled(RouterTunnel tunnel, String annotation) {
        return tunnel.statusOrEmpty().lastHandled().getOrDefault(annotation, "");
    }

    private Optional<RouterTunnel> of(Role role) {
        String name = SiteRouterTunnels.name(site, role);
        return tunnels.stream()
                .filter(t -> t.getMetadata().getName().equals(name))
                .findFirst();
    }

    private void ask(RouterTunnel tunnel, String token) {
        if (done(tunnel, token)
                || Annotations.get(tunnel, Api.RESET_TUNNELS)
                        .filter(token::equals)
                        .isPresent()) {
            return;
        }
        annotate(tunnel, Api.RESET_TUNNELS, token);
    }

    /** @param value null takes it off */
    private void annotate(RouterTunnel tunnel, String annotation, @Nullable String value) {
        Map<String, @Nullable String> annotations = new HashMap<>();
        annotations.put(annotation, value);
        client.resources(RouterTunnel.class)
                .inNamespace(tunnel.getMetadata().getNamespace())
                .withName(tunnel.getMetadata().getName())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization()
                                .asJson(Map.of("metadata", Map.of("annotations", annotations))));
    }
}
