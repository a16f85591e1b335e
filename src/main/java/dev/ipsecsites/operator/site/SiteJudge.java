package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Confidence;
import dev.ipsecsites.api.ManualRouter;
import dev.ipsecsites.api.Plan;
import dev.ipsecsites.api.Through;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import dev.ipsecsites.operator.site.RepairLadder.Step;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The second half of a visit: what both ends say, what is wrong, which step of a repair is due, and all of it into status. */
final class SiteJudge {
    /** The first poll after a start, and as many again. */
    private static final Duration FIRST_NEWS = Duration.ofSeconds(90);

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;
    private final SiteAddresses addresses;
    private final SiteRouterTunnels tunnels;
    private final List<String> moreNotes;

    SiteJudge(
            SiteContext context,
            SiteTools tools,
            StatusJournal journal,
            SiteEvents events,
            SiteAddresses addresses,
            SiteRouterTunnels tunnels,
            List<String> moreNotes) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
        this.addresses = addresses;
        this.tunnels = tunnels;
        this.moreNotes = moreNotes;
    }

    /** @param turns what wasn't changed in this visit, and why */
    Outcome judge(DesiredSite desired, Map<Role, ResolvedTunnel> resolved, Turns turns) throws CmaException {
        Set<Role> held = turns.held();
        AccountSnapshot snapshot = context.snapshot();
        String siteId = Objects.requireNonNull(journal.status().siteId());
        if (snapshot == null
                && SiteStatuses.stood(journal.site())
                && tools.firstSeen().within("first news of " + siteId, FIRST_NEWS)) {
            // This process has just started: what the last one found stands until Cato's first news.
            return new Outcome.Done();
        }
        Map<Role, ToldTunnel> told = standing(desired);
        told.keySet().retainAll(held);
        resolved.forEach((role, tunnel) -> told.putIfAbsent(role, ToldTunnel.of(tunnel)));
        SiteVerdict verdict = verdict(siteId, told);
        SiteFindings.Found found = findings(desired, siteId).of(verdict, told);
        String notConfigured = context.router() == null
                ? null
                : turns.sentence()
                        .or(() -> tunnels.notConfigured(context.site()))
                        .orElse(null);
        Optional<Refusal> stuck = tunnels.stuck(context.site()).map(turns::with);
        boolean steady = notConfigured == null && stuck.isEmpty() && held.isEmpty() && context.mayAct();
        Map<Role, Step> steps = steps(verdict, resolved, found, steady);
        CatoSiteStatus before = journal.status();
        ManualRouter manual = context.router() == null ? ManualRouters.of(desired, resolved.values()) : null;
        journal.write(s -> {
            tools.statuses().tunnels(s, before, desired, told, held, verdict, found, manual);
            s.conditions(
                    stuck.isPresent()
                            ? tools.statuses().stuck(journal.site(), stuck.get())
                            : tools.statuses()
                                    .settled(
                                            journal.site(),
                                            verdict,
                                            notConfigured,
                                            notes(desired, turns),
                                            found,
                                            SiteRepairs.stalled(steps, context.router() != null)));
            return repairs().take(s.build(), steps).toBuilder();
        });
        tell(before, steps, verdict, found);
        Optional<Duration> soon = SiteRepairs.lookAgain(steps).or(found::lookAgain);
        return stuck.<Outcome>map(Outcome.Stuck::new).orElseGet(() -> new Outcome.Done(soon.orElse(null)));
    }

    /**
     * The same for a site of which nothing may be changed: what both ends say of the tunnels that it has, and what is wrong. No step is
     * taken.
     *
     * @param plan what would be changed
     * @param note on what others changed at Cato
     */
    Outcome observe(DesiredSite desired, Plan plan, Optional<String> note) {
        CatoSiteStatus before = journal.status();
        String siteId = before.siteId();
        Map<Role, ToldTunnel> told = standing(desired);
        if (siteId == null || told.isEmpty()) {
            journal.write(s -> s.plan(plan)
                    .conditions(tools.statuses()
                            .observed(journal.site(), plan, Optional.empty(), SiteFindings.Found.NOTHING, note)));
            return new Outcome.Done();
        }
        if (context.snapshot() == null && tools.firstSeen().within("first news of " + siteId, FIRST_NEWS)) {
            return new Outcome.Done();
        }
        SiteVerdict verdict = verdict(siteId, told);
        SiteFindings.Found found = findings(desired, siteId).of(verdict, told);
        journal.write(s -> tools.statuses()
                .tunnels(s, before, desired, told, told.keySet(), verdict, found, before.manualRouter())
                .plan(plan)
                .conditions(tools.statuses().observed(journal.site(), plan, Optional.of(verdict), found, note)));
        tell(before, Map.of(), verdict, found);
        return new Outcome.Done(found.lookAgain().orElse(null));
    }

    /** The tunnels that stand in status, of roles that the manifest still has. */
    private Map<Role, ToldTunnel> standing(DesiredSite desired) {
        Map<Role, ToldTunnel> told = new EnumMap<>(Role.class);
        CatoSiteStatus status = journal.status();
        AccountSnapshot snapshot = context.snapshot();
        SiteState seen = snapshot == null ? null : snapshot.sites().get(String.valueOf(status.siteId()));
        for (DesiredTunnel plan : desired.tunnels()) {
            RepairedTunnel.of(status, plan.role())
                    .flatMap(t -> ToldTunnel.standing(
                            plan, t, SiteIdentities.known(plan.identification(), status, seen, plan.role())))
                    .ifPresent(t -> told.put(plan.role(), t));
        }
        return told;
    }

    private SiteVerdict verdict(String siteId, Map<Role, ToldTunnel> told) {
        AccountSnapshot snapshot = context.snapshot();
        return new BothEnds(tools, tunnels)
                .verdict(
                        context.site(),
                        context.router(),
                        context.account(),
                        snapshot,
                        snapshot == null ? null : snapshot.sites().get(siteId),
                        told.values().stream().map(BothEnds.Tunnel::of).toList());
    }

    private SiteFindings findings(DesiredSite desired, String siteId) {
        return new SiteFindings(context, tools, journal.status(), tunnels, desired, siteId);
    }

    private SiteRepairs repairs() {
        return new SiteRepairs(events, tools.fingerprints().keyId());
    }

    private void tell(CatoSiteStatus before, Map<Role, Step> steps, SiteVerdict verdict, SiteFindings.Found found) {
        moved(events, before, journal.status());
        repairs().tell(steps, context.router() != null);
        for (TunnelVerdict tunnel : verdict.tunnels()) {
            Role role = tunnel.evidence().role();
            Optional<dev.ipsecsites.diagnosis.Diagnosis> sure =
                    found.diagnosis().sure(role);
            boolean known = sure.isPresent()
                    && before.diagnosis().stream()
                            .anyMatch(d -> !d.repaired()
                                    && d.confidence() != Confidence.POSSIBLE // a guess hasn't been told
                                    && d.cause().equals(sure.get().cause().word())
                                    && Objects.equals(d.tunnel(), sure.get().tunnel()));
            if (sure.isPresent() && !known && (sure.get().cause() == Cause.FLAPPING || !found.flapping(role))) {
                events.warning(sure.get().cause().word(), SiteDiagnosis.message(SiteVerdict.name(tunnel), sure.get()));
            }
        }
    }

    /** Tells of traffic that changed tunnels. */
    static void moved(SiteEvents events, CatoSiteStatus before, CatoSiteStatus after) {
        if (!Objects.equals(before.lastFailover(), after.lastFailover())) {
            boolean back = Role.PRIMARY.tunnelId().equals(after.activeTunnel());
            String message = "traffic moved from " + before.activeTunnel() + " to " + after.activeTunnel();
            if (back) {
                events.normal("FailedBack", message);
            } else {
                events.warning("FailedOver", message);
            }
        }
    }

    private Map<Role, Step> steps(
            SiteVerdict verdict, Map<Role, ResolvedTunnel> resolved, SiteFindings.Found found, boolean steady)
            throws CmaException {
        Map<Role, Step> steps = new EnumMap<>(Role.class);
        Instant now = tools.clock().instant();
        Optional<Spares> held = spares(resolved);
        Spares spares = held.orElse(Spares.NONE);
        for (TunnelVerdict tunnel : verdict.tunnels()) {
            Role role = tunnel.evidence().role();
            OtherTunnels others = new OtherTunnels(verdict, role, other -> calm(other, found, steps, now));
            Step step = RepairLadder.next(new RepairLadder.Situation(
                    context.site().getSpec().repair(),
                    tunnel.state(),
                    context.router() != null,
                    steady && !found.diagnosis().offAtCato(role),
                    others.up(),
                    others.well(),
                    SiteVerdict.endsDisagree(tunnel),
                    tunnel.evidence().router() == EndState.UP && !others.carry(),
                    found.extra(role).cameUp(),
                    found.flapping(role),
                    found.diagnosis().causeOf(role),
                    found.diagnosis().guessOf(role),
                    RepairedTunnel.correctionsForAll(journal.status(), role),
                    spares.forRole(role).orElse(null),
                    RepairedTunnel.generation(context.site()),
                    RepairedTunnel.home(context.site().getSpec(), role),
                    RepairedTunnel.inForce(journal.site(), role).orElse(null),
                    now));
            if (step instanceof Step.GiveUp && held.isEmpty()) {
                step = new Step.Rest(
                        RepairedTunnel.inForce(journal.site(), role).orElse(null), null, null);
            }
            if (step instanceof Step.AnotherPoP another) {
                spares = spares.without(another.address());
            }
            steps.put(role, step);
        }
        return steps;
    }

    /** @param steps of this visit so far: no two tunnels are cut for each other's sake */
    private boolean calm(Role role, SiteFindings.Found found, Map<Role, Step> steps, Instant now) {
        Step step = steps.get(role);
        TunnelRepair standing =
                step == null ? RepairedTunnel.standing(journal.status(), role).orElse(null) : step.standing();
        return RepairLadder.well(standing, found.extra(role).cameUp(), now);
    }

    /** Empty where it can't be found out now whether there are any. */
    private Optional<Spares> spares(Map<Role, ResolvedTunnel> resolved) throws CmaException {
        if (!context.site().getSpec().repair().anotherPoP()) {
            return Optional.of(Spares.NONE);
        }
        try {
            return Optional.of(lookedUp(resolved));
        } catch (CmaException e) {
            if (CmaFailures.passes(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Spares lookedUp(Map<Role, ResolvedTunnel> resolved) throws CmaException {
        AccountFacts.Account facts = tools.facts().of(context.account());
        return Spares.of(
                context.site().getSpec(),
                journal.status(),
                addresses.free(),
                resolved.values().stream().map(ResolvedTunnel::address).toList(),
                facts.addresses(context.cma()),
                facts.popLocations(context.cma()));
    }

    private List<String> notes(DesiredSite desired, Turns turns) {
        List<String> notes = new ArrayList<>(desired.notes());
        notes.addAll(moreNotes);
        if (context.site().getSpec().traffic().through() == Through.LISTED) {
            List<String> unlisted = SiteConflicts.unlisted(context.site(), context.others());
            if (!unlisted.isEmpty()) {
                notes.add("not in traffic.ranges, so not reached through Cato: " + String.join(", ", unlisted));
            }
        }
        for (Role role : Role.values()) {
            RepairedTunnel.inForce(journal.site(), role)
                    .flatMap(standing -> SiteRepairs.elsewhere(role, standing, context.site()))
                    .ifPresent(notes::add);
        }
        turns.later()
                .forEach(role -> notes.add(
                        role.tunnelId() + " is changed when the other tunnel is up, so that one stays alive"));
        return notes;
    }
}
