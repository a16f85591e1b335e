package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.ManualRouter;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.Through;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One visit of a site: plan, act at Cato, act on its RouterTunnels, judge. */
final class SiteVisit {
    /** The first poll after a start, and as many again. */
    private static final Duration FIRST_NEWS = Duration.ofSeconds(90);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;
    private final boolean resend;

    SiteVisit(SiteContext context, SiteTools tools, StatusJournal journal, SiteEvents events, boolean resend) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
        this.resend = resend;
    }

    /** Brings the site on; the status in the journal is complete afterwards, its conditions too. */
    Outcome bring(DesiredSite desired) throws CmaException, CredentialsException {
        Optional<Refusal> conflict = SiteConflicts.of(context.site(), desired, context.others());
        if (conflict.isPresent()) {
            return new Outcome.Stuck(conflict.get());
        }
        SiteAddresses addresses = addresses();
        if (context.observeOnly()) {
            return observe(desired, addresses);
        }
        return switch (addresses.give(desired, journal)) {
            case SiteAddresses.Result.Refused refused -> new Outcome.Stuck(refused.refusal());
            case SiteAddresses.Result.Waiting waiting ->
                new Outcome.Waiting(
                        "AddressIdPending",
                        "Cato allocated " + waiting.address() + "; waiting until its list of addresses shows it",
                        AccountFacts.TOGETHER);
            case SiteAddresses.Result.Given given -> withAddresses(desired, given.addresses());
        };
    }

    private SiteAddresses addresses() {
        return new SiteAddresses(
                journal.site(),
                context.mark(),
                context.account(),
                context.cma(),
                tools.facts().of(context.account()),
                context.others(),
                context.snapshot(),
                events);
    }

    private Outcome observe(DesiredSite desired, SiteAddresses addresses) throws CmaException {
        var preview = new SitePreview(context.cma(), context.mark(), tools.fingerprints());
        var plan = preview.plan(desired, journal.status().siteId(), addresses.preview(desired));
        var conditions = tools.statuses().conditions(journal.site()).settled();
        if (plan.changes().isEmpty()) {
            conditions.isTrue("Configured", "AsPlanned", "Cato is as planned; managementPolicy is Observe");
            conditions.isTrue("Ready", "Observed", "Cato is as planned; managementPolicy is Observe");
        } else {
            String message =
                    "managementPolicy is Observe: " + plan.changes().size() + " changes would be made, see status.plan";
            conditions.isFalse("Configured", "DriftDetected", message);
            conditions.isFalse("Ready", "DriftDetected", message);
        }
        journal.write(s -> s.plan(plan).conditions(conditions.build()));
        return new Outcome.Done();
    }

    private Outcome withAddresses(DesiredSite desired, Map<Role, AllocatedAddress> addresses)
            throws CmaException, CredentialsException {
        Map<Role, ResolvedTunnel> resolved = new EnumMap<>(Role.class);
        for (DesiredTunnel tunnel : desired.tunnels()) {
            if (tunnel.siteAddress() == null) {
                return new Outcome.Waiting(
                        "LinkAddressUnknown",
                        "the router hasn't shown the address of link " + tunnel.link()
                                + " yet: bring the link up, or set spec.publicAddress",
                        SOON);
            }
            resolved.put(
                    tunnel.role(),
                    new ResolvedTunnel(
                            tunnel,
                            Objects.requireNonNull(addresses.get(tunnel.role())),
                            tunnel.siteAddress(),
                            tools.keys()
                                    .key(
                                            context.site(),
                                            tunnel,
                                            context.account().getSpec().endpoint())));
        }
        SiteAtCato atCato = new SiteAtCato(
                context.cma(),
                tools.facts().of(context.account()),
                context.mark(),
                journal,
                tools.fingerprints(),
                tools.firstSeen(),
                events);
        Outcome cato = atCato.ensure(desired, resolved, resend);
        if (!(cato instanceof Outcome.Done)) {
            return cato;
        }
        SiteRouterTunnels tunnels = tools.routerTunnels(events);
        if (context.router() != null) {
            Optional<Refusal> taken = tunnels.ensure(context.site(), specs(desired, resolved));
            if (taken.isPresent()) {
                return new Outcome.Stuck(taken.get());
            }
        }
        return judge(desired, resolved, tunnels);
    }

    private Map<String, RouterTunnelSpec> specs(DesiredSite desired, Map<Role, ResolvedTunnel> resolved) {
        Map<String, RouterTunnelSpec> specs = new LinkedHashMap<>();
        for (ResolvedTunnel tunnel : resolved.values()) {
            specs.put(
                    Objects.requireNonNull(tunnel.plan().routerTunnel()),
                    RouterTunnelSpecs.of(
                            context.site().getSpec(),
                            desired,
                            tunnel.plan(),
                            tunnel.address().popLocation(),
                            tunnel.address().address(),
                            tunnel.siteAddress()));
        }
        return specs;
    }

    private Outcome judge(DesiredSite desired, Map<Role, ResolvedTunnel> resolved, SiteRouterTunnels tunnels)
            throws CmaException {
        AccountSnapshot snapshot = context.snapshot();
        String siteId = Objects.requireNonNull(journal.status().siteId());
        if (snapshot == null
                && SiteStatuses.stood(journal.site())
                && tools.firstSeen().within("first news of " + siteId, FIRST_NEWS)) {
            // This process has just started: what the last one found stands until Cato's first news.
            return new Outcome.Done();
        }
        SiteState seen = snapshot == null ? null : snapshot.sites().get(siteId);
        Optional<Outcome> vanished = vanished(siteId, snapshot, seen);
        if (vanished.isPresent()) {
            return vanished.get();
        }
        List<TunnelEvidence> evidence = resolved.values().stream()
                .map(t -> tunnels.evidence(
                        context.site(),
                        t.role(),
                        t.address().popLocation(),
                        t.plan().routerTunnel()))
                .toList();
        SiteVerdict verdict = SiteVerdict.of(evidence, seen, fresh(snapshot));
        Optional<Refusal> stuck = tunnels.stuck(context.site());
        String notConfigured = context.router() == null
                ? null
                : tunnels.notConfigured(context.site()).orElse(null);
        ManualRouter manual = context.router() == null ? ManualRouters.of(desired, resolved.values()) : null;
        journal.write(s -> {
            tools.statuses().tunnels(s, journal.status(), desired, resolved, verdict, manual);
            return s.conditions(
                    stuck.isPresent()
                            ? tools.statuses().stuck(journal.site(), stuck.get())
                            : tools.statuses().settled(journal.site(), verdict, notConfigured, notes(desired)));
        });
        return stuck.<Outcome>map(Outcome.Stuck::new).orElseGet(Outcome.Done::new);
    }

    /** A site that somebody deleted at Cato is made again; what looks like it may be a site that isn't visible yet. */
    private Optional<Outcome> vanished(String siteId, @Nullable AccountSnapshot snapshot, @Nullable SiteState seen)
            throws CmaException {
        String what = "vanished " + siteId;
        if (seen != null || snapshot == null) {
            tools.firstSeen().forget(what);
            return Optional.empty();
        }
        if (tools.firstSeen().within(what, SiteAtCato.VISIBILITY.multipliedBy(2))
                || context.cma().site(siteId).isPresent()) {
            return Optional.empty();
        }
        tools.firstSeen().forget(what);
        events.warning("SiteVanished", "Cato has no site " + siteId + " any more; it is created again");
        journal.write(s -> s.siteId(null).appliedHash(null));
        return Optional.of(
                new Outcome.Waiting("SiteVanished", "Cato has no site " + siteId + " any more", Duration.ofSeconds(1)));
    }

    private boolean fresh(@Nullable AccountSnapshot snapshot) {
        Duration interval = Durations.parse(context.account().getSpec().snapshotInterval());
        return snapshot != null
                && tools.clock().instant().isBefore(snapshot.at().plus(CmaAccounts.believed(interval)));
    }

    private List<String> notes(DesiredSite desired) {
        List<String> notes = new ArrayList<>(desired.notes());
        if (context.site().getSpec().traffic().through() == Through.LISTED) {
            List<String> unlisted = SiteConflicts.unlisted(context.site(), context.others());
            if (!unlisted.isEmpty()) {
                notes.add("not in traffic.ranges, so not reached through Cato: " + String.join(", ", unlisted));
            }
        }
        return notes;
    }

    /** The status as it was written last. */
    CatoSiteStatus status() {
        return journal.status();
    }
}
