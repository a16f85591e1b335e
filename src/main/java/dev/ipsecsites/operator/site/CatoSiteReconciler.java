package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.DeletionPolicy;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Diagnoses;
import dev.ipsecsites.operator.common.EventReason;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterFacts;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Brings a CatoSite to what its manifest says, at Cato and through its RouterTunnels, and takes it away again. */
public final class CatoSiteReconciler implements Reconciler<CatoSite>, Cleaner<CatoSite> {
    /** Controller name. */
    public static final String NAME = "catosite";

    private static final Duration SETTLED_LOOK = Duration.ofMinutes(5);
    private static final Duration ON_THE_WAY_LOOK = Duration.ofSeconds(15);

    private final Services services;
    private final CmaAccounts accounts;
    private final SiteTools tools;
    private final SiteWork work;
    private final StatusWriter writer;
    private final SiteWakes wakes;
    private final Timelines timelines;

    /**
     * @param owner which operator, for the marks at Cato
     * @param capabilities what a router's model can do
     * @param random cryptographically strong, for keys
     * @param routerSide what the routers' side knows
     * @param timelines downloaded from the console
     */
    public CatoSiteReconciler(
            Services services,
            CmaAccounts accounts,
            String owner,
            Function<RouterFacts, Optional<Capabilities>> capabilities,
            RandomGenerator random,
            RouterSide routerSide,
            Timelines timelines) {
        this.services = services;
        this.accounts = accounts;
        this.timelines = timelines;
        this.writer = services.statusWriter("ipsec-sites-" + NAME);
        this.wakes = new SiteWakes(services.directory());
        this.tools = new SiteTools(
                services.client(),
                services.directory(),
                services.clock(),
                new AccountFacts(services.clock()),
                new SiteKeys(services.client(), services.credentials(), services.inUse(), random),
                new SiteStatuses(services.clock()),
                services.keyring(),
                new KeyringFingerprints(services.keyring()),
                new FirstSeen(services.clock()),
                new TunnelMemory(services.clock()),
                new RoundTrips(services.clock()),
                routerSide,
                timelines::of,
                new Sendings(services.clock()));
        this.work = new SiteWork(services.directory(), accounts, wakes, tools, owner, capabilities);
    }

    @Override
    public List<EventSource<?, CatoSite>> prepareEventSources(EventSourceContext<CatoSite> context) {
        services.directory().publish(CatoSite.class, context.getPrimaryCache(), SiteWakes.INDEXES);
        services.inUse().register(wakes::usersOfSecret);
        wakes.listen(services.secrets(), accounts);
        timelines.onChange(wakes::wake);
        tools.routerSide().listen(wakes::wakeOwner, wakes::wakeSitesOf);
        return List.of(wakes.eventSource());
    }

    @Override
    public UpdateControl<CatoSite> reconcile(CatoSite site, Context<CatoSite> context) {
        if (Annotations.paused(site)) {
            return paused(site);
        }
        StatusJournal journal = new StatusJournal(site, writer);
        boolean asked =
                Annotations.pending(site, Api.RECONCILE, site.statusOrEmpty().lastHandled());
        tools.routerTunnels(events(site)).tellPolicy(site);
        work.report(site, journal, events(site));
        Outcome outcome = attempt(() -> work.bring(site, journal, events(site), asked));
        record(outcome, journal);
        finish(site, journal);
        return UpdateControl.<CatoSite>noUpdate().rescheduleAfter(next(outcome, journal.status()));
    }

    @Override
    public DeleteControl cleanup(CatoSite site, Context<CatoSite> context) {
        if (Annotations.paused(site)) {
            paused(site);
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(SETTLED_LOOK);
        }
        boolean orphan = RouterTunnelSpecs.deletionPolicy(site.getSpec()) == DeletionPolicy.ORPHAN;
        SiteCleanup cleanup = new SiteCleanup(site, tools, events(site));
        if (orphan) {
            cleanup.keys(true);
        }
        Outcome outcome = attempt(() -> work.remove(site, cleanup, events(site), orphan));
        if (outcome instanceof Outcome.Done) {
            tools.memory().forget(site.getMetadata().getUid());
            tools.sendings().forget(site.getMetadata().getUid());
            wakes.secretsOf(site)
                    .forEach(s -> services.inUse().release(site.getMetadata().getNamespace(), s, site));
            return DeleteControl.defaultDelete();
        }
        StatusJournal journal = new StatusJournal(site, writer);
        record(outcome, journal);
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(next(outcome, journal.status()));
    }

    /** A step that may fail at either end. */
    private interface Step {
        Outcome run() throws CmaException, CredentialsException;
    }

    private static Outcome attempt(Step step) {
        try {
            return step.run();
        } catch (CmaException e) {
            return CmaFailures.outcome(e);
        } catch (CredentialsException e) {
            return new Outcome.Stuck(new Refusal(e.reason().name(), "", String.valueOf(e.getMessage())));
        }
    }

    private UpdateControl<CatoSite> paused(CatoSite site) {
        String message = "paused by the annotation " + Api.PAUSED + "; take it off to go on";
        List<Condition> conditions = tools.statuses()
                .conditions(site)
                .settled()
                .unknown(Conditions.READY, "Paused", message)
                .build();
        writer.write(
                site, site.statusOrEmpty().toBuilder().conditions(conditions).build());
        return UpdateControl.noUpdate();
    }

    private void record(Outcome outcome, StatusJournal journal) {
        if (outcome instanceof Outcome.Waiting waiting) {
            List<Condition> conditions = tools.statuses().waiting(journal.site(), waiting.reason(), waiting.message());
            journal.write(s -> s.conditions(conditions));
        } else if (outcome instanceof Outcome.Stuck stuck) {
            List<Condition> conditions = tools.statuses().stuck(journal.site(), stuck.refusal());
            List<Diagnosis> standing = journal.status().diagnosis();
            List<Diagnosis> found = Diagnoses.status(stuck.found(), standing);
            journal.write(s -> s.conditions(conditions).diagnosis(found.isEmpty() ? standing : found));
        }
    }

    /** What is said once per visit: tokens dealt with, generation seen, transitions as Events. */
    private void finish(CatoSite before, StatusJournal journal) {
        Map<String, String> handled = Annotations.handle(
                before,
                journal.status().lastHandled(),
                services.events(),
                // The visit itself records that everything was sent again.
                Map.of(Api.RESET_TUNNELS, resets(journal.site()), Api.RECONCILE, false));
        journal.write(
                s -> s.observedGeneration(before.getMetadata().getGeneration()).lastHandled(handled));
        for (String type : List.of(Conditions.READY, Conditions.REDUNDANT)) {
            if (toldAlready(journal.status(), type)) {
                continue;
            }
            services.events()
                    .transitions(
                            before,
                            before.statusOrEmpty().conditions(),
                            journal.status().conditions(),
                            type);
        }
    }

    private Duration next(Outcome outcome, CatoSiteStatus status) {
        Duration wait = switch (outcome) {
            case Outcome.Waiting waiting -> waiting.lookAgain();
            case Outcome.Stuck stuck -> stuck.lookAgain();
            case Outcome.Done done ->
                sooner(
                        done.lookAgain(),
                        Conditions.isTrue(status.conditions(), Conditions.READY) ? SETTLED_LOOK : ON_THE_WAY_LOOK);
        };
        return services.backoff().jitter(wait);
    }

    /** A cause has had its own Event; and while a tunnel comes and goes, that is the news, not each time that it does. */
    private static boolean toldAlready(CatoSiteStatus status, String type) {
        boolean flapping = status.tunnels().stream().anyMatch(t -> t.flaps() >= TunnelMemory.FLAPPING);
        return flapping
                || Conditions.find(status.conditions(), type)
                        .flatMap(c -> Cause.ofWord(c.reason()))
                        .isPresent();
    }

    /** Whether a reset that was asked for has been carried out; asks the Router for those that are due. */
    private boolean resets(CatoSite site) {
        SiteEvents events = events(site);
        return new TunnelResets(
                        services.client(), site, tools.routerTunnels(events).of(site), events)
                .ensure();
    }

    private static Duration sooner(@Nullable Duration one, Duration other) {
        return one == null || one.compareTo(other) > 0 ? other : one;
    }

    private SiteEvents events(CatoSite site) {
        return new SiteEvents() {
            @Override
            public void normal(String reason, String message) {
                services.events().record(site, EventReason.of(reason, false), message);
            }

            @Override
            public void warning(String reason, String message) {
                services.events().record(site, EventReason.of(reason, true), message);
            }
        };
    }
}
