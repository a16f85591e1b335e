package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events. The name follows from object, reason and message, so that a repeat raises the count of the one that is there.
 * Within ten minutes the same one is written again only when the object has had another one since (traffic went away and came
 * back: what happened last must stand last), and not more than five times. An Event that can't be written is logged and never
 * fails a reconcile.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration DAMPED_FOR = Duration.ofMinutes(10);
    private static final int MOST_WITHIN = 5;
    private static final int REMEMBERED = 4096;
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_NAME_PREFIX = 200;
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;

    /** As in {@link StatusWriter}: requests that are under way at once. */
    private static final int AT_ONCE = 15;

    private static final String COMPONENT = "ipsec-sites";

    private final KubernetesClient client;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<String, Written> written = new Recent<>();
    private final Map<String, String> latest = new Recent<>();

    /** The writes of one Event in ten minutes. */
    private record Written(Instant since, int times) {}

    /** Forgets what was noted first. */
    private static final class Recent<T> extends LinkedHashMap<String, T> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > REMEMBERED;
        }
    }

    public Events(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Writes an Event about {@code resource}, unless the same one was written a moment ago. */
    public void record(HasMetadata resource, EventReason reason, String message) {
        String text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
        String name = name(resource, reason, text);
        Instant now = clock.instant();
        if (damped(about(resource), name, now)) {
            return;
        }
        try {
            write(
                    resource,
                    reason,
                    text,
                    name,
                    now.truncatedTo(ChronoUnit.SECONDS).toString());
        } catch (KubernetesClientException e) {
            // In a namespace that is being deleted nothing can be created: not worth a line.
            if (e.getCode() != FORBIDDEN) {
                LOG.warn(
                        "Can't write the Event {} about {}: {}",
                        reason.name(),
                        Directory.key(resource),
                        e.getMessage());
            }
        }
    }

    private boolean damped(String about, String name, Instant now) {
        synchronized (written) {
            Written before = written.get(name);
            if (before == null || !Age.within(before.since(), DAMPED_FOR, now)) {
                written.put(name, new Written(now, 1));
            } else if (name.equals(latest.get(about)) || before.times() >= MOST_WITHIN) {
                return true;
            } else {
                written.put(name, new Written(before.since(), before.times() + 1));
            }
            latest.put(about, name);
            return false;
        }
    }

    /**
     * Tells of a condition that changed status or reason. That nothing is known yet is no news; what is on its way is no warning.
     */
    public void transitions(HasMetadata resource, List<Condition> before, List<Condition> after, String type) {
        Optional<Condition> was = Conditions.find(before, type);
        boolean onItsWay = Conditions.isTrue(after, Conditions.RECONCILING);
        Conditions.find(after, type)
                .filter(is -> !is.reason().equals(Conditions.PENDING))
                .filter(is -> was.isEmpty()
                        ? is.status() != ConditionStatus.UNKNOWN
                        : was.get().status() != is.status()
                                || !was.get().reason().equals(is.reason()))
                .ifPresent(is -> record(
                        resource,
                        EventReason.of(is.reason(), is.status() != ConditionStatus.TRUE && !onItsWay),
                        is.message().isEmpty() ? type + " is " + is.status().wire() : is.message()));
    }

    private void write(HasMetadata resource, EventReason reason, String message, String name, String now) {
        String namespace = resource.getMetadata().getNamespace();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(namespace)
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .endInvolvedObject()
                .withType(reason.warning() ? "Warning" : "Normal")
                .withReason(reason.name())
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
        var there = client.v1().events().inNamespace(namespace).withName(name);
        turns.acquireUninterruptibly();
        try {
            client.v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            // Two patches instead of read and write: the answer to the first tells the count, so no right to get Events
            // is needed.
            Event patched = there.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"lastTimestamp\":\"" + now + "\"}");
            int count = patched.getCount() == null ? 1 : patched.getCount();
            there.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"count\":" + (count + 1) + "}");
        } finally {
            turns.release();
        }
    }

    private static String about(HasMetadata resource) {
        return resource.getKind() + "\n" + resource.getMetadata().getUid();
    }

    private static String name(HasMetadata resource, EventReason reason, String message) {
        String about = String.join("\n", about(resource), reason.name(), message);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
            String prefix = resource.getMetadata().getName();
            return prefix.substring(0, Math.min(prefix.length(), LONGEST_NAME_PREFIX)) + "."
                    + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
