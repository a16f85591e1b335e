package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.operator.common.Directory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * ConfigMaps with a timeline that somebody downloaded from the console, labelled with the name of the CatoSite that it is of. Only
 * labelled ones are watched.
 */
public final class Timelines implements AutoCloseable {
    private static final String SITE = "site";

    private final List<SharedIndexInformer<ConfigMap>> informers;
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();

    /** {@code namespaces} empty: all. */
    public Timelines(KubernetesClient client, Set<String> namespaces) {
        this.informers = namespaces.isEmpty()
                ? List.of(client.configMaps()
                        .inAnyNamespace()
                        .withLabel(Api.TIMELINE)
                        .runnableInformer(0))
                : namespaces.stream()
                        .sorted()
                        .map(namespace -> client.configMaps()
                                .inNamespace(namespace)
                                .withLabel(Api.TIMELINE)
                                .runnableInformer(0))
                        .toList();
        informers.forEach(i -> {
            i.addIndexers(java.util.Map.of(SITE, m -> List.of(key(m))));
            i.addEventHandler(new Handler());
        });
    }

    /** Fills the cache; returns when it is filled. */
    public void start() {
        informers.forEach(SharedIndexInformer::run);
    }

    /** Calls {@code listener} with namespace and name of a CatoSite whose timeline came, changed or went. */
    void onChange(BiConsumer<String, String> listener) {
        listeners.add(listener);
    }

    /** What all timelines of this site say. */
    List<Message> of(CatoSite site) {
        String key = Directory.key(site);
        List<Message> messages = new ArrayList<>();
        informers.stream()
                .flatMap(i -> i.getIndexer().byIndex(SITE, key).stream())
                .sorted(Comparator.comparing(m -> m.getMetadata().getName()))
                .forEach(m -> messages.addAll(TimelineFiles.read(site.nameAtCato(), TimelineFiles.of(m))));
        return messages;
    }

    private static String key(ConfigMap map) {
        return Directory.key(map.getMetadata().getNamespace(), site(map));
    }

    /** The selector lets none through without the label. */
    private static String site(ConfigMap map) {
        return String.valueOf(map.getMetadata().getLabels().get(Api.TIMELINE));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private final class Handler implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            tell(map);
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap map) {
            tell(before);
            tell(map);
        }

        @Override
        public void onDelete(ConfigMap map, boolean lastStateUnknown) {
            tell(map);
        }

        private void tell(ConfigMap map) {
            listeners.forEach(l -> l.accept(map.getMetadata().getNamespace(), site(map)));
        }
    }
}
