package dev.ipsecsites.lab.cma;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and what it may do.
 *
 * @param edit false: queries only (cato-api.md §1.3)
 * @param expires null: never
 * @param enabled false: revoked or disabled
 * @param admin null, or whose session in the console this is: what a person does there has an admin as its author, not a key
 */
record ApiKey(
        String value,
        String name,
        String accountId,
        boolean edit,
        @Nullable Instant expires,
        boolean enabled,
        @Nullable String admin) {
    boolean usable(Instant now) {
        return enabled && (expires == null || now.isBefore(expires));
    }

    @Override
    public String toString() {
        return "ApiKey[" + name + " of " + accountId + (edit ? ", edit]" : ", view]");
    }
}
