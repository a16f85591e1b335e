package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of tunnels at Cato over time: when one was last up, how often it went down, since when it is down, when its settings
 * last changed. In memory only: after a start it fills again, and until then says nothing.
 */
final class TunnelMemory {
    /** Flaps are counted over so long, and forgotten one by one. */
    static final Duration WITHIN = Duration.ofHours(1);

    /** So many within {@link #WITHIN} are flapping. */
    static final int FLAPPING = 3;

    private static final int REMEMBERED = 100;

    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    TunnelMemory(Clock clock) {
        this.clock = clock;
    }

    private static final class Seen {
        private @Nullable Boolean up;
        private @Nullable Boolean upAtRouter;
        private @Nullable Instant cameUp;
        private @Nullable Instant lastUp;
        private @Nullable Instant downSince;
        private @Nullable String settings;
        private @Nullable Instant changed;
        private final Deque<Instant> downs = new ArrayDeque<>();
    }

    /**
     * What is known by now.
     *
     * @param downSince null while it is up, or nobody knows
     * @param cameUp when an end began to say last that it is up
     * @param flaps how often it went down at Cato within {@link #WITHIN}
     */
    record Known(
            @Nullable Instant lastUp,
            @Nullable Instant downSince,
            @Nullable Instant cameUp,
            @Nullable Instant changed,
            int flaps) {}

    /**
     * Takes in what a visit saw.
     *
     * @param key of the tunnel, unique among all sites
     * @param upAtCato null when Cato didn't say
     * @param upAtRouter null when the router didn't say
     * @param well whether both ends say that it is up
     * @param settings changes when something is sent to either end
     */
    Known saw(String key, @Nullable Boolean upAtCato, @Nullable Boolean upAtRouter, boolean well, String settings) {
        Instant now = clock.instant();
        Seen tunnel = seen.computeIfAbsent(key, k -> new Seen());
        synchronized (tunnel) {
            if (Boolean.FALSE.equals(upAtCato) && Boolean.TRUE.equals(tunnel.up)) {
                tunnel.downs.addLast(now);
            }
            if (began(tunnel.up, upAtCato) || began(tunnel.upAtRouter, upAtRouter)) {
                tunnel.cameUp = now;
            }
            tunnel.up = upAtCato == null ? tunnel.up : upAtCato;
            tunnel.upAtRouter = upAtRouter == null ? tunnel.upAtRouter : upAtRouter;
            if (well) {
                tunnel.lastUp = now;
                tunnel.downSince = null;
            } else if (tunnel.downSince == null) {
                tunnel.downSince = now;
            }
            if (!settings.equals(tunnel.settings)) {
                tunnel.changed = tunnel.settings == null ? null : now;
                tunnel.settings = settings;
            }
            while (!tunnel.downs.isEmpty()
                    && (tunnel.downs.size() > REMEMBERED
                            || !Age.within(tunnel.downs.getFirst(), WITHIN, now))) {
                tunnel.downs.removeFirst();
            }
            return new Known(tunnel.lastUp, tunnel.downSince, tunnel.cameUp, tunnel.changed, tunnel.downs.size());
        }
    }

    private static boolean began(@Nullable Boolean before, @Nullable Boolean now) {
        return Boolean.FALSE.equals(before) && Boolean.TRUE.equals(now);
    }

    /** The site is gone. */
    void forget(String prefix) {
        seen.keySet().removeIf(k -> k.startsWith(prefix));
    }
}
