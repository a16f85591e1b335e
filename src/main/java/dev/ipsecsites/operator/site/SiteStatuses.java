package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.ManualRouter;
import dev.ipsecsites.api.Plan;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.site.SiteVerdict.Summary;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what a visit found to the status that people see. */
final class SiteStatuses {
    private static final List<String> TYPES = List.of(
            Conditions.READY,
            Conditions.CONFIGURED,
            Conditions.OPERATIONAL,
            Conditions.REDUNDANT,
            Conditions.STALLED,
            Conditions.RECONCILING);

    private static final String AVAILABLE = "Available";
    private static final String DRIFT_DETECTED = "DriftDetected";

    private final Clock clock;

    SiteStatuses(Clock clock) {
        this.clock = clock;
    }

    Conditions conditions(CatoSite site) {
        return Conditions.of(
                site.statusOrEmpty().conditions(), site.getMetadata().getGeneration(), clock, TYPES);
    }

    /** A site that a person has to do something for. What both ends say of tunnels that are there stays as it is. */
    List<Condition> stuck(CatoSite site, Refusal refusal) {
        Conditions conditions = conditions(site).stalled(refusal.reason(), refusal.sentence());
        conditions.isFalse(Conditions.CONFIGURED, refusal.reason(), refusal.sentence());
        return conditions.build();
    }

    /** Whether status says of this manifest that both ends stand as planned. */
    static boolean stood(CatoSite site) {
        return Conditions.isTrue(site.statusOrEmpty().conditions(), Conditions.CONFIGURED)
                && Objects.equals(
                        site.statusOrEmpty().observedGeneration(),
                        site.getMetadata().getGeneration());
    }

    /** A site on the way. One that stood as planned keeps saying so: Cato not answering for a moment takes no tunnel down. */
    List<Condition> waiting(CatoSite site, String reason, String message) {
        Conditions conditions = conditions(site);
        if (stood(site)) {
            conditions.isFalse(Conditions.STALLED, Conditions.SETTLED, "");
            return conditions.isTrue(Conditions.RECONCILING, reason, message).build();
        }
        conditions.reconciling(reason, message);
        conditions.isFalse(Conditions.CONFIGURED, reason, message);
        return conditions.build();
    }

    /**
     * Conditions with what the ends say, if {@code Operational} says something else, or {@code Redundant} the opposite; empty if not. A tunnel's
     * cause is said by the rest of the visit. Ready follows at once: without {@code Operational} nothing is, and with it what stands as planned
     * is, unless no tunnel that is up is what was meant.
     */
    Optional<List<Condition>> flipped(CatoSite site, SiteVerdict verdict) {
        List<Condition> before = site.statusOrEmpty().conditions();
        Conditions conditions = conditions(site);
        apply(conditions, Conditions.OPERATIONAL, verdict.operational());
        if (!Objects.equals(
                truth(before, Conditions.REDUNDANT), verdict.redundant().status())) {
            apply(conditions, Conditions.REDUNDANT, verdict.redundant());
        }
        Summary ready = verdict.ready();
        boolean was = Conditions.isTrue(before, Conditions.READY);
        if (!Boolean.TRUE.equals(ready.status()) && was) {
            apply(conditions, Conditions.READY, ready);
        }
        if (Boolean.TRUE.equals(ready.status()) && !was && stood(site)) {
            conditions
                    .isFalse(Conditions.STALLED, Conditions.SETTLED, "")
                    .isTrue(Conditions.READY, AVAILABLE, ready.message());
        }
        List<Condition> now = conditions.build();
        boolean same = said(before, Conditions.OPERATIONAL).equals(said(now, Conditions.OPERATIONAL))
                && Objects.equals(truth(before, Conditions.REDUNDANT), truth(now, Conditions.REDUNDANT))
                && Objects.equals(truth(before, Conditions.READY), truth(now, Conditions.READY));
        return same ? Optional.empty() : Optional.of(now);
    }

    /** Null where it isn't known. */
    private static @Nullable Boolean truth(List<Condition> conditions, String type) {
        ConditionStatus status =
                Conditions.find(conditions, type).map(Condition::status).orElse(ConditionStatus.UNKNOWN);
        return switch (status) {
            case TRUE -> true;
            case FALSE -> false;
            case UNKNOWN, UNRECOGNIZED -> null;
        };
    }

    private static List<Object> said(List<Condition> conditions, String type) {
        return Conditions.find(conditions, type)
                .map(c -> List.<Object>of(c.status(), c.reason(), c.message()))
                .orElse(List.of());
    }

    /**
     * A site that stands at Cato as planned.
     *
     * @param notConfigured why the router isn't configured yet; null when it is or there is none
     * @param stalled why nothing more is tried
     */
    List<Condition> settled(
            CatoSite site,
            SiteVerdict verdict,
            @Nullable String notConfigured,
            List<String> notes,
            SiteFindings.Found found,
            Optional<String> stalled) {
        Conditions conditions = conditions(site).settled();
        String said = notes.isEmpty() ? "" : ". " + String.join(". ", notes);
        if (notConfigured == null) {
            conditions.isTrue(Conditions.CONFIGURED, "AsPlanned", "both ends are configured as planned" + said);
        } else {
            conditions.isFalse(Conditions.CONFIGURED, "RouterNotConfigured", notConfigured);
        }
        apply(conditions, Conditions.OPERATIONAL, verdict.operational());
        apply(conditions, Conditions.REDUNDANT, explained(verdict, verdict.redundant(), found));
        Summary operational = explained(verdict, verdict.operational(), found);
        if (notConfigured != null) {
            conditions.reconciling("RouterNotConfigured", notConfigured);
        } else if (Boolean.TRUE.equals(operational.status())) {
            working(conditions, verdict.ready());
        } else if (operational.status() == null) {
            conditions.unknown(Conditions.READY, operational.reason(), operational.message());
            conditions.isTrue(Conditions.RECONCILING, operational.reason(), operational.message());
        } else if (stalled.isPresent()) {
            conditions.stalled(operational.reason(), operational.message() + " " + stalled.get());
        } else {
            conditions.reconciling(operational.reason(), operational.message());
        }
        return conditions.build();
    }

    /** A tunnel is up. One that isn't what was meant is neither on the way nor stuck: what is wrong with it is somebody's to decide. */
    private static void working(Conditions conditions, Summary ready) {
        if (Boolean.TRUE.equals(ready.status())) {
            conditions.isTrue(Conditions.READY, AVAILABLE, ready.message());
        } else {
            apply(conditions, Conditions.READY, ready);
        }
    }

    /**
     * A site of which nothing is changed: what would be, and what its ends say all the same.
     *
     * @param verdict empty where no tunnel of it is known
     * @param note on what others changed at Cato
     */
    List<Condition> observed(
            CatoSite site, Plan plan, Optional<SiteVerdict> verdict, SiteFindings.Found found, Optional<String> note) {
        Conditions conditions = conditions(site).settled();
        verdict.ifPresent(v -> {
            apply(conditions, Conditions.OPERATIONAL, v.operational());
            apply(conditions, Conditions.REDUNDANT, explained(v, v.redundant(), found));
        });
        Summary operational = verdict.map(v -> explained(v, v.operational(), found))
                .orElseGet(() -> operational(site.statusOrEmpty().conditions()));
        Summary ready = verdict.map(SiteVerdict::ready).orElse(operational);
        String asPlanned = "Cato is as planned; managementPolicy is Observe";
        String differs =
                "managementPolicy is Observe: " + plan.changes().size() + " changes would be made, see status.plan";
        boolean same = plan.changes().isEmpty();
        if (same) {
            conditions.isTrue(
                    Conditions.CONFIGURED,
                    "AsPlanned",
                    asPlanned + note.map(n -> ". " + n).orElse(""));
        } else {
            conditions.isFalse(Conditions.CONFIGURED, DRIFT_DETECTED, differs);
        }
        if (Boolean.FALSE.equals(operational.status())) {
            apply(conditions, Conditions.READY, operational);
        } else if (!same) {
            conditions.isFalse(Conditions.READY, DRIFT_DETECTED, differs);
        } else if (Boolean.TRUE.equals(ready.status())) {
            conditions.isTrue(Conditions.READY, "Observed", ready.message() + ". " + asPlanned);
        } else {
            apply(conditions, Conditions.READY, ready);
        }
        return conditions.build();
    }

    private static Summary operational(List<Condition> conditions) {
        return Conditions.find(conditions, Conditions.OPERATIONAL)
                .map(c -> new Summary(truth(conditions, Conditions.OPERATIONAL), c.reason(), c.message()))
                .orElse(new Summary(null, Conditions.PENDING, ""));
    }

    /** The cause instead of what can be seen, for the tunnels that are down and where one is known (article, troubleshooting). */
    private static Summary explained(SiteVerdict verdict, Summary summary, SiteFindings.Found found) {
        if (!Boolean.FALSE.equals(summary.status())) {
            return summary;
        }
        List<String> said = new ArrayList<>();
        String reason = null;
        for (TunnelVerdict tunnel : verdict.tunnels()) {
            Optional<dev.ipsecsites.diagnosis.Diagnosis> sure = tunnel.confirmed()
                    ? Optional.empty()
                    : found.diagnosis().sure(tunnel.evidence().role());
            if (sure.isPresent()) {
                reason = reason == null ? sure.get().cause().word() : reason;
                said.add(SiteDiagnosis.message(SiteVerdict.name(tunnel), sure.get()));
            } else if (!tunnel.confirmed() || tunnel.evidence().flaw() != null) {
                said.add(SiteVerdict.sentence(tunnel));
            }
        }
        return reason == null ? summary : new Summary(false, reason, String.join(". ", said));
    }

    private static void apply(Conditions conditions, String type, Summary summary) {
        if (summary.status() == null) {
            conditions.unknown(type, summary.reason(), summary.message());
        } else if (summary.status()) {
            conditions.isTrue(type, summary.reason(), summary.message());
        } else {
            conditions.isFalse(type, summary.reason(), summary.message());
        }
    }

    /**
     * Tunnels and the printer columns that sum them up.
     *
     * @param held roles of which both ends weren't told what is planned
     */
    CatoSiteStatus.Builder tunnels(
            CatoSiteStatus.Builder status,
            CatoSiteStatus before,
            DesiredSite desired,
            Map<Role, ToldTunnel> told,
            Set<Role> held,
            SiteVerdict verdict,
            SiteFindings.Found found,
            @Nullable ManualRouter manualRouter) {
        List<SiteTunnelStatus> tunnels = new ArrayList<>();
        for (TunnelVerdict v : verdict.tunnels()) {
            Role role = v.evidence().role();
            ToldTunnel tunnel = told.get(role);
            if (tunnel != null) {
                tunnels.add(tunnel(before, desired, tunnel, v.state(), held.contains(role), found.extra(role)));
            }
        }
        status.tunnels(tunnels)
                .addresses(tunnels.stream().map(SiteTunnelStatus::catoAddress).collect(Collectors.joining(",")))
                .algorithms(tunnels.stream()
                        .map(SiteTunnelStatus::proposal)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(desired.proposal().label()))
                .manualRouter(manualRouter)
                .plan(null);
        return traffic(status, before, verdict).diagnosis(found.diagnosis().entries(before.diagnosis()));
    }

    /** The tunnels that stand in status, as the ends see them now. */
    CatoSiteStatus.Builder standing(CatoSiteStatus.Builder status, CatoSiteStatus before, SiteVerdict verdict) {
        Map<String, TunnelState> states = new HashMap<>();
        verdict.tunnels().forEach(v -> states.put(v.evidence().role().tunnelId(), v.state()));
        status.tunnels(before.tunnels().stream()
                .map(t -> t.withState(states.getOrDefault(t.id(), t.state())))
                .toList());
        return traffic(status, before, verdict);
    }

    private CatoSiteStatus.Builder traffic(CatoSiteStatus.Builder status, CatoSiteStatus before, SiteVerdict verdict) {
        ActiveTunnel active = ActiveTunnel.of(verdict.tunnels(), before.activeTunnel());
        if (active.from() != null) {
            status.lastFailover(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return status.primary(column(verdict, Role.PRIMARY))
                .secondary(column(verdict, Role.SECONDARY))
                .activeTunnel(active.id());
    }

    private static SiteTunnelStatus tunnel(
            CatoSiteStatus before,
            DesiredSite desired,
            ToldTunnel tunnel,
            TunnelState state,
            boolean held,
            SiteFindings.Extra extra) {
        SiteTunnelStatus was = before.tunnels().stream()
                .filter(t -> t.id().equals(tunnel.role().tunnelId()))
                .findFirst()
                .orElse(SiteTunnelStatus.unknown(tunnel.role().tunnelId()));
        return new SiteTunnelStatus(
                tunnel.role().tunnelId(),
                tunnel.popLocation(),
                tunnel.catoAddress(),
                tunnel.siteAddress(),
                tunnel.plan().knownByAddress() ? null : was.siteIdentity(),
                tunnel.plan().routerTunnel(),
                state,
                held && was.proposal() != null
                        ? was.proposal()
                        : desired.proposal().label(),
                extra.flaps(),
                extra.checks(),
                was.chosenPoP(),
                was.repair());
    }

    /** {@code Tokyo Up}. */
    private static @Nullable String column(SiteVerdict verdict, Role role) {
        return verdict.tunnels().stream()
                .filter(v -> v.evidence().role() == role)
                .findFirst()
                .map(v -> v.evidence().popLocation() + " " + v.state().wire())
                .orElse(null);
    }
}
