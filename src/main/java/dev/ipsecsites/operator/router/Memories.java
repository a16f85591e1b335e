package dev.ipsecsites.operator.router;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of the tunnels of each router; one visit at a time writes those of its router. */
final class Memories {
    private final Map<String, Map<String, TunnelMemory>> byRouter = new ConcurrentHashMap<>();

    /** By uid of the RouterTunnel. */
    Map<String, TunnelMemory> of(String routerUid) {
        return byRouter.getOrDefault(routerUid, Map.of());
    }

    /** Those that aren't in {@code now} are forgotten. */
    void replace(String routerUid, Map<String, TunnelMemory> now) {
        byRouter.put(routerUid, Map.copyOf(now));
    }

    void forget(String routerUid) {
        byRouter.remove(routerUid);
    }
}
