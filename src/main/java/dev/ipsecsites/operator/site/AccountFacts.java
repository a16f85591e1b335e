package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.AddressQuota;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds: PoPs, addresses and their quota, read at most once in a while for all its sites, so that idle sites
 * cost Cato nothing.
 */
final class AccountFacts {
    private static final Duration POPS_KEEP = Duration.ofMinutes(30);
    private static final Duration ADDRESSES_KEEP = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    AccountFacts(Clock clock) {
        this.clock = clock;
    }

    /** The account of this resource; the same for all resources that name the same account at the same endpoint. */
    Account of(CatoAccount account) {
        return accounts.computeIfAbsent(
                account.getSpec().endpoint() + " " + account.getSpec().accountId(), key -> new Account());
    }

    /** One account. Choosing and allocating an address is done under its lock, so that no two sites choose the same. */
    final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<String, String> claims = new ConcurrentHashMap<>();
        private volatile Read<List<PopLocation>> pops = new Read<>(List.of(), Instant.MIN);
        private volatile Read<List<AllocatedAddress>> addresses = new Read<>(List.of(), Instant.MIN);

        @Nullable
        private volatile Integer licensed;

        ReentrantLock lock() {
            return lock;
        }

        /** Sites by the address that they were given and that the caches may not show yet: address → namespace/name. */
        Map<String, String> claims() {
            return claims;
        }

        List<PopLocation> popLocations(Cma cma) throws CmaException {
            if (stale(pops, POPS_KEEP)) {
                pops = new Read<>(cma.popLocations(), clock.instant());
            }
            return pops.value();
        }

        List<AllocatedAddress> addresses(Cma cma) throws CmaException {
            if (stale(addresses, ADDRESSES_KEEP)) {
                addresses = new Read<>(cma.allocatedAddresses(), clock.instant());
                licensed = cma.addressQuota().map(AddressQuota::total).orElse(null);
            }
            return addresses.value();
        }

        @Nullable
        Integer licensed() {
            return licensed;
        }

        /** What was read of the addresses is out of date. */
        void forgetAddresses() {
            addresses = new Read<>(List.of(), Instant.MIN);
        }

        private boolean stale(Read<?> read, Duration keep) {
            return read.at().equals(Instant.MIN)
                    || clock.instant().isAfter(read.at().plus(keep));
        }
    }

    private record Read<T>(T value, Instant at) {}
}
