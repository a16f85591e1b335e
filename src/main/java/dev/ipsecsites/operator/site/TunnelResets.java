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
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;

/**
 * Asks the Router to reset tunnels: a token on the RouterTunnel, which the Router records when it has been done. Asking again with
 * the same token does nothing, so it is asked at each visit until it is recorded.
 */
final class TunnelResets {
    /** Before tokens of a repair; what a person wrote gets another one. */
    private static final String REPAIR = "repair-";

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
        if (Annotations.pending(site, Api.RESET_TUNNELS, site.statusOrEmpty().lastHandled())) {
            return asked();
        }
        for (Role role : Role.values()) {
            // One that is up again needs none any more, whatever it stands at.
            RepairedTunnel.of(site.statusOrEmpty(), role)
                    .filter(t -> t.state() != TunnelState.UP)
                    .map(SiteTunnelStatus::repair)
                    .filter(s -> s.step() == RepairStep.RESET)
                    .ifPresent(s -> of(role).ifPresent(t -> ask(t, token(s))));
        }
        return false;
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

    /** The Router has reset it, or was asked for something newer meanwhile. */
    static boolean done(RouterTunnel tunnel, String token) {
        return token.equals(tunnel.statusOrEmpty().lastHandled().get("reset-tunnels"));
    }

    /** Of one step: the same after a restart. */
    static String token(TunnelRepair standing) {
        return REPAIR + standing.attempt() + "-" + standing.at();
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
        String patch = client.getKubernetesSerialization()
                .asJson(java.util.Map.of(
                        "metadata", java.util.Map.of("annotations", java.util.Map.of(Api.RESET_TUNNELS, token))));
        client.resources(RouterTunnel.class)
                .inNamespace(tunnel.getMetadata().getNamespace())
                .withName(tunnel.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }
}
