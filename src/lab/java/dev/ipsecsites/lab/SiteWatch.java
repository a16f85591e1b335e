package dev.ipsecsites.lab;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Watches a namespace as a person with {@code kubectl get --watch} would: tells what changes, waits for all sites. */
final class SiteWatch implements AutoCloseable {
    private final Progress progress;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final Map<String, String> said = new HashMap<>();
    private final Map<String, GenericKubernetesResource> sites = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final java.util.concurrent.locks.Condition changed = lock.newCondition();

    SiteWatch(KubernetesClient client, String namespace, Progress progress) {
        this.progress = progress;
        for (var kind : Kinds.all()) {
            informers.add(client.genericKubernetesResources(kind.context())
                    .inNamespace(namespace)
                    .inform(new Changes<>(this::resourceChanged, this::resourceGone)));
        }
        informers.add(
                client.v1().events().inNamespace(namespace).inform(new Changes<Event>(this::eventSeen, event -> {})));
    }

    /**
     * Waits until that many sites are there and all are Ready.
     *
     * @return whether it came to that in time
     */
    boolean awaitReady(int expected, Duration atMost) throws InterruptedException {
        var left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (sites.size() < expected || !sites.values().stream().allMatch(Condition::isReady)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void resourceChanged(GenericKubernetesResource resource) {
        var name = resource.getKind() + " " + resource.getMetadata().getName();
        Condition.ready(resource).ifPresent(ready -> sayOnce(name, ready.sentence()));
        if (resource.getKind().equals(Kinds.SITE.kind())) {
            signal(() -> sites.put(name, resource));
        }
    }

    private void resourceGone(GenericKubernetesResource resource) {
        var name = resource.getKind() + " " + resource.getMetadata().getName();
        sayOnce(name, "gone");
        if (resource.getKind().equals(Kinds.SITE.kind())) {
            signal(() -> sites.remove(name));
        }
    }

    private void eventSeen(Event event) {
        var about = event.getInvolvedObject();
        sayOnce(about.getKind() + " " + about.getName(), event.getReason() + ": " + event.getMessage());
    }

    /** An informer repeats what it knows; a status changes in parts that nobody has to read. */
    private void sayOnce(String about, String what) {
        lock.lock();
        try {
            if (what.equals(said.put(about, what))) {
                return;
            }
        } finally {
            lock.unlock();
        }
        progress.say(about, what);
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private record Changes<T>(Consumer<T> onPresent, Consumer<T> onGone) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            onPresent.accept(added);
        }

        @Override
        public void onUpdate(T before, T after) {
            onPresent.accept(after);
        }

        @Override
        public void onDelete(T deleted, boolean unknown) {
            onGone.accept(deleted);
        }
    }
}
