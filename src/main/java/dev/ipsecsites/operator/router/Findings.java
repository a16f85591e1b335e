package dev.ipsecsites.operator.router;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest finding about each RouterTunnel, by uid. In memory only: after a start the first visit to each router fills it. */
final class Findings {
    private final Map<String, Finding> byTunnel = new ConcurrentHashMap<>();

    Optional<Finding> of(String uid) {
        return Optional.ofNullable(byTunnel.get(uid));
    }

    /** Returns whether it says something new. */
    boolean put(String uid, Finding finding) {
        return !finding.equals(byTunnel.put(uid, finding));
    }

    void forget(String uid) {
        byTunnel.remove(uid);
    }

    /** Tunnels whose phase is known to be up. */
    long up() {
        return byTunnel.values().stream()
                .filter(f -> f.phase() == dev.ipsecsites.router.RouterObservation.Phase.UP)
                .count();
    }
}
