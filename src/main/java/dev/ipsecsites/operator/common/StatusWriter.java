package dev.ipsecsites.operator.common;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes status, and only when it changed. What is sent holds identity and status and nothing else: with server-side apply
 * everything in it becomes ours, and passing the whole object would make us owner of the user's spec (operators.md §2.1).
 *
 * <p>What was written is put into the {@link Directory} at once, so that the next reconcile surely sees an allocated value.
 */
public final class StatusWriter {
    /** How status is sent. */
    public enum Mode {
        SERVER_SIDE_APPLY,
        /** For an API server that knows no server-side apply, such as Fabric8's mock. */
        MERGE_PATCH
    }

    private static final int NOT_FOUND = 404;

    /**
     * How many patches one writer has under way. All of the operator's requests share one HTTP/2 connection, whose streams the API
     * server limits; a thousand resources that change at once must queue here, not fail there.
     */
    private static final int AT_ONCE = 15;

    private final KubernetesClient client;
    private final String fieldManager;
    private final Mode mode;
    private final Directory directory;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * @param fieldManager becomes API: fields owned under an old name stay owned by it
     */
    public StatusWriter(KubernetesClient client, String fieldManager, Mode mode, Directory directory) {
        this.client = client;
        this.fieldManager = fieldManager;
        this.mode = mode;
        this.directory = directory;
    }

    /**
     * Makes {@code status} the resource's status.
     *
     * @return the resource as the API server now has it; {@code resource} itself when nothing had to be written or it is gone
     */
    public <T, R extends CustomResource<?, T>> R write(R resource, T status) {
        return write(resource, status, Set.of());
    }

    /**
     * Makes {@code status} the resource's status, some fields aside.
     *
     * @param others names of fields that another writer owns: neither compared nor sent
     */
    public <T, R extends CustomResource<?, T>> R write(R resource, T status, Set<String> others) {
        ObjectNode before = tree(resource.getStatus()).without(others);
        ObjectNode after = tree(status).without(others);
        return before.equals(after) ? resource : send(resource, before, after);
    }

    /**
     * Writes some fields of a status that otherwise belongs to another writer. Always the same ones: what server-side apply doesn't
     * find in a writer's patch any more it takes away.
     *
     * @return the resource as the API server now has it
     */
    public <T, R extends CustomResource<?, T>> R writeFields(R resource, Map<String, Object> fields) {
        ObjectNode after = tree(fields);
        ObjectNode before = tree(resource.getStatus()).retain(fields.keySet());
        return after.equals(before) ? resource : send(resource, JsonNodeFactory.instance.objectNode(), after);
    }

    private <T, R extends CustomResource<?, T>> R send(R resource, ObjectNode before, ObjectNode after) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", resource.getApiVersion()).put("kind", resource.getKind());
        ObjectNode metadata = body.putObject("metadata")
                .put("name", resource.getMetadata().getName())
                .put("namespace", resource.getMetadata().getNamespace());
        if (resource.getMetadata().getUid() != null) {
            // A namesake made meanwhile must not get this status.
            metadata.put("uid", resource.getMetadata().getUid());
        }
        body.set("status", mode == Mode.MERGE_PATCH ? withNulls(before, after) : after);
        PatchContext context = mode == Mode.MERGE_PATCH
                ? PatchContext.of(PatchType.JSON_MERGE)
                : new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(fieldManager)
                        .withForce(true)
                        .build();
        turns.acquireUninterruptibly();
        try {
            R updated = client.resource(resource).subresource("status").patch(context, body.toString());
            remember(updated, resource);
            return updated;
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return resource;
            }
            throw e;
        } finally {
            turns.release();
        }
    }

    @SuppressWarnings("unchecked") // the class of an object is the kind of that object
    private <R extends CustomResource<?, ?>> void remember(R updated, R previous) {
        directory.written((Class<R>) previous.getClass(), updated, previous);
    }

    private ObjectNode tree(@Nullable Object status) {
        return status == null
                ? JsonNodeFactory.instance.objectNode()
                : client.getKubernetesSerialization().convertValue(status, ObjectNode.class);
    }

    /** A merge patch removes a field only when it is null in the patch. */
    private static ObjectNode withNulls(ObjectNode before, ObjectNode after) {
        ObjectNode patch = after.deepCopy();
        before.properties().forEach(field -> {
            JsonNode now = after.get(field.getKey());
            if (now == null) {
                patch.putNull(field.getKey());
            } else if (now instanceof ObjectNode nowObject && field.getValue() instanceof ObjectNode thenObject) {
                patch.set(field.getKey(), withNulls(thenObject, nowObject));
            }
        });
        return patch;
    }
}
