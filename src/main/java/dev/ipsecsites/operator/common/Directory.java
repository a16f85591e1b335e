package dev.ipsecsites.operator.common;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is in the cluster, from the caches that the controllers hold anyway: one copy of each object however many reconcilers
 * look at it. A reconciler publishes the cache of its kind in {@code prepareEventSources}.
 *
 * <p>Nobody may draw a conclusion from an absence before {@link #isOpen()}: until all caches are filled, "no tunnel names this
 * router" would mean "take all lines off".
 */
public final class Directory {
    /** Where the objects of one kind are looked up. */
    public interface Source<R extends HasMetadata> {
        Optional<R> get(String namespace, String name);

        Stream<R> all();

        List<R> byIndex(String index, String key);

        /** Takes note of a write of our own before the watch tells of it. */
        void written(R updated, R previous);
    }

    private final Map<Class<?>, Source<?>> sources = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Consumer<HasMetadata>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean open;

    /**
     * Publishes a controller's own cache.
     *
     * @param indexes name of an index → keys of an object in it
     */
    public <R extends HasMetadata> void publish(
            Class<R> kind, IndexerResourceCache<R> cache, Map<String, Function<R, List<String>>> indexes) {
        cache.addIndexers(indexes);
        publish(kind, new CacheSource<>(cache));
    }

    /** Publishes any other source of objects of this kind. */
    public <R extends HasMetadata> void publish(Class<R> kind, Source<R> source) {
        sources.put(kind, source);
    }

    /** All caches are filled: from now on an absence means something. */
    public void open() {
        open = true;
    }

    public boolean isOpen() {
        return open;
    }

    /** Empty also when nobody published the kind. */
    public <R extends HasMetadata> Optional<R> get(Class<R> kind, String namespace, String name) {
        return source(kind).flatMap(s -> s.get(namespace, name));
    }

    public <R extends HasMetadata> Stream<R> all(Class<R> kind) {
        return source(kind).stream().flatMap(Source::all);
    }

    /** Objects that have {@code key} in an index; keys of references are made with {@link #key}. */
    public <R extends HasMetadata> List<R> byIndex(Class<R> kind, String index, String key) {
        return source(kind).map(s -> s.byIndex(index, key)).orElse(List.of());
    }

    public <R extends HasMetadata> void written(Class<R> kind, R updated, R previous) {
        source(kind).ifPresent(s -> s.written(updated, previous));
        listeners.getOrDefault(kind, List.of()).forEach(l -> l.accept(updated));
    }

    /**
     * Calls {@code listener} after each write of a status by this process. Every change that one controller makes known to
     * another goes through a status, so nobody needs a watch of his own on another controller's kind. The listener must be quick.
     */
    public <R extends HasMetadata> void onWritten(Class<R> kind, Consumer<R> listener) {
        listeners
                .computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>())
                .add(resource -> listener.accept(kind.cast(resource)));
    }

    /** Key of an object or of a reference to it: {@code namespace/name}. */
    public static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    public static String key(HasMetadata resource) {
        return key(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    @SuppressWarnings("unchecked") // publish() takes kind and source of the same type
    private <R extends HasMetadata> Optional<Source<R>> source(Class<R> kind) {
        return Optional.ofNullable((Source<R>) sources.get(kind));
    }

    private record CacheSource<R extends HasMetadata>(IndexerResourceCache<R> cache) implements Source<R> {
        @Override
        public Optional<R> get(String namespace, String name) {
            return running() ? cache.get(new ResourceID(name, namespace)) : Optional.empty();
        }

        @Override
        public Stream<R> all() {
            return running() ? cache.list().flatMap(r -> latest(r).stream()) : Stream.empty();
        }

        @Override
        public List<R> byIndex(String index, String key) {
            if (!running()) {
                return List.of();
            }
            return cache.byIndex(index, key).stream()
                    .flatMap(r -> latest(r).stream())
                    .toList();
        }

        @Override
        @SuppressWarnings("unchecked") // an event source of the kind that it caches
        public void written(R updated, R previous) {
            if (cache instanceof ManagedInformerEventSource<?, ?, ?> eventSource) {
                ((ManagedInformerEventSource<R, ?, ?>) eventSource)
                        .handleRecentResourceUpdate(ResourceID.fromResource(updated), updated, previous);
            }
        }

        /** A cache that hasn't started has nothing inside that could be asked. */
        private boolean running() {
            return !(cache instanceof ManagedInformerEventSource<?, ?, ?> eventSource) || eventSource.isRunning();
        }

        /** Lists come from the informer; a write of our own is in front of it. */
        private Optional<R> latest(R listed) {
            return cache.get(ResourceID.fromResource(listed)).or(() -> Optional.of(listed));
        }
    }
}
