package dev.ipsecsites.operator.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Router;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each router's {@link RouterRecord} in a ConfigMap owned by the Router, and in memory: this process is the only writer. The
 * ConfigMap carries the finalizer {@value Api#IN_USE}, because in a namespace that is being deleted it would go first, and with it
 * the knowledge of which lines are ours.
 */
final class RouterRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RouterRecords.class);
    private static final String ENTRY = "record.json";
    private static final String SUFFIX = "-applied";
    private static final int LONGEST_NAME = 253;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(RouterRecord record, Optional<ConfigMap> map) {}

    RouterRecords(KubernetesClient client) {
        this.client = client;
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
        boolean ours = map.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getUid().equals(router.getMetadata().getUid()));
        if (!ours) {
            throw new UnusableRecordException(
                    "The ConfigMap " + router.getMetadata().getNamespace() + "/" + name(router)
                            + ", in which this Router's record is to be kept, belongs to somebody else or to an earlier"
                            + " Router of this name. Nothing is sent to the router meanwhile. Delete it if nothing of it"
                            + " is needed, its finalizer " + Api.IN_USE + " included",
                    null);
        }
        String text = map.getData() == null ? null : map.getData().get(ENTRY);
        if (text == null) {
            LOG.warn("The ConfigMap {} holds no record, lines on the router count as foreign", name(router));
            return new Known(RouterRecord.EMPTY, found);
        }
        try {
            return new Known(json.readValue(text, RouterRecord.class), found);
        } catch (JsonProcessingException e) {
            throw new UnusableRecordException(
                    "The ConfigMap " + router.getMetadata().getNamespace() + "/" + name(router)
                            + ", the record of what was sent to the router, can't be read. Nothing is sent meanwhile. Put"
                            + " back what was there, or delete it: lines on the router then count"
                            + " as foreign",
                    e);
        }
    }

    private ConfigMap fresh(Router router, RouterRecord record) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(router))
                .withNamespace(router.getMetadata().getNamespace())
                .withFinalizers(List.of(Api.IN_USE))
                .addNewOwnerReference()
                .withApiVersion(router.getApiVersion())
                .withKind(router.getKind())
                .withName(router.getMetadata().getName())
                .withUid(router.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
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
