package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts that are open. What a CatoAccount's reconciler has checked and opened, the sites use; nothing here reads
 * Kubernetes or waits for Cato.
 */
public interface CmaAccounts {
    /**
     * The client of an account; empty while its CatoAccount hasn't been checked as it stands now (endpoint, account id,
     * key). An account that is being deleted stays open until nothing uses it.
     */
    Optional<Cma> cmaFor(CatoAccount account);

    /** The last good snapshot, however old: {@link AccountSnapshot#at()} says how old. Empty before the first. */
    Optional<AccountSnapshot> latest(CatoAccount account);

    /** What the account's events feed told lately; nothing where it is off. */
    AccountEvents events(CatoAccount account);

    /** What the account's audit trail told lately, whoever did it. */
    AccountChanges changes(CatoAccount account);

    /**
     * Asks for a snapshot before the interval is over, because something was changed or is awaited. Costs nothing when
     * one is on its way; however many ask, polls stay some seconds apart.
     */
    void pollSoon(CatoAccount account);

    /** Tells {@code listener} of every change from now on; called on the poller's thread, which it must not hold up. */
    void onChange(Listener listener);

    /**
     * How long after {@link AccountSnapshot#at()} a snapshot can be believed: one poll may fail or be late, three in a row tell
     * something. Listeners hear of all sites when this time is over.
     *
     * @param interval {@code spec.snapshotInterval}
     */
    static Duration believed(Duration interval) {
        Duration three = interval.multipliedBy(3);
        Duration least = Duration.ofSeconds(90);
        return three.compareTo(least) < 0 ? least : three;
    }

    /** Who wants to know of changes. */
    @FunctionalInterface
    interface Listener {
        /**
         * The state of these sites has changed: as Cato reports it, or because the snapshots have become too old to be
         * believed, or are fresh again, or because there are new events of them. All sites at the first snapshot.
         */
        void changed(AccountKey account, Set<String> siteIds);

        /** {@link #cmaFor} has a client for this CatoAccount from now on; its status may be what it was before a restart. */
        default void opened(CatoAccount account) {}
    }
}
