package dev.ipsecsites.cli.cluster;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.site.TimelineFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a site and what belongs to it. Never reads a Secret. */
final class SiteReader {
    private static final int NEWEST_EVENTS = 10;

    private SiteReader() {}

    static ClusterSite read(KubernetesClient client, String namespace, String name) throws ClusterException {
        CatoSite site = client.resources(CatoSite.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (site == null) {
            throw new ClusterException("There is no CatoSite " + name + " in namespace " + namespace
                    + ", and no file of that name; kubectl get catosites -A lists the sites");
        }
        return of(client, namespace, site);
    }

    static List<ClusterSite> readAll(KubernetesClient client, String namespace) {
        return client.resources(CatoSite.class).inNamespace(namespace).list().getItems().stream()
                .map(site -> of(client, namespace, site))
                .toList();
    }

    private static ClusterSite of(KubernetesClient client, String namespace, CatoSite site) {
        Router router = router(client, namespace, site);
        List<RouterTunnel> tunnels = tunnels(client, namespace, site);
        return new ClusterSite(
                site,
                router,
                tunnels,
                events(client, namespace, site, tunnels),
                timelines(client, namespace, site.getMetadata().getName()));
    }

    private static @Nullable Router router(KubernetesClient client, String namespace, CatoSite site) {
        var ref = site.getSpec().routerRef();
        return ref == null
                ? null
                : client.resources(Router.class)
                        .inNamespace(namespace)
                        .withName(ref.name())
                        .get();
    }

    private static List<RouterTunnel> tunnels(KubernetesClient client, String namespace, CatoSite site) {
        Set<String> names = site.statusOrEmpty().tunnels().stream()
                .map(tunnel -> tunnel.routerTunnel())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return client.resources(RouterTunnel.class).inNamespace(namespace).list().getItems().stream()
                .filter(tunnel -> names.contains(tunnel.getMetadata().getName()))
                .toList();
    }

    /** Events are a help and may be forbidden; nothing depends on them. */
    private static List<String> events(
            KubernetesClient client, String namespace, CatoSite site, List<RouterTunnel> tunnels) {
        Set<String> about = Stream.concat(
                        Stream.of("CatoSite/" + site.getMetadata().getName()),
                        tunnels.stream()
                                .map(t -> "RouterTunnel/" + t.getMetadata().getName()))
                .collect(Collectors.toSet());
        try {
            List<Event> events = client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                    .filter(event -> event.getRegarding() != null
                            && about.contains(event.getRegarding().getKind() + "/"
                                    + event.getRegarding().getName()))
                    .sorted(Comparator.comparing(SiteReader::time))
                    .toList();
            return events.stream()
                    .skip(Math.max(0, events.size() - NEWEST_EVENTS))
                    .map(SiteReader::line)
                    .toList();
        } catch (KubernetesClientException forbidden) {
            return List.of();
        }
    }

    private static String time(Event event) {
        return Stream.of(
                        event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                                ? null
                                : event.getSeries().getLastObservedTime().getTime(),
                        event.getDeprecatedLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String line(Event event) {
        return time(event) + " " + event.getType() + " " + event.getReason() + ": " + event.getNote();
    }

    private static Map<String, byte[]> timelines(KubernetesClient client, String namespace, String site) {
        Map<String, byte[]> timelines = new LinkedHashMap<>();
        for (ConfigMap map : client.configMaps()
                .inNamespace(namespace)
                .withLabel(Api.TIMELINE, site)
                .list()
                .getItems()) {
            TimelineFiles.of(map)
                    .forEach((key, content) ->
                            timelines.put("ConfigMap " + map.getMetadata().getName() + " " + key, content));
        }
        return timelines;
    }
}
