package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose turn it is when several tunnels of a site have to be changed ({@link ChangeOrder}). */
final class SiteTurns {
    /** So long a tunnel that was changed may take to come up before the next one is changed all the same. */
    static final Duration COMES_UP_WITHIN = Duration.ofMinutes(5);

    private final CatoSiteStatus status;
    private final CatoSite site;
    private final SiteRouterTunnels tunnels;
    private final SiteTools tools;

    SiteTurns(CatoSite site, SiteRouterTunnels tunnels, SiteTools tools) {
        this.site = site;
        this.status = site.statusOrEmpty();
        this.tunnels = tunnels;
        this.tools = tools;
    }

    /**
     * Roles that are left as they are for now.
     *
     * @param specs of the RouterTunnels by name; empty without a router
     */
    Set<Role> held(DesiredSite desired, Map<Role, ResolvedTunnel> resolved, Map<String, RouterTunnelSpec> specs) {
        AppliedHash applied =
                AppliedHash.parse(status.appliedHash(), tools.fingerprints().keyId());
        Map<Part, String> wanted = AppliedHash.of(desired, resolved, tools.fingerprints());
        String key = "turn of " + site.getMetadata().getUid();
        if (differs(applied, wanted, Part.IPSEC)) {
            // Said once for the whole site: all tunnels are negotiated anew, whatever their order here.
            tools.firstSeen().forget(key);
            return Set.of();
        }
        List<ChangeOrder.Standing> all = new ArrayList<>();
        for (ResolvedTunnel tunnel : resolved.values()) {
            all.add(standing(tunnel, differs(applied, wanted, Part.of(tunnel.role())) || specDiffers(tunnel, specs)));
        }
        if (all.stream().noneMatch(ChangeOrder.Standing::changes)) {
            tools.firstSeen().forget(key);
            return Set.of();
        }
        return ChangeOrder.held(all, !tools.firstSeen().within(key, COMES_UP_WITHIN));
    }

    private static boolean differs(AppliedHash applied, Map<Part, String> wanted, Part part) {
        return applied.get(part).isPresent() && !applied.get(part).equals(Optional.ofNullable(wanted.get(part)));
    }

    private boolean specDiffers(ResolvedTunnel tunnel, Map<String, RouterTunnelSpec> specs) {
        String name = tunnel.plan().routerTunnel();
        return name != null
                && tunnels.of(site).stream()
                        .filter(t -> t.getMetadata().getName().equals(name))
                        .map(RouterTunnel::getSpec)
                        .anyMatch(s -> !s.equals(specs.get(name)));
    }

    private ChangeOrder.Standing standing(ResolvedTunnel tunnel, boolean changes) {
        Role role = tunnel.role();
        Optional<SiteTunnelStatus> was = RepairedTunnel.of(status, role);
        boolean up = was.filter(t -> t.state() == TunnelState.UP).isPresent();
        boolean cutOff = tunnel.plan().followsLink()
                && was.map(SiteTunnelStatus::siteAddress)
                        .filter(a -> !a.equals(tunnel.siteAddress()))
                        .isPresent();
        return new ChangeOrder.Standing(
                role, changes, up, cutOff, role.tunnelId().equals(status.activeTunnel()));
    }
}
