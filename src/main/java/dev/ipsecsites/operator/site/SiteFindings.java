package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoChanges;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.operator.site.RouterSide.Sight;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a site beyond up and down: flaps, checks, and why a tunnel doesn't work. */
final class SiteFindings {
    /** A tunnel that is down for less is given the time that an exchange takes; only what is certain is said at once. */
    static final Duration SAID_AFTER = Duration.ofSeconds(60);

    private final SiteContext context;
    private final SiteTools tools;
    private final CatoSiteStatus status;
    private final SiteRouterTunnels tunnels;
    private final DesiredSite desired;
    private final EventsOfSite events;
    private final String siteId;

    SiteFindings(
            SiteContext context,
            SiteTools tools,
            CatoSiteStatus status,
            SiteRouterTunnels tunnels,
            DesiredSite desired,
            String siteId) {
        this.context = context;
        this.tools = tools;
        this.status = status;
        this.tunnels = tunnels;
        this.desired = desired;
        this.siteId = siteId;
        this.events = new EventsOfSite(context.events(), siteId);
    }

    /**
     * What is known of one tunnel.
     *
     * @param cameUp when an end began to say last that it is up; null where none has since this process started
     */
    record Extra(
            int flaps, List<TunnelCheck> checks, @Nullable Instant cameUp) {
        static final Extra NONE = new Extra(0, List.of(), null);
    }

    /**
     * The answer.
     *
     * @param young roles that have been down for a moment only: more may be said of them soon
     */
    record Found(SiteDiagnosis diagnosis, Map<Role, Extra> extras, Set<Role> young) {
        static final Found NOTHING = new Found(SiteDiagnosis.NONE, Map.of(), Set.of());

        Extra extra(Role role) {
            return extras.getOrDefault(role, Extra.NONE);
        }

        /** Named as such in the diagnosis; damps Events and repairs, never what is said of up and down. */
        boolean flapping(Role role) {
            return extra(role).flaps() >= TunnelMemory.FLAPPING;
        }

        Optional<Duration> lookAgain() {
            return young.isEmpty() ? Optional.empty() : Optional.of(SAID_AFTER);
        }
    }

    Found of(SiteVerdict verdict, Map<Role, ToldTunnel> tunnelsTold) {
        Instant now = tools.clock().instant();
        Map<Role, Extra> extras = new EnumMap<>(Role.class);
        Set<Role> young = EnumSet.noneOf(Role.class);
        Set<Role> saidOf = EnumSet.noneOf(Role.class);
        List<EvidenceOfSite.Known> known = new ArrayList<>();
        for (TunnelVerdict tunnel : verdict.tunnels()) {
            Role role = tunnel.evidence().role();
            ToldTunnel told = tunnelsTold.get(role);
            if (told == null) {
                continue;
            }
            Optional<RouterTunnel> atRouter = atRouter(role);
            Optional<Sight> sight = atRouter.flatMap(tools.routerSide()::sight);
            TunnelMemory.Known memory =
                    remember(tunnel, sight.map(Sight::interruptedAt).orElse(null), now);
            Extra counted = extra(memory, atRouter);
            int byEvents = events.flaps(role, now.minus(TunnelMemory.WITHIN), memory.interruptions());
            Extra extra = new Extra(Math.max(counted.flaps(), byEvents), counted.checks(), memory.cameUp());
            extras.put(role, extra);
            known.add(new EvidenceOfSite.Known(told, sight.map(Sight::evidence).orElse(null), memory, counted.flaps()));
            Instant down = memory.downSince();
            if (down != null && now.isBefore(down.plus(SAID_AFTER))) {
                young.add(role);
            } else {
                saidOf.add(role);
            }
        }
        return new Found(diagnose(verdict, known, extras, now).only(saidOf), extras, young);
    }

    /**
     * A site that is well, or that nobody could look at, has nothing to be diagnosed: most sites cost nothing here. One that was interrupted
     * and came back has, where somebody tells why: the router's log, or Cato's timeline.
     */
    private SiteDiagnosis diagnose(
            SiteVerdict verdict, List<EvidenceOfSite.Known> known, Map<Role, Extra> extras, Instant now) {
        boolean unwell = verdict.tunnels().stream().anyMatch(t -> down(t))
                || extras.values().stream().anyMatch(e -> e.flaps() >= TunnelMemory.FLAPPING);
        boolean interrupted = extras.values().stream().anyMatch(e -> e.flaps() > 0);
        List<Message> timeline = unwell || interrupted ? tools.timeline().apply(context.site()) : List.of();
        boolean told = !timeline.isEmpty()
                || known.stream()
                        .anyMatch(k ->
                                k.router() != null && !k.router().messages().isEmpty());
        if (!unwell && !(interrupted && told)) {
            return SiteDiagnosis.NONE;
        }
        return new SiteDiagnosis(Engine.diagnose(new EvidenceOfSite(desired, siteId, context.snapshot(), events)
                .of(now, known, timeline)
                .withChange(change())));
    }

    private SiteEvidence.@Nullable Change change() {
        CatoChanges changes = status.changedAtCato();
        Instant at = changes == null ? null : ChangesByOthers.time(changes.at());
        return changes == null || changes.by() == null || at == null ? null : new SiteEvidence.Change(changes.by(), at);
    }

    private static boolean down(TunnelVerdict tunnel) {
        return tunnel.cato() == EndState.DOWN || tunnel.evidence().router() == EndState.DOWN;
    }

    /** @param interruptedAt at the router */
    private TunnelMemory.Known remember(TunnelVerdict tunnel, @Nullable Instant interruptedAt, Instant now) {
        String key = TunnelMemory.key(
                context.site().getMetadata().getUid(), tunnel.evidence().role());
        if (interruptedAt != null) {
            tools.memory().interrupted(key, interruptedAt);
        }
        return tools.memory()
                .saw(
                        key,
                        up(tunnel.cato()),
                        context.snapshot() == null ? now : context.snapshot().at(),
                        up(tunnel.evidence().router()),
                        tunnel.confirmed(),
                        status.appliedHash() + " "
                                + corrections(tunnel.evidence().role()));
    }

    private static @Nullable Boolean up(@Nullable EndState state) {
        boolean unknown = state == null || state == EndState.UNKNOWN;
        return unknown ? null : Boolean.valueOf(state == EndState.UP);
    }

    /** What was sent again is as good as changed: what the ends wrote before it says nothing of what they have now. */
    private List<String> corrections(Role role) {
        return Stream.concat(
                        RepairedTunnel.corrections(status, role).stream(),
                        RepairedTunnel.correctionsForAll(status, role).stream())
                .map(Correction::name)
                .toList();
    }

    private Optional<RouterTunnel> atRouter(Role role) {
        String name = SiteRouterTunnels.name(context.site(), role);
        return tunnels.of(context.site()).stream()
                .filter(t -> t.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** Both ends count the same losses, each as it sees them: the larger number is the truer one. */
    private static Extra extra(TunnelMemory.Known memory, Optional<RouterTunnel> atRouter) {
        RouterTunnelStatus router = atRouter.map(RouterTunnel::statusOrEmpty).orElse(RouterTunnelStatus.EMPTY);
        return new Extra(Math.max(memory.flaps(), router.flaps()), router.checks(), memory.cameUp());
    }
}
