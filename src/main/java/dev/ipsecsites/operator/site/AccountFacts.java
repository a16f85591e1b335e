package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.AddressQuota;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.operator.common.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds: PoPs, addresses and their quota, names of sites, read at most once in a while for all its sites. Idle
 * sites cost Cato nothing, and a hundred new ones share their look-ups: Cato allows 30 a minute (cato-api.md §1.6).
 */
final class AccountFacts {
    private static final Duration POPS_KEEP = Duration.ofMinutes(30);
    private static final Duration ADDRESSES_KEEP = Duration.ofMinutes(5);

    /** How old a list of sites may be in which a name is looked for before a site of that name is created. */
    private static final Duration SITES_KEEP = Duration.ofMinutes(1);

    /** Addresses that were just allocated wait for each other this long, so that one look-up finds the ids of all. */
    static final Duration TOGETHER = Duration.ofSeconds(4);

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

    /**
     * One account. Choosing and allocating an address is done under its lock, so that no two sites choose the same. What this
     * program changes itself is added to what was read; after a change with an unknown outcome it is read anew.
     */
    final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        private final ReentrantLock listing = new ReentrantLock();
        private final Map<String, String> claims = new ConcurrentHashMap<>();
        private final Map<String, Read<AllocatedAddress>> allocated = new ConcurrentHashMap<>();
        private volatile Instant confirmedAt = Instant.MIN;
        private volatile Read<List<PopLocation>> pops = Read.never(List.of());
        private volatile Read<List<AllocatedAddress>> addresses = Read.never(List.of());
        private volatile List<AllocatedAddress> lastListed = List.of();
        private volatile Read<Optional<AddressQuota>> quota = Read.never(Optional.empty());
        private volatile Read<List<SiteEntry>> sites = Read.never(List.of());

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

        /** All addresses, those that were allocated a moment ago included, whose ids need {@link #confirmed}. */
        List<AllocatedAddress> addresses(Cma cma) throws CmaException {
            if (stale(addresses, ADDRESSES_KEEP)) {
                readAddresses(cma);
            }
            List<AllocatedAddress> all = new ArrayList<>(addresses.value());
            allocated.values().stream()
                    .map(Read::value)
                    .filter(a -> listed(a.address()).isEmpty())
                    .forEach(all::add);
            return all;
        }

        /** As they were listed last, however long ago: good for finding again what a site has, not for choosing. Nobody is asked. */
        List<AllocatedAddress> lastListed() {
            return lastListed;
        }

        /** As they were read last, likewise. */
        List<PopLocation> lastPopLocations() {
            return pops.value();
        }

        private void readAddresses(Cma cma) throws CmaException {
            List<AllocatedAddress> read = cma.allocatedAddresses();
            // The moment of the answer: the request may have waited for its turn longer than the answer is good for.
            Instant at = clock.instant();
            addresses = new Read<>(read, at);
            lastListed = List.copyOf(read);
            allocated.values().removeIf(a -> at.isAfter(a.at().plus(ADDRESSES_KEEP)));
            read.forEach(a -> allocated.remove(a.address()));
        }

        /** Cato allocated it just now; the next list need not show it at once. */
        void allocated(AllocatedAddress address) {
            allocated.put(address.address(), new Read<>(address, clock.instant()));
        }

        /** Cato took it back just now. */
        void released(String address) {
            allocated.remove(address);
            lastListed = lastListed.stream()
                    .filter(a -> !a.address().equals(address))
                    .toList();
            addresses = new Read<>(
                    addresses.value().stream()
                            .filter(a -> !a.address().equals(address))
                            .toList(),
                    addresses.at());
        }

        /** The address with the id that tunnels take; empty: ask again after {@link #TOGETHER}. */
        Optional<AllocatedAddress> confirmed(Cma cma, String address) throws CmaException {
            if (listed(address).isEmpty() && !Age.within(confirmedAt, TOGETHER, clock.instant())) {
                readAddresses(cma);
                confirmedAt = clock.instant();
            }
            return listed(address);
        }

        private Optional<AllocatedAddress> listed(String address) {
            return addresses.value().stream()
                    .filter(a -> a.address().equals(address))
                    .findFirst();
        }

        /** How many addresses the licence grants; null where the account doesn't say. */
        @Nullable
        Integer licensed(Cma cma) throws CmaException {
            if (stale(quota, ADDRESSES_KEEP)) {
                quota = new Read<>(cma.addressQuota(), clock.instant());
            }
            return quota.value().map(AddressQuota::total).orElse(null);
        }

        /** What was read of the addresses and their quota is not to be relied on. */
        void forgetAddresses() {
            addresses = Read.never(List.of());
            quota = Read.never(Optional.empty());
        }

        /** All sites of the account. Whoever asks meanwhile waits and shares the answer. */
        List<SiteEntry> sites(Cma cma) throws CmaException {
            listing.lock();
            try {
                if (stale(sites, SITES_KEEP)) {
                    List<SiteEntry> read = cma.sites(null);
                    sites = new Read<>(read, clock.instant());
                }
                return sites.value();
            } finally {
                listing.unlock();
            }
        }

        /** Cato created it just now. */
        void created(SiteEntry site) {
            listing.lock();
            try {
                List<SiteEntry> all = new ArrayList<>(sites.value());
                all.add(site);
                sites = new Read<>(all, sites.at());
            } finally {
                listing.unlock();
            }
        }

        /** A site may have been created, or another one be there that wasn't seen. */
        void forgetSites() {
            listing.lock();
            try {
                sites = Read.never(List.of());
            } finally {
                listing.unlock();
            }
        }

        private boolean stale(Read<?> read, Duration keep) {
            return !Age.within(read.at(), keep, clock.instant());
        }
    }

    private record Read<T>(T value, Instant at) {
        static <T> Read<T> never(T nothing) {
            return new Read<>(nothing, Instant.MIN);
        }
    }
}
