package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.Wake;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;

/** Wakes Routers when a Secret changes that they, or their tunnels, use. */
final class RouterWakes {
    private static final String BY_SECRET = "secret";

    private final Services services;
    private final Wake<Router> wake;

    RouterWakes(Services services, Wake<Router> wake) {
        this.services = services;
        this.wake = wake;
    }

    /** Publishes the controller's cache, and listens. */
    void listen(IndexerResourceCache<Router> cache) {
        services.directory()
                .publish(
                        Router.class,
                        cache,
                        Map.of(
                                BY_SECRET,
                                r -> List.of(Directory.key(
                                        r.getMetadata().getNamespace(),
                                        r.getSpec().credentialsSecretRef().name()))));
        services.inUse()
                .register((namespace, secret) ->
                        services
                                .directory()
                                .byIndex(Router.class, BY_SECRET, Directory.key(namespace, secret))
                                .stream());
        services.secrets().onChange(this::secretChanged);
    }

    private void secretChanged(Secret secret) {
        services.directory()
                .byIndex(Router.class, BY_SECRET, Directory.key(secret))
                .forEach(wake::wake);
        services.directory()
                .byIndex(RouterTunnel.class, RouterTunnelReconciler.BY_SECRET, Directory.key(secret))
                .forEach(t -> wake.wake(
                        t.getMetadata().getNamespace(), t.getSpec().routerRef().name()));
    }
}
