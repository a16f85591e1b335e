package dev.ipsecsites.lab.cma;

import java.util.Map;
import java.util.TreeMap;

/** How often each operation was asked for, and how often a mutation was carried out. */
public final class Statistics {
    private final Map<String, Long> requests = new TreeMap<>();
    private final Map<String, Long> mutations = new TreeMap<>();

    synchronized void requested(String operation) {
        requests.merge(operation, 1L, Long::sum);
    }

    synchronized void applied(String mutation) {
        mutations.merge(mutation, 1L, Long::sum);
    }

    /** Requests by operation; a request with two operations counts for both. Refused and failed ones count too. */
    public synchronized Map<String, Long> requests() {
        return new TreeMap<>(requests);
    }

    /** Mutations that changed something, by operation. */
    public synchronized Map<String, Long> mutations() {
        return new TreeMap<>(mutations);
    }

    public synchronized void reset() {
        requests.clear();
        mutations.clear();
    }
}
