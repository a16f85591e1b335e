package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.ToldKey;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import dev.ipsecsites.operator.site.ChangeOrder.Works;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose turn it is when several tunnels of a site have to be changed ({@link ChangeOrder}), and which can't be now. */
final class SiteTurns {
    /** So long a tunnel that was changed may take to come up before the next one is changed all the same. */
    static final Duration COMES_UP_WITHIN = Duration.ofMinutes(5);

    private final SiteContext context;
    private final CatoSiteStatus status;
    private final CatoSite site;
    private final List<RouterTunnel> standing;
    private final SiteTools tools;
    private final Optional<SiteVerdict> verdict;
    private final AppliedHash applied;

    /** @param site as status stands now */
    SiteTurns(SiteContext context, CatoSite site, SiteRouterTunnels tunnels, SiteTools tools) {
        this.context = context;
        this.site = site;
        this.status = site.statusOrEmpty();
        this.standing = tunnels.of(site);
        this.tools = tools;
        this.verdict =
                new BothEnds(tools, tunnels).standing(site, context.router(), context.account(), context.snapshot());
        this.applied =
                AppliedHash.parse(status.appliedHash(), tools.fingerprints().keyId());
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
        Map<Part, String> wanted = AppliedHash.of(desired, resolved, tools.fingerprints());
        Set<Part> differing = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            boolean sent = applied.get(part).isPresent();
            if (sent && (resend || !applied.get(part).equals(Optional.ofNullable(wanted.get(part))))) {
                differing.add(part);
            }
        }
        // Said once for the whole site: all tunnels are negotiated anew, whatever their order here.
        boolean whole = differing.contains(Part.IPSEC);
        Map<Role, String> waiting = waiting(resolved, specs, differing);
        boolean siteWaits = whole && !waiting.isEmpty();
        Turns waits = new Turns(Set.of(), Set.of(), waiting, siteWaits);
        Map<String, RouterTunnelSpec> allowed = waits.allowed(site, specs, standing);
        boolean together = resend || (whole && !siteWaits);
        List<ChangeOrder.Standing> all = new ArrayList<>();
        for (ResolvedTunnel tunnel : resolved.values()) {
            boolean differs = differing.contains(Part.of(tunnel.role()));
            boolean atCato = !waiting.containsKey(tunnel.role()) && (together || differs);
            boolean halfTold = !differs && key(tunnel) == Keyring.Match.DIFFERENT;
            all.add(standing(tunnel, atCato || halfTold || specDiffers(tunnel, allowed), halfTold));
        }
        Set<Role> later = together ? Set.of() : later(all);
        Set<Role> now = EnumSet.noneOf(Role.class);
        all.stream().filter(s -> s.changes() && !later.contains(s.role())).forEach(s -> now.add(s.role()));
        return new Turns(now, later, waiting, siteWaits);
    }

    private Set<Role> later(List<ChangeOrder.Standing> all) {
        String key = "turn of " + uid();
        if (all.stream().noneMatch(ChangeOrder.Standing::changes)) {
            tools.firstSeen().forget(key);
            return Set.of();
        }
        return ChangeOrder.held(all, !tools.firstSeen().within(key, COMES_UP_WITHIN));
    }

    /** Roles that would be lost if Cato were told now; all of them, if that is so of one and it is about the whole site. */
    private Map<Role, String> waiting(
            Map<Role, ResolvedTunnel> resolved, Map<String, RouterTunnelSpec> specs, Set<Part> differing) {
        boolean whole = differing.contains(Part.IPSEC);
        Map<Role, String> waiting = new EnumMap<>(Role.class);
        for (ResolvedTunnel tunnel : resolved.values()) {
            boolean sameSpec = agrees(tunnel, specs);
            boolean concerned = whole || differing.contains(Part.of(tunnel.role())) || !sameSpec;
            Optional<String> hindrance = concerned ? hindrance(tunnel) : Optional.empty();
            if (hindrance.isEmpty() || cutOff(tunnel)) {
                tools.firstSeen().forget(downKey(tunnel.role()));
            } else if (wouldBeLost(tunnel, sameSpec && key(tunnel) == Keyring.Match.SAME)) {
                waiting.put(tunnel.role(), hindrance.get());
            }
        }
        if (whole && !waiting.isEmpty()) {
            String why = waiting.values().iterator().next();
            resolved.keySet().forEach(role -> waiting.putIfAbsent(role, why));
        }
        return waiting;
    }

    /**
     * Whether a tunnel whose router doesn't follow may work, or come up again by itself. One that is down comes up with what the router has
     * already; if it would need more, it gets the time to come back that any other gets to come up.
     */
    private boolean wouldBeLost(ResolvedTunnel tunnel, boolean routerAgrees) {
        String key = downKey(tunnel.role());
        if (said(tunnel) != Works.NO) {
            tools.firstSeen().forget(key);
            return true;
        }
        return !routerAgrees && tools.firstSeen().within(key, COMES_UP_WITHIN);
    }

    private String downKey(Role role) {
        return "down of " + uid() + " " + role;
    }

    /** Whether the key is the one that Cato was told last; same where there is no RouterTunnel to say so. */
    private Keyring.Match key(ResolvedTunnel tunnel) {
        return routerTunnel(tunnel)
                .map(t -> ToldKey.compare(tools.keyring(), t, tunnel.preSharedKey()))
                .orElse(Keyring.Match.SAME);
    }

    /** Whether the RouterTunnel has all that Cato is to be told, but for the key. */
    private boolean agrees(ResolvedTunnel tunnel, Map<String, RouterTunnelSpec> specs) {
        return routerTunnel(tunnel)
                .filter(t -> {
                    RouterTunnelSpec wanted = specs.get(t.getMetadata().getName());
                    return wanted != null && !RouterAgreement.agrees(t.getSpec(), wanted);
                })
                .isEmpty();
    }

    private Optional<String> hindrance(ResolvedTunnel tunnel) {
        Router router = context.router();
        return router == null ? Optional.empty() : RouterAgreement.hindrance(router, routerTunnel(tunnel));
    }

    private boolean specDiffers(ResolvedTunnel tunnel, Map<String, RouterTunnelSpec> specs) {
        return routerTunnel(tunnel)
                .filter(t -> !t.getSpec().equals(specs.get(t.getMetadata().getName())))
                .isPresent();
    }

    private Optional<RouterTunnel> routerTunnel(ResolvedTunnel tunnel) {
        String name = tunnel.plan().routerTunnel();
        return standing.stream()
                .filter(t -> t.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** @param halfTold whether Cato has a key that the router hasn't got: the last process died in between */
    private ChangeOrder.Standing standing(ResolvedTunnel tunnel, boolean changes, boolean halfTold) {
        Role role = tunnel.role();
        return new ChangeOrder.Standing(
                role,
                changes,
                halfTold ? Works.NO : works(tunnel, changes),
                cutOff(tunnel),
                role.tunnelId().equals(status.activeTunnel()),
                hindrance(tunnel).isEmpty());
    }

    private boolean cutOff(ResolvedTunnel tunnel) {
        return tunnel.plan().followsLink()
                && RepairedTunnel.of(status, tunnel.role())
                        .map(SiteTunnelStatus::siteAddress)
                        .filter(a -> !a.equals(tunnel.siteAddress()))
                        .isPresent();
    }

    private Works works(ResolvedTunnel tunnel, boolean changes) {
        Works works = said(tunnel);
        if (works != Works.YES || !unsettled(tunnel)) {
            return works;
        }
        // What wasn't seen to work since its last change loses nothing by the next one.
        return changes ? Works.NO : Works.UNKNOWN;
    }

    /** By what the ends say now; before Cato's first news, what the last process found stands. */
    private Works said(ResolvedTunnel tunnel) {
        return verdict(tunnel)
                .map(SiteTurns::works)
                .orElseGet(() -> works(RepairedTunnel.of(status, tunnel.role())
                        .map(SiteTunnelStatus::state)
                        .orElse(TunnelState.UNKNOWN)));
    }

    private Optional<TunnelVerdict> verdict(ResolvedTunnel tunnel) {
        return verdict.stream()
                .flatMap(v -> v.tunnels().stream())
                .filter(t -> t.evidence().role() == tunnel.role())
                .findFirst();
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
    private boolean unsettled(ResolvedTunnel tunnel) {
        Optional<Instant> changed = tools.sendings().lastChange(uid(), tunnel.role());
        if (changed.isEmpty()) {
            return false;
        }
        Instant snapshot =
                context.snapshot() == null ? null : context.snapshot().at();
        Instant visited = verdict(tunnel).map(v -> v.evidence().routerAt()).orElse(null);
        boolean settled = heardSince(changed.get(), snapshot)
                && routerTunnel(tunnel)
                        .map(t -> SiteRouterTunnels.settled(t) && heardSince(changed.get(), visited))
                        .orElse(true);
        if (settled) {
            tools.sendings().settled(uid(), tunnel.role());
        }
        return !settled;
    }

    private static boolean heardSince(Instant changed, @Nullable Instant heard) {
        return heard != null && heard.isAfter(changed);
    }

    private String uid() {
        return site.getMetadata().getUid();
    }
}
