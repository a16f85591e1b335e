package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.Router;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long what a router said of its tunnels is believed: one poll that fails says nothing of them. Pure. */
public final class Believed {
    private static final int POLLS = 3;

    /** At least: a visit that changes something takes its time. */
    private static final Duration AT_LEAST = Duration.ofMinutes(5);

    private Believed() {}

    public static Duration of(@Nullable Router router) {
        Duration polls = pollInterval(router).multipliedBy(POLLS);
        return AT_LEAST.compareTo(polls) > 0 ? AT_LEAST : polls;
    }

    /** What can't be read is told by the Router itself. */
    private static Duration pollInterval(@Nullable Router router) {
        try {
            return router == null
                    ? Duration.ZERO
                    : Durations.parse(router.getSpec().commit().pollInterval());
        } catch (IllegalArgumentException unreadable) {
            return Duration.ZERO;
        }
    }
}
