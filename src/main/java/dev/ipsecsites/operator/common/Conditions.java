package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one resource while a reconcile decides them. Starts from those in status; every known type is there from the
 * first visit on, so that a GitOps tool never takes a resource without Ready for a healthy one (operators.md §5.1).
 *
 * <p>{@code lastTransitionTime} moves only when {@code status} changes. Messages must hold no times and no counters: each change of
 * a message is a write and an event to every watcher.
 */
public final class Conditions {
    public static final String READY = "Ready";
    public static final String CONFIGURED = "Configured";
    public static final String OPERATIONAL = "Operational";
    public static final String REDUNDANT = "Redundant";
    /** True: waiting won't solve it (kstatus Failed). */
    public static final String STALLED = "Stalled";
    /** True: on the way (kstatus InProgress). */
    public static final String RECONCILING = "Reconciling";

    /** Reason of a condition that nothing is known of yet. */
    public static final String PENDING = "Pending";
    /** Reason of Stalled and Reconciling when there is nothing to say. */
    public static final String SETTLED = "Settled";

    /** Reason of Configured: on the router, where it has yet to be seen to work. */
    public static final String NOT_SAVED = "NotSaved";

    /** Reason of a RouterTunnel that is up with other algorithms than were proposed. */
    public static final String ALGORITHMS_DIFFER = "AlgorithmsDiffer";

    /** Reason of a RouterTunnel that is up while its routes lead elsewhere. */
    public static final String ROUTE_NOT_IN_FORCE = "RouteNotInForce";

    private static final String NOTHING = "Nothing to report";
    private static final int LONGEST_MESSAGE = 4096;

    private final Map<String, Condition> conditions = new LinkedHashMap<>();

    @Nullable
    private final Long generation;

    private final Clock clock;

    private Conditions(@Nullable Long generation, Clock clock) {
        this.generation = generation;
        this.clock = clock;
    }

    /**
     * Starts from what status says.
     *
     * @param generation of the resource as this reconcile read it
     * @param known all types of this kind, in the order in which they are to appear
     */
    public static Conditions of(List<Condition> before, @Nullable Long generation, Clock clock, List<String> known) {
        Conditions result = new Conditions(generation, clock);
        for (String type : known) {
            Optional<Condition> earlier = find(before, type);
            if (earlier.isPresent()) {
                result.conditions.put(type, earlier.get());
            } else if (type.equals(STALLED) || type.equals(RECONCILING)) {
                result.isFalse(type, SETTLED, NOTHING);
            } else {
                result.unknown(type, PENDING, "Nothing is known yet.");
            }
        }
        return result;
    }

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** Whether the condition of this type is True. */
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(c -> c.status() == ConditionStatus.TRUE)
                .isPresent();
    }

    /**
     * Sets one condition.
     *
     * @param reason one word in CamelCase
     * @param message the API server wants one: an empty one becomes the reason
     */
    public Conditions set(String type, ConditionStatus status, String reason, String message) {
        Condition earlier = conditions.get(type);
        String since = earlier != null && earlier.status() == status
                ? earlier.lastTransitionTime()
                : clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        conditions.put(
                type,
                new Condition(type, status, generation, since, reason, clip(message.isBlank() ? reason : message)));
        return this;
    }

    public Conditions isTrue(String type, String reason, String message) {
        return set(type, ConditionStatus.TRUE, reason, message);
    }

    public Conditions isFalse(String type, String reason, String message) {
        return set(type, ConditionStatus.FALSE, reason, message);
    }

    public Conditions unknown(String type, String reason, String message) {
        return set(type, ConditionStatus.UNKNOWN, reason, message);
    }

    /** It will not be solved by waiting: Stalled, not Reconciling, not Ready; all with this reason and the remedy in the message. */
    public Conditions stalled(String reason, String message) {
        isTrue(STALLED, reason, message);
        isFalse(RECONCILING, reason, "Waiting doesn't solve it; see Stalled");
        return isFalse(READY, reason, message);
    }

    /** On the way: Reconciling, not Stalled, not Ready. */
    public Conditions reconciling(String reason, String message) {
        isTrue(RECONCILING, reason, message);
        isFalse(STALLED, SETTLED, NOTHING);
        return isFalse(READY, reason, message);
    }

    /** Neither stuck nor on the way; Ready is for the caller to set. */
    public Conditions settled() {
        isFalse(STALLED, SETTLED, NOTHING);
        return isFalse(RECONCILING, SETTLED, NOTHING);
    }

    /** Conditions in the order of the known types. */
    public List<Condition> build() {
        return List.copyOf(new ArrayList<>(conditions.values()));
    }

    private static String clip(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
