package dev.ipsecsites.operator.account;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.AddressQuota;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What accounts hold, asked for once in a while: a visit because a site's status changed costs Cato nothing. */
final class AccountReadings {
    static final Duration KEEP = Duration.ofMinutes(10);

    /** How soon after a reading that lacks a site's address the next one comes: a hundred new sites must not cause a hundred readings. */
    static final Duration LACKING = Duration.ofSeconds(30);

    /**
     * What was read of an account.
     *
     * @param popLocations how many PoPs the account may use
     * @param quota how many addresses the licence grants; null where the account doesn't say
     */
    record Reading(
            Instant at,
            int popLocations,
            List<AllocatedAddress> addresses,
            @Nullable AddressQuota quota) {
        /** Whether a site has an address that was allocated after this was read. */
        boolean lacks(Collection<CatoSite> sites) {
            return sites.stream()
                    .flatMap(site -> AddressUse.addresses(site).stream())
                    .anyMatch(used ->
                            addresses.stream().noneMatch(held -> held.address().equals(used)));
        }
    }

    private record Kept(Secret apiKey, Reading reading) {}

    private final Clock clock;
    private final Map<AccountKey, Kept> readings = new ConcurrentHashMap<>();

    AccountReadings(Clock clock) {
        this.clock = clock;
    }

    /** The last reading with this key, if it still serves these sites: another key has to prove itself. */
    Optional<Reading> recent(OpenAccounts.Access access, Collection<CatoSite> sites) {
        return Optional.ofNullable(readings.get(access.key()))
                .filter(kept -> kept.apiKey().equals(access.apiKey()))
                .map(Kept::reading)
                .filter(reading -> Age.within(reading.at(), reading.lacks(sites) ? LACKING : KEEP, clock.instant()));
    }

    Reading read(OpenAccounts.Access access, Cma cma) throws CmaException {
        Reading reading = new Reading(
                clock.instant(),
                cma.popLocations().size(),
                cma.allocatedAddresses(),
                cma.addressQuota().orElse(null));
        readings.put(access.key(), new Kept(access.apiKey(), reading));
        return reading;
    }

    void forget(AccountKey account) {
        readings.remove(account);
    }
}
