package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import dev.ipsecsites.operator.site.ChangeOrder.Works;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose turn it is when several tunnels of a site have to be changed ({@link ChangeOrder}). */
final class SiteTurns {
    /** So long a tunnel that was changed may take to come up before the next one is changed all the same. */
    static final Duration COMES_UP_WITHIN = Duration.ofMinutes(5);

    private final SiteContext context;
    private final CatoSiteStatus status;
    private final CatoSite site;
    private final SiteRouterTunnels tunnels;
    private final SiteTools tools;
    private final Optional<SiteVerdict> verdict;

    /** @param site as status stands now */
    SiteTurns(SiteContext context, CatoSite site, SiteRouterTunnels tunnels, SiteTools tools) {
        this.context = context;
        this.site = site;
        this.status = site.statusOrEmpty();
        this.tunnels = tunnels;
        this.tools = tools;
        this.verdict =
                new BothEnds(tools, tunnels).standing(site, context.router(), context.account(), context.snapshot());
    }

    /**
     * Whose turn it is.
     *
     * @param specs of the RouterTunnels by name; empty without a router
     * @param resend everything is sent again, because a person asked for it: in no order
     */
    Turns of(
            DesiredSite desired,
            Map<Role, ResolvedTunnel> resolved,
            Map<String, RouterTunnelSpec> specs,
            boolean resend) {
        AppliedHash applied =
                AppliedHash.parse(status.appliedHash(), tools.fingerprints().keyId());
        Map<Part, String> wanted = AppliedHash.of(desired, resolved, tools.fingerprints());
        // Said once for the whole site: all tunnels are negotiated anew, whatever their order here.
        boolean together = resend || differs(applied, wanted, Part.IPSEC);
        List<ChangeOrder.Standing> all = new ArrayList<>();
        for (ResolvedTunnel tunnel : resolved.values()) {
            all.add(standing(
                    tunnel,
                    together
                            || differs(applied, wanted, Part.of(tunnel.role()))
                            || specDiffers(tunnel, specs)));
        }
        return turns(all, together ? Set.of() : later(all));
    }

    private Set<Role> later(List<ChangeOrder.Standing> all) {
        String key = "turn of " + site.getMetadata().getUid();
        if (all.stream().noneMatch(ChangeOrder.Standing::changes)) {
            tools.firstSeen().forget(key);
            return Set.of();
        }
        return ChangeOrder.held(all, !tools.firstSeen().within(key, COMES_UP_WITHIN));
    }

    private static Turns turns(List<ChangeOrder.Standing> all, Set<Role> later) {
        Set<Role> now = EnumSet.noneOf(Role.class);
        all.stream()
                .filter(s -> s.changes() && !later.contains(s.role()))
                .forEach(s -> now.add(s.role()));
        return new Turns(now, later);
    }

    private static boolean differs(AppliedHash applied, Map<Part, String> wanted, Part part) {
        return applied.get(part).isPresent() && !applied.get(part).equals(Optional.ofNullable(wanted.get(part)));
    }

    private boolean specDiffers(ResolvedTunnel tunnel, Map<String, RouterTunnelSpec> specs) {
        return routerTunnel(tunnel)
                .filter(t ->
                        !t.getSpec().equals(specs.get(t.getMetadata().getName())))
                .isPresent();
    }

    private Optional<RouterTunnel> routerTunnel(ResolvedTunnel tunnel) {
        String name = tunnel.plan().routerTunnel();
        return tunnels.of(site).stream()
                .filter(t -> t.getMetadata().getName().equals(name))
                .findFirst();
    }

    private ChangeOrder.Standing standing(ResolvedTunnel tunnel, boolean changes) {
        Role role = tunnel.role();
        boolean cutOff = tunnel.plan().followsLink()
                && RepairedTunnel.of(status, role)
                        .map(SiteTunnelStatus::siteAddress)
                        .filter(a -> !a.equals(tunnel.siteAddress()))
                        .isPresent();
        return new ChangeOrder.Standing(
                role,
                changes,
                works(tunnel, changes),
                cutOff,
                role.tunnelId().equals(status.activeTunnel()));
    }

    /** By what the ends say now; before Cato's first news, what the last process found stands. */
    private Works works(ResolvedTunnel tunnel, boolean changes) {
        Role role = tunnel.role();
        Optional<TunnelVerdict> said = verdict.stream()
                .flatMap(v -> v.tunnels().stream())
                .filter(t -> t.evidence().role() == role)
                .findFirst();
        Works works = said.map(SiteTurns::works)
                .orElseGet(() -> works(RepairedTunnel.of(status, role)
                        .map(SiteTunnelStatus::state)
                        .orElse(TunnelState.UNKNOWN)));
        if (works != Works.YES || !unsettled(tunnel, said)) {
            return works;
        }
        // What wasn't seen to work since its last change loses nothing by the next one.
        return changes ? Works.NO : Works.UNKNOWN;
    }

    private static Works works(TunnelVerdict tunnel) {
        boolean down = tunnel.cato() == EndState.DOWN || tunnel.evidence().router() == EndState.DOWN;
        return tunnel.confirmed() ? Works.YES : down ? Works.NO : Works.UNKNOWN;
    }

    private static Works works(TunnelState state) {
        return switch (state) {
            case UP -> Works.YES;
            case DOWN, NEGOTIATING -> Works.NO;
            case UNKNOWN, UNRECOGNIZED -> Works.UNKNOWN;
        };
    }

    /** Changed by this process, and its ends haven't been heard since, or its router hasn't taken it, or not verified it. */
    private boolean unsettled(ResolvedTunnel tunnel, Optional<TunnelVerdict> said) {
        String uid = site.getMetadata().getUid();
        Optional<Instant> changed = tools.sendings().lastChange(uid, tunnel.role());
        if (changed.isEmpty()) {
            return false;
        }
        boolean byCato = heardSince(changed.get(), context.snapshot() == null ? null : context.snapshot().at());
        boolean byRouter = routerTunnel(tunnel)
                .map(t -> SiteRouterTunnels.settled(t)
                        && heardSince(
                                changed.get(),
                                said.map(v -> v.evidence().routerAt()).orElse(null)))
                .orElse(true);
        if (byCato && byRouter) {
            tools.sendings().settled(uid, tunnel.role());
        }
        return !byCato || !byRouter;
    }

    private static boolean heardSince(Instant changed, @Nullable Instant heard) {
        return heard != null && heard.isAfter(changed);
    }
}
