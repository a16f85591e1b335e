package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Events;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.Meters;
import dev.ipsecsites.operator.common.MockKube;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.common.TestClock;
import dev.ipsecsites.router.RouterDriver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A mock API server, one router in memory, and the two reconcilers called by hand as the framework would. */
final class RouterWorld implements AutoCloseable {
    static final String NAMESPACE = "net";

    final TestClock clock;
    final FakeRouter router;
    final MockKube kube;
    private final boolean ownKube;
    private final RouterDriver driver;
    private final Keyring keyring = Keyring.of(new byte[32]);
    private final List<SecretCache> caches = new ArrayList<>();
    private RouterControllers controllers;

    RouterWorld() {
        this(new MockKube(), true, null, new TestClock());
    }

    /** On a server that is used by others before and after. */
    RouterWorld(MockKube kube) {
        this(kube, false, null, new TestClock());
        kube.clear();
    }

    /** With another router than the one in memory. */
    RouterWorld(RouterDriver driver) {
        this(driver, new TestClock());
    }

    /** With a router that goes by this clock too. */
    RouterWorld(RouterDriver driver, TestClock clock) {
        this(new MockKube(), true, driver, clock);
    }

    private RouterWorld(MockKube kube, boolean ownKube, @Nullable RouterDriver driver, TestClock clock) {
        this.clock = clock;
        this.router = new FakeRouter(clock);
        this.kube = kube;
        this.ownKube = ownKube;
        this.driver = driver == null ? router : driver;
        this.controllers = start();
    }

    /** A process that has just started: it remembers nothing. */
    private RouterControllers start() {
        Directory directory = new Directory();
        kube.publish(directory, Router.class, Map.of());
        kube.publish(directory, RouterTunnel.class, RouterTunnelReconciler.INDEXES);
        SecretCache secrets = new SecretCache(client(), Set.of());
        caches.add(secrets);
        InUse inUse = new InUse(client(), secrets, directory);
        inUse.register(
                (namespace, secret) -> directory
                        .byIndex(RouterTunnel.class, RouterTunnelReconciler.BY_SECRET, Directory.key(namespace, secret))
                        .stream());
        directory.open();
        return new RouterControllers(
                new Services(
                        client(),
                        clock,
                        directory,
                        new Credentials(secrets, client()),
                        secrets,
                        inUse,
                        new Events(client(), clock),
                        keyring,
                        new Backoff(
                                Duration.ofSeconds(2), Duration.ofMinutes(5), RandomGenerator.of("L64X128MixRandom")),
                        new Meters(new SimpleMeterRegistry()),
                        StatusWriter.Mode.MERGE_PATCH),
                driver);
    }

    void restart() {
        controllers = start();
    }

    RouterControllers controllers() {
        return controllers;
    }

    /** Puts an annotation on a RouterTunnel, beside those that are there. */
    void annotate(String tunnel, String annotation, String value) {
        client().resource(tunnel(tunnel)).edit(t -> {
            Map<String, String> all = new TreeMap<>();
            if (t.getMetadata().getAnnotations() != null) {
                all.putAll(t.getMetadata().getAnnotations());
            }
            all.put(annotation, value);
            t.getMetadata().setAnnotations(all);
            return t;
        });
    }

    /** Changes fields of a RouterTunnel's spec: a merge patch. */
    void edit(String tunnel, String spec) {
        client().resource(tunnel(tunnel)).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    void label(String tunnel, String label, String value) {
        client().resource(tunnel(tunnel)).edit(t -> {
            t.getMetadata().setLabels(Map.of(label, value));
            return t;
        });
    }

    List<String> events(String reason) {
        return client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(e -> e.getReason().equals(reason))
                .map(e -> e.getMessage())
                .toList();
    }

    KubernetesClient client() {
        return kube.client();
    }

    Secret secret(String name, Map<String, String> values) {
        Map<String, String> data = new TreeMap<>();
        values.forEach((k, v) -> data.put(k, Base64.getEncoder().encodeToString(v.getBytes(StandardCharsets.UTF_8))));
        return client().resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .addToLabels(Api.CREDENTIALS, "true")
                        .endMetadata()
                        .withData(data)
                        .build())
                .createOr(r -> r.update());
    }

    /** A Router with its Secret; {@code more} is added to its spec. */
    void router(String name, String more) {
        secret(name, Map.of("username", "admin", "password", "secret"));
        routerAt("192.0.2.1", 22, name, more);
    }

    /** A Router at an address, without its Secret. */
    void routerAt(String host, int port, String name, String more) {
        create(Router.class, """
            metadata: { name: %s, namespace: net, creationTimestamp: "%s" }
            spec:
              address: %s
              port: %s
              credentialsSecretRef: { name: %s }
              hostKey: { trustOnFirstUse: true }
              links: [ { name: WAN1, interface: pp1 } ]
            %s
            """.formatted(name, clock.instant(), host, port, name, more.indent(2)));
    }

    /** A RouterTunnel with its Secret; {@code more} is added to its spec. */
    void tunnel(String name, String more) {
        tunnelTo("203.0.113.10", name, more);
    }

    void tunnelTo(String peer, String name, String more) {
        secret(name + "-psk", Map.of("psk", "abcd1234"));
        create(RouterTunnel.class, """
            metadata: { name: %s, namespace: net, creationTimestamp: "%s" }
            spec:
              routerRef: { name: rt }
              description: %s
              remote: { address: %s }
              preSharedKeySecretRef: { name: %s-psk, key: psk }
            %s
            """.formatted(
                        name,
                        clock.instant(),
                        name,
                        peer,
                        name,
                        (more.contains("routes:") ? more : more + "\nroutes: [ { destination: default } ]").indent(2)));
        clock.advance(Duration.ofSeconds(1));
    }

    private <R extends HasMetadata> void create(Class<R> kind, String yaml) {
        client().resource(Serialization.unmarshal(
                        "apiVersion: ipsec-sites.dev/v1alpha1\nkind: " + kind.getSimpleName() + "\n" + yaml, kind))
                .create();
    }

    Router router(String name) {
        return client().resources(Router.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    RouterTunnel tunnel(String name) {
        return client().resources(RouterTunnel.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    Condition condition(Router of, String type) {
        return Conditions.find(of.statusOrEmpty().conditions(), type).orElseThrow();
    }

    Condition condition(RouterTunnel of, String type) {
        return Conditions.find(of.statusOrEmpty().conditions(), type).orElseThrow();
    }

    /** Everybody once: tunnels, routers, tunnels again, as waking each other would; then a poll interval passes. */
    void round() {
        tunnels();
        for (Router each : kube.stored(Router.class)) {
            if (each.getMetadata().getDeletionTimestamp() == null) {
                controllers.routers().reconcile(finalizer(each, Api.IN_USE));
            } else {
                finish(each, Api.IN_USE, controllers.routers().cleanup(each));
            }
        }
        tunnels();
        clock.advance(Duration.ofSeconds(5));
    }

    void rounds(int number) {
        for (int i = 0; i < number; i++) {
            round();
        }
    }

    /** RouterTunnels that are woken look at what is known. */
    void tunnels() {
        for (RouterTunnel each : kube.stored(RouterTunnel.class)) {
            if (each.getMetadata().getDeletionTimestamp() == null) {
                controllers.tunnels().reconcile(finalizer(each, Api.TUNNEL_FINALIZER));
            } else {
                finish(each, Api.TUNNEL_FINALIZER, controllers.tunnels().cleanup(each));
            }
        }
    }

    /** What the framework does before the first reconcile. */
    private <R extends HasMetadata> R finalizer(R resource, String name) {
        if (resource.hasFinalizer(name)) {
            return resource;
        }
        return client().resource(resource).edit(r -> {
            r.addFinalizer(name);
            return r;
        });
    }

    private <R extends HasMetadata> void finish(R resource, String name, DeleteControl control) {
        if (control.isRemoveFinalizer()) {
            client().resource(resource).edit(r -> {
                r.removeFinalizer(name);
                return r;
            });
        }
    }

    @Override
    public void close() {
        caches.forEach(SecretCache::close);
        if (ownKube) {
            kube.close();
        }
    }
}
