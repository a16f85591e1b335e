package dev.ipsecsites.lab.cma;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one data model behind Cato's endpoint, the control interface and the wire. Everything in it is read and written under one lock. */
final class Cloud {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, PopLocation> pops = new LinkedHashMap<>();
    private final Set<String> popsDown = new HashSet<>();
    private final Map<String, Long> nextInPool = new LinkedHashMap<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final Clock clock;
    private final Geography geography = new Geography();
    private volatile CmaSettings settings;

    Cloud(Clock clock, CmaSettings settings, Collection<PopLocation> pops, Collection<Account> accounts) {
        this.clock = clock;
        this.settings = settings;
        pops.forEach(pop -> this.pops.put(pop.id(), pop));
        accounts.forEach(account -> this.accounts.put(account.id, account));
    }

    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return clock.instant();
    }

    CmaSettings settings() {
        return settings;
    }

    void settings(CmaSettings changed) {
        settings = changed;
    }

    Geography geography() {
        return geography;
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    List<PopLocation> pops() {
        return List.copyOf(pops.values());
    }

    Optional<PopLocation> pop(String id) {
        return Optional.ofNullable(pops.get(id));
    }

    Optional<PopLocation> popByName(String name) {
        return pops.values().stream().filter(pop -> pop.name().equals(name)).findFirst();
    }

    boolean popUp(String popId) {
        return !popsDown.contains(popId);
    }

    void popUp(String popId, boolean up) {
        if (up) {
            popsDown.remove(popId);
        } else {
            popsDown.add(popId);
        }
    }

    /** Ids are numbers in the API's own clothes: strings (cato-api.md §1.7). */
    String newId(String kind, long first) {
        long id = counters.getOrDefault(kind, first);
        counters.put(kind, id + 1);
        return Long.toString(id);
    }

    /** The next address of the PoP that no account holds; addresses come back into use only after the whole pool was used. */
    String newAddress(PopLocation pop) {
        Ipv4Range pool = pop.addresses();
        Set<String> held = new HashSet<>();
        accounts.values().forEach(account -> account.addresses.values().forEach(address -> held.add(address.ip())));
        long size = pool.last() - pool.first() - 1;
        long start = nextInPool.getOrDefault(pop.id(), 0L);
        for (long step = 0; step < size; step++) {
            long offset = (start + step) % size;
            String candidate = Ipv4Range.toText(pool.first() + 1 + offset);
            if (!held.contains(candidate)) {
                nextInPool.put(pop.id(), offset + 1);
                return candidate;
            }
        }
        throw new Refusal("No addresses are available at PoP location " + pop.name());
    }

    /** The pop that serves a role of a site: the address's, or the one asked for. */
    Optional<PopLocation> popOf(Account account, Site site, Role role) {
        Site.Destination destination = site.destinations.get(role);
        if (destination == null) {
            return Optional.empty();
        }
        AllocatedAddress address = address(account, destination);
        if (address != null) {
            return Optional.of(address.pop());
        }
        String popId = destination.popId();
        return popId == null ? pops.values().stream().findFirst() : pop(popId);
    }

    @Nullable
    AllocatedAddress address(Account account, Site.Destination destination) {
        String id = destination.addressId();
        return id == null ? null : account.addresses.get(id);
    }

    /** A range that overlaps the native range of any site of the account, or any range of another kind; {@code except} is skipped. */
    void refuseOverlap(Account account, Ipv4Range wanted, @Nullable String except) {
        for (Site site : account.sites.values()) {
            for (NetworkRange range : site.ranges.values()) {
                boolean same = range.id().equals(except);
                if (!same && Ipv4Range.parse(range.subnet()).orElseThrow().overlaps(wanted)) {
                    throw new Refusal("Network range " + wanted + " overlaps with " + range.subnet() + " ("
                            + site.rangeEntityName(range) + ")");
                }
            }
        }
    }
}
