package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.common.Wake;
import dev.ipsecsites.router.RouterObservation;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of a router (DESIGN §3): collects all RouterTunnels that name it, visits it, and tells each tunnel what became of
 * it. Comes back at the poll interval; a RouterTunnel that changed, or a Secret, wakes it at once.
 */
public final class RouterReconciler implements Reconciler<Router>, Cleaner<Router> {
    private static final Logger LOG = LoggerFactory.getLogger(RouterReconciler.class);
    private static final Duration CACHES_FILL = Duration.ofMillis(200);

    /** Nobody tells when the ConfigMap of a record is mended. */
    private static final Duration UNUSABLE_LOOK = Duration.ofMinutes(1);

    private final Services services;
    private final RouterVisits visits;
    private final RouterRecords records;
    private final VisitNews news;
    private final Wake<Router> wake;
    private final StatusWriter status;
    private final VisitPace pace;

    RouterReconciler(
            Services services,
            RouterVisits visits,
            RouterRecords records,
            VisitNews news,
            Wake<Router> wake,
            StatusWriter status) {
        this.services = services;
        this.visits = visits;
        this.records = records;
        this.news = news;
        this.wake = wake;
        this.status = status;
        this.pace = new VisitPace(services.backoff());
    }

    @Override
    public List<EventSource<?, Router>> prepareEventSources(EventSourceContext<Router> context) {
        new RouterWakes(services, wake).listen(context.getPrimaryCache());
        return List.of(wake.eventSource());
    }

    @Override
    public UpdateControl<Router> reconcile(Router router, Context<Router> context) {
        return reconcile(router);
    }

    UpdateControl<Router> reconcile(Router router) {
        try {
            return visited(router);
        } catch (UnusableRecordException e) {
            unusable(router, e);
            return UpdateControl.<Router>noUpdate().rescheduleAfter(UNUSABLE_LOOK);
        }
    }

    private UpdateControl<Router> visited(Router router) {
        if (!services.directory().isOpen()) {
            return UpdateControl.<Router>noUpdate().rescheduleAfter(CACHES_FILL);
        }
        if (Annotations.paused(router)) {
            pause(router);
            return UpdateControl.noUpdate();
        }
        return UpdateControl.<Router>noUpdate().rescheduleAfter(serve(router));
    }

    @Override
    public DeleteControl cleanup(Router router, Context<Router> context) {
        return cleanup(router);
    }

    DeleteControl cleanup(Router router) {
        try {
            return cleaned(router);
        } catch (UnusableRecordException e) {
            unusable(router, e);
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(UNUSABLE_LOOK);
        }
    }

    private DeleteControl cleaned(Router router) {
        if (!services.directory().isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(CACHES_FILL.toMillis());
        }
        if (Annotations.paused(router)) {
            pause(router);
            return DeleteControl.noFinalizerRemoval();
        }
        if (!needed(router)) {
            return done(router);
        }
        Duration next = serve(router);
        return needed(router) ? DeleteControl.noFinalizerRemoval().rescheduleAfter(next.toMillis()) : done(router);
    }

    private void unusable(Router router, UnusableRecordException e) {
        tell(router, RouterStatuses.unusable(router, e, services.clock()));
    }

    /** A tunnel still names it, or lines of ours are still on it; under Observe those stay. */
    private boolean needed(Router router) {
        RouterRecord record = records.read(router);
        boolean lines = !record.tunnels().isEmpty() || record.pending() != null || record.debug() != null;
        return !tunnelsOf(router).isEmpty()
                || (lines && router.getSpec().managementPolicy() != ManagementPolicy.OBSERVE);
    }

    private DeleteControl done(Router router) {
        records.discard(router);
        services.inUse()
                .release(
                        router.getMetadata().getNamespace(),
                        router.getSpec().credentialsSecretRef().name(),
                        router);
        visits.forget(router);
        pace.forget(router);
        return DeleteControl.defaultDelete();
    }

    private void pause(Router router) {
        RouterRecord record = records.read(router);
        status.write(router, RouterStatuses.paused(router, record, services.clock()));
        news.publish(
                router,
                tunnelsOf(router),
                Visit.without(
                        new Outcome.Failed(
                                Problem.waiting("RouterPaused", "Router " + Directory.key(router) + " is paused")),
                        record,
                        null));
    }

    /** Visits, tells, and returns when to come back. Tunnels hear of what was seen before they are cared for, which takes its time. */
    private Duration serve(Router router) {
        List<RouterTunnel> named = tunnelsOf(router);
        // Before the visit: what it finds out about a transaction must not be taken for this moment's.
        RouterRecord before = records.read(router);
        Instant began = services.clock().instant();
        Told told = new Told(router, named);
        Visit visit = visits.visit(router, named, told);
        Map<String, Finding> found = news.publish(told.current, named, visit);
        tell(told.current, named, before, visit, found);
        return pace.next(router, visit, Duration.between(began, services.clock().instant()));
    }

    /** Tells of a visit while it goes on. */
    private final class Told implements RouterVisits.Listener {
        private final List<RouterTunnel> named;
        private Router current;

        Told(Router router, List<RouterTunnel> named) {
            this.current = router;
            this.named = named;
        }

        @Override
        public Router pin(Router router, String fingerprint) {
            current = RouterReconciler.this.pin(router, fingerprint);
            return current;
        }

        @Override
        public void looked(List<Member> members, RouterObservation observation, Map<String, TunnelMemory> memories) {
            news.states(members, observation, memories);
        }

        @Override
        public void served(Visit visit) {
            news.publish(current, named, visit);
        }
    }

    private Router pin(Router router, String fingerprint) {
        RouterStatus known = router.statusOrEmpty();
        if (fingerprint.equals(known.hostKeyFingerprint())) {
            return router;
        }
        if (router.getSpec().hostKey().fingerprint() == null) {
            services.events()
                    .record(
                            router,
                            RouterEvent.HostKeyTrusted,
                            "Trusted the host key " + fingerprint + " on first use");
        }
        return status.write(
                router, known.toBuilder().hostKeyFingerprint(fingerprint).build());
    }

    private void tell(
            Router router, List<RouterTunnel> named, RouterRecord before, Visit visit, Map<String, Finding> found) {
        RouterStatus was = router.statusOrEmpty();
        RouterStatus now = RouterStatuses.after(
                router,
                visit,
                tunnelsOf(router),
                found,
                Annotations.handle(
                        router,
                        was.lastHandled(),
                        services.events(),
                        Map.of(Api.RECONCILE, visit.observation() != null)),
                services.keyring()::seal,
                services.clock());
        tell(router, now);
        RouterNews.tell(router, named, before, visit, services, LOG);
    }

    private void tell(Router router, RouterStatus now) {
        status.write(router, now);
        services.events().transitions(router, router.statusOrEmpty().conditions(), now.conditions(), Conditions.READY);
    }

    private List<RouterTunnel> tunnelsOf(Router router) {
        return services.directory()
                .byIndex(RouterTunnel.class, RouterTunnelReconciler.BY_ROUTER, Directory.key(router));
    }
}
