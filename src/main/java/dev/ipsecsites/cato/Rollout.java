package dev.ipsecsites.cato;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an account's schema turned out not to have: Cato rolls new operations out account by account (cato-api.md §3.2).
 * Shared by all clients of one account at one endpoint, so that the refused request is sent once, not each time.
 */
public final class Rollout {
    private final Set<CmaOperation> missing = ConcurrentHashMap.newKeySet();

    boolean has(CmaOperation operation) {
        return !missing.contains(operation);
    }

    void lacks(CmaOperation operation) {
        missing.add(operation);
    }

    /** The older operation is gone as well: the account has moved on. */
    void forget(CmaOperation operation) {
        missing.remove(operation);
    }
}
