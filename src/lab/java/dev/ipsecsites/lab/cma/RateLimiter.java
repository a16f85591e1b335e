package dev.ipsecsites.lab.cma;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published limits, an operation and account (cato-api.md §1.6), as sliding windows. All keys of an account share them. */
final class RateLimiter {
    private record Limit(int calls, Duration window) {}

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<Limit> DEFAULT = List.of(new Limit(120, MINUTE));
    private static final Map<String, List<Limit>> LIMITS = Map.of(
            "accountSnapshot", List.of(new Limit(1, Duration.ofSeconds(1)), new Limit(30, MINUTE)),
            "entityLookup", List.of(new Limit(30, MINUTE), new Limit(1_500, Duration.ofHours(5))),
            "accountMetrics", List.of(new Limit(15, MINUTE)),
            "eventsFeed", List.of(new Limit(100, MINUTE)),
            "auditFeed", List.of(new Limit(5, MINUTE)));

    private final Clock clock;
    private final Map<String, Deque<Instant>> calls = new HashMap<>();

    RateLimiter(Clock clock) {
        this.clock = clock;
    }

    /** Counts the call, or tells how long to wait; a refused call isn't counted. {@code factor} 0: no limit. */
    synchronized Optional<Duration> refuse(String account, String operation, double factor) {
        if (factor <= 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        List<Limit> limits = LIMITS.getOrDefault(operation, DEFAULT);
        Deque<Instant> times = calls.computeIfAbsent(account + "/" + operation, key -> new ArrayDeque<>());
        Duration longest = limits.getLast().window();
        while (!times.isEmpty() && !times.getFirst().plus(longest).isAfter(now)) {
            times.removeFirst();
        }
        for (Limit limit : limits) {
            long allowed = Math.max(1, Math.round(limit.calls() * factor));
            List<Instant> inside = times.stream()
                    .filter(time -> time.plus(limit.window()).isAfter(now))
                    .toList();
            if (inside.size() >= allowed) {
                Instant free = inside.get((int) (inside.size() - allowed)).plus(limit.window());
                return Optional.of(Duration.between(now, free));
            }
        }
        times.addLast(now);
        return Optional.empty();
    }
}
