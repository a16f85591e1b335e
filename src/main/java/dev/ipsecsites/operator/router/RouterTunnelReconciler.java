package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.common.Wake;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a RouterTunnel what became of it, and holds it until its lines are off the router. Never talks to the router itself: it
 * wakes the Router when that hasn't seen the tunnel as it is now, and is woken when there is something new.
 */
public final class RouterTunnelReconciler implements Reconciler<RouterTunnel>, Cleaner<RouterTunnel> {
    private static final Duration CACHES_FILL = Duration.ofMillis(200);

    /** Should a wake-up have been lost. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Written by the Router's side. */
    private static final Set<String> NUMBER = Set.of(Members.NUMBER, Members.ROUTER);

    static final List<String> AT_ROUTER = List.of(Api.RECONCILE, Api.RESET_TUNNELS, Api.REPAIR_RESET);

    static final String BY_ROUTER = "router";
    static final String BY_SECRET = "secret";

    private final Services services;
    private final Findings findings;
    private final RouterSights sights;
    private final Wake<RouterTunnel> wake;
    private final Wake<Router> routers;
    private final StatusWriter status;

    RouterTunnelReconciler(
            Services services,
            Findings findings,
            RouterSights sights,
            Wake<RouterTunnel> wake,
            Wake<Router> routers,
            StatusWriter status) {
        this.services = services;
        this.findings = findings;
        this.sights = sights;
        this.wake = wake;
        this.routers = routers;
        this.status = status;
    }

    @Override
    public List<EventSource<?, RouterTunnel>> prepareEventSources(EventSourceContext<RouterTunnel> context) {
        services.directory().publish(RouterTunnel.class, context.getPrimaryCache(), INDEXES);
        services.inUse()
                .register((namespace, secret) ->
                        services
                                .directory()
                                .byIndex(RouterTunnel.class, BY_SECRET, Directory.key(namespace, secret))
                                .stream());
        return List.of(wake.eventSource());
    }

    static final Map<String, java.util.function.Function<RouterTunnel, List<String>>> INDEXES = Map.of(
            BY_ROUTER,
            t -> List.of(Directory.key(
                    t.getMetadata().getNamespace(), t.getSpec().routerRef().name())),
            BY_SECRET,
            t -> List.of(Directory.key(
                    t.getMetadata().getNamespace(),
                    t.getSpec().preSharedKeySecretRef().name())));

    @Override
    public UpdateControl<RouterTunnel> reconcile(RouterTunnel tunnel, Context<RouterTunnel> context) {
        return reconcile(tunnel);
    }

    UpdateControl<RouterTunnel> reconcile(RouterTunnel tunnel) {
        if (!services.directory().isOpen()) {
            return UpdateControl.<RouterTunnel>noUpdate().rescheduleAfter(CACHES_FILL);
        }
        if (Annotations.paused(tunnel)) {
            status.write(tunnel, TunnelStatuses.paused(tunnel, services.clock()), NUMBER);
            return UpdateControl.noUpdate();
        }
        boolean waits = tell(tunnel);
        return waits
                ? UpdateControl.<RouterTunnel>noUpdate()
                        .rescheduleAfter(services.backoff().jitter(LOOK_AGAIN))
                : UpdateControl.noUpdate();
    }

    @Override
    public DeleteControl cleanup(RouterTunnel tunnel, Context<RouterTunnel> context) {
        return cleanup(tunnel);
    }

    DeleteControl cleanup(RouterTunnel tunnel) {
        if (!services.directory().isOpen()) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(CACHES_FILL.toMillis());
        }
        if (Annotations.paused(tunnel)) {
            status.write(tunnel, TunnelStatuses.paused(tunnel, services.clock()), NUMBER);
            return DeleteControl.noFinalizerRemoval();
        }
        Optional<Finding> finding = findings.of(tunnel.getMetadata().getUid());
        boolean removed =
                finding.filter(f -> f.removed() && f.seen().deleting()).isPresent();
        if (removed || router(tunnel).isEmpty()) {
            Integer number = Members.held(tunnel);
            if (!removed && number != null) {
                services.events()
                        .record(
                                tunnel,
                                RouterEvent.LinesLeft,
                                "Its Router is gone; if lines of tunnel "
                                        + number
                                        + " are left on the router, take them off by hand");
            }
            services.inUse()
                    .release(
                            tunnel.getMetadata().getNamespace(),
                            tunnel.getSpec().preSharedKeySecretRef().name(),
                            tunnel);
            findings.forget(tunnel.getMetadata().getUid());
            sights.forget(tunnel.getMetadata().getUid());
            return DeleteControl.defaultDelete();
        }
        tell(tunnel);
        return DeleteControl.noFinalizerRemoval()
                .rescheduleAfter(services.backoff().jitter(LOOK_AGAIN).toMillis());
    }

    /** Returns whether the router hasn't seen the tunnel as it is now. */
    private boolean tell(RouterTunnel tunnel) {
        RouterTunnelStatus was = tunnel.statusOrEmpty();
        Optional<Finding> finding = findings.of(tunnel.getMetadata().getUid());
        boolean there = router(tunnel).isPresent();
        Map<String, String> handled = Annotations.handle(
                tunnel, was.lastHandled(), services.events(), there ? atRouter(tunnel, finding) : Map.of());
        boolean asked = AT_ROUTER.stream().anyMatch(a -> Annotations.pending(tunnel, a, handled));
        boolean stale =
                finding.filter(f -> f.seen().equals(Member.seen(tunnel))).isEmpty();
        if (there && (stale || asked)) {
            routers.wake(
                    tunnel.getMetadata().getNamespace(),
                    tunnel.getSpec().routerRef().name());
        }
        RouterTunnelStatus now;
        if (!there) {
            now = TunnelStatuses.of(tunnel, noRouter(tunnel), handled, services.clock());
        } else if (finding.isEmpty() && told(tunnel)) {
            // This process has just started: what the last one found stands until the router's first visit, which
            // always finds something.
            now = was.toBuilder().lastHandled(handled).build();
        } else if (finding.isEmpty()) {
            now = TunnelStatuses.of(
                    tunnel,
                    Problem.waiting(Conditions.PENDING, "The router hasn't been looked at yet"),
                    handled,
                    services.clock());
        } else {
            now = TunnelStatuses.of(tunnel, finding.get(), handled, services.clock());
        }
        status.write(tunnel, now, NUMBER);
        TunnelNews.tell(tunnel, was, now, services.events());
        return stale || asked || !there;
    }

    /** What the Router's visit carries out, and whether it has. */
    private static Map<String, Boolean> atRouter(RouterTunnel tunnel, Optional<Finding> finding) {
        Map<String, Boolean> done = new HashMap<>();
        for (String annotation : AT_ROUTER) {
            Optional<String> token = Annotations.get(tunnel, annotation);
            done.put(
                    annotation,
                    token.equals(finding.map(f -> f.further().handled().get(annotation))));
        }
        return done;
    }

    /** Whether status speaks of the manifest as it is. */
    private static boolean told(RouterTunnel tunnel) {
        return Objects.equals(
                tunnel.statusOrEmpty().observedGeneration(),
                tunnel.getMetadata().getGeneration());
    }

    private Optional<Router> router(RouterTunnel tunnel) {
        return services.directory()
                .get(
                        Router.class,
                        tunnel.getMetadata().getNamespace(),
                        tunnel.getSpec().routerRef().name());
    }

    private static Problem noRouter(RouterTunnel tunnel) {
        return Problem.waiting(
                "RouterNotFound",
                "There is no Router " + tunnel.getMetadata().getNamespace() + "/"
                        + tunnel.getSpec().routerRef().name()
                        + "; create it, or correct spec.routerRef.name");
    }
}
