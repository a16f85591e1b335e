package dev.ipsecsites.operator.common;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Secrets until their last user is gone (DESIGN §9.9): when a whole namespace is deleted the password is still needed to take
 * the lines off the router. Routers and CatoAccounts do the same for themselves, with the same finalizer on the controller.
 *
 * <p>The finalizer comes on with the first use, and goes when a user leaves as the last one, or when a Secret that is being deleted
 * turns out to have no user any more. A Secret that loses its label isn't watched any more: the finalizer goes at once, or when the
 * last resource that still names it names another one or goes.
 */
public final class InUse {
    private static final Logger LOG = LoggerFactory.getLogger(InUse.class);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 5;

    /** Who uses a Secret; objects that are being deleted count until they are gone. */
    @FunctionalInterface
    public interface Users {
        Stream<? extends HasMetadata> of(String namespace, String secret);
    }

    private final KubernetesClient client;
    private final SecretCache cache;
    private final Directory directory;
    private final List<Users> users = new CopyOnWriteArrayList<>();

    /** By Secret, uids of users that have left and still exist. */
    private final Map<String, Set<String>> left = new HashMap<>();

    /** Secrets that go, or aren't watched any more, as soon as their last user lets go: no event of theirs will tell. */
    private final Set<Ref> lingering = ConcurrentHashMap.newKeySet();

    private record Ref(String namespace, String name) {
        static Ref of(Secret secret) {
            return new Ref(
                    secret.getMetadata().getNamespace(), secret.getMetadata().getName());
        }
    }

    public InUse(KubernetesClient client, SecretCache cache, Directory directory) {
        this.client = client;
        this.cache = cache;
        this.directory = directory;
        cache.onChange(this::settle);
        cache.onOutside(this::outside);
    }

    /** Makes a kind of users known; each controller registers its own before it starts. */
    public void register(Users of) {
        users.add(of);
    }

    /** Lets go of Secrets that lost their last user while nobody watched; once all caches are filled. */
    public void settleAll() {
        cache.all().forEach(this::settle);
        lingering.forEach(this::settle);
    }

    /** Puts the finalizer on a Secret that is about to be used; nothing happens to one that is being deleted. */
    public void hold(Secret secret) {
        if (!holds(secret) && secret.getMetadata().getDeletionTimestamp() == null) {
            change(secret.getMetadata().getNamespace(), secret.getMetadata().getName(), true);
        }
        // Who holds this one may have held another before.
        lingering.forEach(this::settle);
    }

    /**
     * {@code leaving} doesn't need the Secret any more, for good; the finalizer goes if nobody else does. Who has left is remembered
     * until it is gone: of two that leave at once each would otherwise take the other for a user.
     */
    public void release(String namespace, String name, HasMetadata leaving) {
        List<String> present = users.stream()
                .flatMap(u -> u.of(namespace, name))
                .map(u -> u.getMetadata().getUid())
                .toList();
        boolean others;
        synchronized (left) {
            Set<String> gone = left.computeIfAbsent(Directory.key(namespace, name), k -> new HashSet<>());
            gone.retainAll(present);
            gone.add(leaving.getMetadata().getUid());
            others = !gone.containsAll(present);
            if (!others) {
                left.remove(Directory.key(namespace, name));
            }
        }
        if (!others) {
            change(namespace, name, false);
        }
    }

    private void settle(Secret secret) {
        if (secret.getMetadata().getDeletionTimestamp() != null && holds(secret)) {
            linger(Ref.of(secret));
        } else {
            lingering.remove(Ref.of(secret));
        }
    }

    private void outside(Secret secret) {
        if (holds(secret)) {
            linger(Ref.of(secret));
        }
    }

    private void linger(Ref secret) {
        lingering.add(secret);
        settle(secret);
    }

    private void settle(Ref secret) {
        boolean unused = directory.isOpen()
                && users.stream()
                        .flatMap(u -> u.of(secret.namespace(), secret.name()))
                        .findAny()
                        .isEmpty();
        if (!unused) {
            return;
        }
        try {
            change(secret.namespace(), secret.name(), false);
            lingering.remove(secret);
        } catch (KubernetesClientException e) {
            // It lingers on; whoever comes by here has another Secret on its mind.
            LOG.warn("Secret {}/{} is let go later: {}", secret.namespace(), secret.name(), e.getMessage());
        }
    }

    private static boolean holds(HasMetadata resource) {
        return resource.hasFinalizer(Api.IN_USE);
    }

    /** With the version that was read, because a merge patch replaces the whole list of finalizers. */
    private void change(String namespace, String name, boolean on) {
        var there = client.secrets().inNamespace(namespace).withName(name);
        for (int attempt = 1; ; attempt++) {
            Optional<Secret> found = Optional.ofNullable(there.get());
            if (found.isEmpty() || holds(found.get()) == on) {
                return;
            }
            var metadata = found.get().getMetadata();
            if (on && metadata.getDeletionTimestamp() != null) {
                return;
            }
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            ObjectNode changed = patch.putObject("metadata").put("resourceVersion", metadata.getResourceVersion());
            List<String> finalizers = new ArrayList<>(metadata.getFinalizers());
            finalizers.remove(Api.IN_USE);
            if (on) {
                finalizers.add(Api.IN_USE);
            }
            if (finalizers.isEmpty()) {
                changed.putNull("finalizers");
            } else {
                finalizers.forEach(changed.putArray("finalizers")::add);
            }
            try {
                there.patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == NOT_FOUND) {
                    return;
                }
                if (e.getCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Secret {}/{} changed meanwhile, reading it again", namespace, name);
            }
        }
    }
}
