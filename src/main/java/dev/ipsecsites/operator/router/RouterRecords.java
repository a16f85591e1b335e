package dev.ipsecsites.operator.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Directory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each router's {@link RouterRecord} in a ConfigMap owned by the Router, and in memory: this process is the only writer. The
 * ConfigMap carries the finalizer {@value Api#IN_USE}, because in a namespace that is being deleted it would go first, and with it
 * the knowledge of which lines are ours.
 *
 * <p>Whose it is stands in it twice, as owner reference and as annotation {@value Api#ROUTER_UID}: the garbage collector takes the
 * reference off when a Router is deleted with its dependents to be orphaned, and a backup comes back with references to nobody.
 */
final class RouterRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RouterRecords.class);
    private static final String ENTRY = "record.json";
    private static final String SUFFIX = "-applied";

    /** What it costs to delete a record. */
    private static final String STAY = "lines on the router then stay and have to be taken off by hand";

    private static final int LONGEST_NAME = 253;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Directory directory;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(RouterRecord record, Optional<ConfigMap> map) {}

    RouterRecords(KubernetesClient client, Directory directory) {
        this.client = client;
        this.directory = directory;
    }

    /**
     * The record; empty for a router that nothing was ever sent to.
     *
     * @throws KubernetesClientException if the API server doesn't say
     * @throws UnusableRecordException if there is a ConfigMap of this name that isn't ours or can't be read
     */
    RouterRecord read(Router router) {
        return known.computeIfAbsent(router.getMetadata().getUid(), uid -> load(router))
                .record();
    }

    /** Writes the record if it differs. On return the API server has it. */
    void write(Router router, RouterRecord record) {
        String uid = router.getMetadata().getUid();
        Known before = known.computeIfAbsent(uid, u -> load(router));
        if (before.record().equals(record)) {
            return;
        }
        try {
            known.put(uid, send(router, before, record));
        } catch (KubernetesClientException e) {
            known.remove(uid);
            Known there = load(router);
            if (e.getCode() != CONFLICT || !there.record().equals(before.record())) {
                throw e;
            }
            // Only its surroundings changed, such as a deletion that our finalizer holds up.
            known.put(uid, send(router, there, record));
        }
    }

    private Known send(Router router, Known before, RouterRecord record) {
        ConfigMap written = before.map().isEmpty()
                ? client.configMaps().resource(fresh(router, record)).create()
                : client.configMaps()
                        .resource(new ConfigMapBuilder(before.map().get())
                                .withData(Map.of(ENTRY, text(record)))
                                .build())
                        .update();
        return new Known(record, Optional.of(written));
    }

    /** The router is going, nothing of ours is left on it. */
    void discard(Router router) {
        Known before = known.computeIfAbsent(router.getMetadata().getUid(), u -> load(router));
        before.map().ifPresent(map -> {
            var there = client.configMaps()
                    .inNamespace(map.getMetadata().getNamespace())
                    .withName(map.getMetadata().getName());
            try {
                there.edit(m -> new ConfigMapBuilder(m)
                        .editMetadata()
                        .removeFromFinalizers(Api.IN_USE)
                        .endMetadata()
                        .build());
                there.delete();
            } catch (KubernetesClientException e) {
                if (e.getCode() != NOT_FOUND) {
                    throw e;
                }
            }
        });
        known.remove(router.getMetadata().getUid());
    }

    private Known load(Router router) {
        Optional<ConfigMap> found = Optional.ofNullable(client.configMaps()
                .inNamespace(router.getMetadata().getNamespace())
                .withName(name(router))
                .get());
        if (found.isEmpty()) {
            return new Known(RouterRecord.EMPTY, Optional.empty());
        }
        ConfigMap map = found.get();
        if (belongsToAnother(router, map)) {
            throw foreign(router);
        }
        RouterRecord record = parse(router, map);
        if (!named(router, map) && !aboutItsTunnels(router, record)) {
            throw foreign(router);
        }
        return new Known(record, Optional.of(claimed(router, map)));
    }

    /** Somebody else's name stands on it, or nobody's and it isn't a record of this operator. */
    private static boolean belongsToAnother(Router router, ConfigMap map) {
        return !named(router, map)
                && (!map.getMetadata().getOwnerReferences().isEmpty()
                        || Annotations.get(map, Api.ROUTER_UID).isPresent()
                        || !map.hasFinalizer(Api.IN_USE));
    }

    private static boolean named(Router router, ConfigMap map) {
        return owned(router, map) || annotated(router, map);
    }

    private static boolean owned(Router router, ConfigMap map) {
        return map.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getUid().equals(router.getMetadata().getUid()));
    }

    private static boolean annotated(Router router, ConfigMap map) {
        return Annotations.get(map, Api.ROUTER_UID)
                .filter(uid -> uid.equals(router.getMetadata().getUid()))
                .isPresent();
    }

    /** A record that names nobody, such as one from before the annotation: uids of tunnels tell whose it is. */
    private boolean aboutItsTunnels(Router router, RouterRecord record) {
        return directory.byIndex(RouterTunnel.class, RouterTunnelReconciler.BY_ROUTER, Directory.key(router)).stream()
                .map(t -> t.getMetadata().getUid())
                .collect(Collectors.toSet())
                .containsAll(record.tunnels().keySet());
    }

    /** With this Router's name on it, as {@link #fresh} makes it. References to a Router that is no more would have it collected. */
    private ConfigMap claimed(Router router, ConfigMap map) {
        boolean going = map.getMetadata().getDeletionTimestamp() != null;
        if (owned(router, map) && annotated(router, map) && (going || map.hasFinalizer(Api.IN_USE))) {
            return map;
        }
        List<OwnerReference> others = map.getMetadata().getOwnerReferences().stream()
                .filter(o -> !o.getKind().equals(router.getKind())
                        || !o.getApiVersion().equals(router.getApiVersion()))
                .toList();
        ConfigMap claimed = new ConfigMapBuilder(map)
                .editMetadata()
                .addToAnnotations(Api.ROUTER_UID, router.getMetadata().getUid())
                .withOwnerReferences(Stream.concat(others.stream(), Stream.of(owner(router, others)))
                        .toList())
                .endMetadata()
                .build();
        if (!going) {
            // The API server takes no finalizer for what is being deleted.
            claimed.addFinalizer(Api.IN_USE);
        }
        LOG.info("The ConfigMap {} is this Router's record, its owner is written into it again", name(router));
        return client.configMaps().resource(claimed).update();
    }

    private static OwnerReference owner(Router router, List<OwnerReference> others) {
        return new OwnerReferenceBuilder()
                .withApiVersion(router.getApiVersion())
                .withKind(router.getKind())
                .withName(router.getMetadata().getName())
                .withUid(router.getMetadata().getUid())
                // There can be one.
                .withController(others.stream().noneMatch(o -> Objects.equals(o.getController(), true)))
                .build();
    }

    private static UnusableRecordException foreign(Router router) {
        String namespace = router.getMetadata().getNamespace();
        return new UnusableRecordException(
                "The ConfigMap " + namespace + "/" + name(router)
                        + ", in which this Router's record is to be kept, belongs to somebody else or to an earlier"
                        + " Router of this name. Nothing is sent to the router meanwhile. If it is the record of this"
                        + " same router, as after a restore from a backup, take it over, so that its lines can still"
                        + " be taken off: 'kubectl annotate configmap -n " + namespace + " " + name(router)
                        + " --overwrite " + Api.ROUTER_UID + "="
                        + router.getMetadata().getUid()
                        + "'. Delete it if nothing of it is needed, its finalizer " + Api.IN_USE + " included: "
                        + STAY,
                null);
    }

    private RouterRecord parse(Router router, ConfigMap map) {
        String text = map.getData() == null ? null : map.getData().get(ENTRY);
        if (text == null) {
            LOG.warn("The ConfigMap {} holds no record, lines on the router count as foreign", name(router));
            return RouterRecord.EMPTY;
        }
        try {
            return json.readValue(text, RouterRecord.class);
        } catch (JsonProcessingException e) {
            throw new UnusableRecordException(
                    "The ConfigMap " + router.getMetadata().getNamespace() + "/" + name(router)
                            + ", the record of what was sent to the router, can't be read. Nothing is sent meanwhile. Put"
                            + " back what was there, or delete it, its finalizer " + Api.IN_USE + " included: " + STAY,
                    e);
        }
    }

    private ConfigMap fresh(Router router, RouterRecord record) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(router))
                .withNamespace(router.getMetadata().getNamespace())
                .withFinalizers(List.of(Api.IN_USE))
                .withAnnotations(Map.of(Api.ROUTER_UID, router.getMetadata().getUid()))
                .withOwnerReferences(owner(router, List.of()))
                .endMetadata()
                .withData(Map.of(ENTRY, text(record)))
                .build();
    }

    private String text(RouterRecord record) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings and numbers can be written", e);
        }
    }

    static String name(Router router) {
        String name = router.getMetadata().getName();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - SUFFIX.length())) + SUFFIX;
    }
}
