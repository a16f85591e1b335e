package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of tunnels at Cato over time: when one was last up, how often it went down, since when it is down, when its settings
 * last changed. In memory only: after a start it fills again, and until then says nothing.
 */
final class TunnelMemory {
    /** Flaps are counted over so long, and forgotten one by one. */
    static final Duration WITHIN = Duration.ofHours(1);

    /** So long after something that interrupts it a tunnel may go down at Cato for that: it takes up to 30 s (cato-api.md §4.2). */
    static final Duration OURS_FOR = Duration.ofSeconds(60);

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
        private @Nullable Instant upAtCatoAt;
        private final Deque<Fall> falls = new ArrayDeque<>();
        private final Deque<Instant> interruptions = new ArrayDeque<>();

        /** Which falls are ours is decided when they are counted: the router's side may tell of a reset after Cato tells of the fall. */
        private int flaps() {
            return (int) falls.stream()
                    .filter(f -> interruptions.stream().noneMatch(f::isOf))
                    .count();
        }
    }

    /** It went down at Cato between two times. */
    private record Fall(Instant lastUp, Instant seen) {
        private boolean isOf(Instant interruption) {
            return !interruption.plus(OURS_FOR).isBefore(lastUp) && !interruption.isAfter(seen);
        }
    }

    /**
     * What is known by now.
     *
     * @param downSince null while it is up, or nobody knows
     * @param cameUp when an end began to say last that it is up
     * @param flaps how often it went down at Cato within {@link #WITHIN}, by itself
     * @param interruptions when something was done that interrupts it
     */
    record Known(
            @Nullable Instant lastUp,
            @Nullable Instant downSince,
            @Nullable Instant cameUp,
            @Nullable Instant changed,
            int flaps,
            List<Instant> interruptions) {}

    static String key(@Nullable String siteUid, Role role) {
        return siteUid + " " + role;
    }

    /** Something was done that interrupts the tunnel: that it goes down now is no flap. */
    void interrupted(String key, Instant at) {
        Seen tunnel = seen.computeIfAbsent(key, k -> new Seen());
        synchronized (tunnel) {
            if (!at.equals(tunnel.interruptions.peekLast())) {
                tunnel.interruptions.addLast(at);
            }
        }
    }

    /**
     * Takes in what a visit saw.
     *
     * @param key of the tunnel, unique among all sites
     * @param upAtCato null when Cato didn't say
     * @param catoAt when Cato said so
     * @param upAtRouter null when the router didn't say
     * @param well whether both ends say that it is up
     * @param settings changes when something is sent to either end
     */
    Known saw(
            String key,
            @Nullable Boolean upAtCato,
            Instant catoAt,
            @Nullable Boolean upAtRouter,
            boolean well,
            String settings) {
        Instant now = clock.instant();
        Seen tunnel = seen.computeIfAbsent(key, k -> new Seen());
        synchronized (tunnel) {
            if (Boolean.FALSE.equals(upAtCato) && Boolean.TRUE.equals(tunnel.up)) {
                tunnel.falls.addLast(new Fall(tunnel.upAtCatoAt == null ? catoAt : tunnel.upAtCatoAt, catoAt));
            }
            tunnel.upAtCatoAt = Boolean.TRUE.equals(upAtCato) ? catoAt : tunnel.upAtCatoAt;
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
            forget(tunnel.falls, Fall::seen, WITHIN, now);
            // A fall was noticed after what it came from.
            forget(tunnel.interruptions, at -> at, WITHIN.multipliedBy(2), now);
            return new Known(
                    tunnel.lastUp,
                    tunnel.downSince,
                    tunnel.cameUp,
                    tunnel.changed,
                    tunnel.flaps(),
                    List.copyOf(tunnel.interruptions));
        }
    }

    private static <T> void forget(Deque<T> all, Function<T, Instant> time, Duration within, Instant now) {
        while (!all.isEmpty() && (all.size() > REMEMBERED || !Age.within(time.apply(all.getFirst()), within, now))) {
            all.removeFirst();
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
