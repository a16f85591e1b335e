package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The Secrets labelled for this operator, watched once for all controllers. The label keeps Helm's releases and other people's
 * Secrets out of memory (operators.md §2.1).
 */
public final class SecretCache implements AutoCloseable {
    private final List<SharedIndexInformer<Secret>> informers;
    private final List<Consumer<Secret>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Secret>> outsideListeners = new CopyOnWriteArrayList<>();

    /** {@code namespaces} empty: all. */
    public SecretCache(KubernetesClient client, Set<String> namespaces) {
        this.informers = namespaces.isEmpty()
                ? List.of(client.secrets()
                        .inAnyNamespace()
                        .withLabel(Api.CREDENTIALS, "true")
                        .runnableInformer(0))
                : namespaces.stream()
                        .sorted()
                        .map(namespace -> client.secrets()
                                .inNamespace(namespace)
                                .withLabel(Api.CREDENTIALS, "true")
                                .runnableInformer(0))
                        .toList();
        informers.forEach(i -> i.addEventHandler(new Handler()));
    }

    /** Fills the cache; returns when it is filled. */
    public void start() {
        informers.forEach(SharedIndexInformer::run);
    }

    public boolean healthy() {
        return informers.stream().allMatch(i -> i.isRunning() && i.hasSynced());
    }

    public Optional<Secret> get(String namespace, String name) {
        String key = Directory.key(namespace, name);
        return informers.stream()
                .map(i -> i.getIndexer().getByKey(key))
                .filter(s -> s != null)
                .findFirst();
    }

    public List<Secret> all() {
        return informers.stream().flatMap(i -> i.getIndexer().list().stream()).toList();
    }

    /** Calls {@code listener} with each Secret that appears, changes or goes; it must be quick. */
    public void onChange(Consumer<Secret> listener) {
        listeners.add(listener);
    }

    /** Calls {@code listener} with each Secret that isn't watched: it went, lost the label, or was met without it; must be quick. */
    public void onOutside(Consumer<Secret> listener) {
        outsideListeners.add(listener);
    }

    /** A Secret was met that isn't watched. */
    void outside(Secret secret) {
        outsideListeners.forEach(l -> l.accept(secret));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private final class Handler implements ResourceEventHandler<Secret> {
        @Override
        public void onAdd(Secret secret) {
            tell(secret);
        }

        @Override
        public void onUpdate(Secret before, Secret secret) {
            tell(secret);
        }

        @Override
        public void onDelete(Secret secret, boolean lastStateUnknown) {
            tell(secret);
            // What the watch calls a deletion may be the loss of the label.
            outside(secret);
        }

        private void tell(Secret secret) {
            listeners.forEach(l -> l.accept(secret));
        }
    }
}
