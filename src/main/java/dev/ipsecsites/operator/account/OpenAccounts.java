package dev.ipsecsites.operator.account;

import static java.util.Objects.requireNonNull;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaClient;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaShared;
import dev.ipsecsites.cato.RequestBudget;
import dev.ipsecsites.cato.Rollout;
import dev.ipsecsites.ipsec.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that CatoAccounts have opened. Several CatoAccounts, with different keys even, may name one account: they
 * share its budget (the smallest share counts), its poller (the shortest interval counts) and what is known of its schema.
 */
public final class OpenAccounts implements CmaAccounts, AutoCloseable {
    /** How an account is reached and used. */
    public record Access(AccountKey key, Secret apiKey, int budgetPercent, Duration snapshotInterval, boolean poll) {}

    /** What a CatoAccount opened; {@code endpoint} as its spec spelled it. */
    private record Opened(Access access, String endpoint, CmaClient client, boolean usable) {
        boolean of(AccountKey key) {
            return access.key().equals(key);
        }
    }

    private final CmaEnvironment environment;
    private final RandomGenerator random;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<AccountKey>> healthListeners = new CopyOnWriteArrayList<>();
    /** By namespace/name, sorted so that the poller's first choice stays the same. */
    private final Map<String, Opened> opened = new TreeMap<>();

    private final Map<AccountKey, Shared> shared = new HashMap<>();
    private boolean closed;

    public OpenAccounts(CmaEnvironment environment, RandomGenerator random) {
        this.environment = environment;
        this.random = random;
    }

    /** Opens an account for a CatoAccount, or changes how it is used. Nothing is sent but, from now on, the polls. */
    public Cma open(CatoAccount account, Access access) {
        boolean wasOpen = cmaFor(account).isPresent();
        Cma cma = change(account, access);
        if (!wasOpen) {
            listeners.forEach(l -> l.opened(account));
        }
        return cma;
    }

    private synchronized Cma change(CatoAccount account, Access access) {
        if (closed) {
            throw new IllegalStateException("the operator is stopping");
        }
        String name = name(account);
        Opened before = opened.get(name);
        if (before != null && !before.of(access.key())) {
            leave(name);
            before = null;
        }
        Shared of = shared.computeIfAbsent(access.key(), Shared::new);
        boolean sameKey = before != null && before.access().apiKey().equals(access.apiKey());
        CmaClient client = before != null && sameKey ? before.client() : of.client(access.apiKey());
        opened.put(name, new Opened(access, account.getSpec().endpoint(), client, true));
        of.adjust();
        if (before != null && (!sameKey || !before.usable())) {
            of.again();
        }
        return client;
    }

    /** The key doesn't work: nobody gets the client until it is opened again; the last snapshot stays. */
    public synchronized void suspend(CatoAccount account) {
        opened.computeIfPresent(name(account), (name, o) -> new Opened(o.access(), o.endpoint(), o.client(), false));
    }

    /** Nobody needs the CatoAccount any more; with the last one of an account goes its poller. */
    public synchronized void close(CatoAccount account) {
        leave(name(account));
    }

    private void leave(String name) {
        Opened left = opened.remove(name);
        if (left == null) {
            return;
        }
        AccountKey key = left.access().key();
        boolean last = opened.values().stream().noneMatch(o -> o.of(key));
        Shared of = last ? shared.remove(key) : shared.get(key);
        if (of != null) {
            of.adjust();
        }
    }

    @Override
    public synchronized Optional<Cma> cmaFor(CatoAccount account) {
        return current(account).filter(Opened::usable).map(Opened::client);
    }

    @Override
    public synchronized Optional<AccountSnapshot> latest(CatoAccount account) {
        return poller(account).flatMap(SnapshotPoller::latest);
    }

    @Override
    public synchronized AccountEvents events(CatoAccount account) {
        return events(current(account)).map(EventsPoller::latest).orElse(AccountEvents.NONE);
    }

    @Override
    public synchronized AccountChanges changes(CatoAccount account) {
        return audit(account).map(AuditPoller::latest).orElse(AccountChanges.NONE);
    }

    /** What an account's feeds don't tell, and what to do; empty while they tell everything. */
    synchronized Optional<String> feedsOff(CatoAccount account) {
        String said = Stream.of(
                        events(current(account)).flatMap(EventsPoller::off),
                        audit(account).flatMap(AuditPoller::off))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(". "));
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private Optional<AuditPoller> audit(CatoAccount account) {
        return current(account).map(a -> shared.get(a.access().key())).flatMap(of -> Optional.ofNullable(of.audit));
    }

    /** Somebody may have switched a feed on. */
    synchronized void feedsAgain(CatoAccount account) {
        current(account).map(o -> shared.get(o.access().key())).ifPresent(Shared::feedsAgain);
    }

    private Optional<EventsPoller> events(Optional<Opened> account) {
        return account.map(o -> shared.get(o.access().key())).flatMap(of -> Optional.ofNullable(of.events));
    }

    @Override
    public synchronized void pollSoon(CatoAccount account) {
        poller(account).ifPresent(SnapshotPoller::soon);
    }

    /** Whatever made polling fail may be mended: an error is forgotten, the next poll comes at once. */
    synchronized void pollAgain(CatoAccount account) {
        poller(account).ifPresent(SnapshotPoller::again);
    }

    /** Why there is no newer snapshot; empty while they arrive. */
    public synchronized Optional<CmaException> pollError(CatoAccount account) {
        return poller(account).flatMap(SnapshotPoller::error);
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** Calls {@code listener} when polling an account begins to fail, fails for another reason, or works again. */
    public void onHealth(Consumer<AccountKey> listener) {
        healthListeners.add(listener);
    }

    /** What was opened, as far as it is what the CatoAccount now says. */
    private Optional<Opened> current(CatoAccount account) {
        return Optional.ofNullable(opened.get(name(account)))
                .filter(o ->
                        o.access().key().accountId().equals(account.getSpec().accountId())
                                && o.endpoint().equals(account.getSpec().endpoint()));
    }

    private Optional<SnapshotPoller> poller(CatoAccount account) {
        return current(account).map(o -> shared.get(o.access().key())).flatMap(of -> Optional.ofNullable(of.poller));
    }

    private synchronized List<Cma> pollable(AccountKey key) {
        return opened.values().stream()
                .filter(o -> o.usable() && o.access().poll() && o.of(key))
                .<Cma>map(Opened::client)
                .toList();
    }

    private static String name(CatoAccount account) {
        return account.getMetadata().getNamespace() + "/"
                + account.getMetadata().getName();
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.clear();
        shared.values().forEach(Shared::adjust);
        shared.clear();
    }

    /** What all CatoAccounts of one account share; guarded by the registry. */
    private final class Shared {
        private final AccountKey key;
        private final CmaShared cma;
        private final RequestBudget budget;

        @Nullable
        private SnapshotPoller poller;

        @Nullable
        private EventsPoller events;

        @Nullable
        private AuditPoller audit;

        private final List<Rounds> feeds = new ArrayList<>();

        Shared(AccountKey key) {
            this.key = key;
            this.budget = new RequestBudget(environment.clock(), environment.pause(), 100);
            this.cma = new CmaShared(
                    environment.http(),
                    budget,
                    new Rollout(),
                    environment.policy(),
                    environment.clock(),
                    environment.pause(),
                    environment.observer());
        }

        CmaClient client(Secret apiKey) {
            return new CmaClient(cma, key.endpoint(), key.accountId(), apiKey);
        }

        /** Follows what the CatoAccounts that are open now want. */
        void adjust() {
            List<Access> users = opened.values().stream()
                    .filter(o -> o.of(key))
                    .map(Opened::access)
                    .toList();
            users.stream().mapToInt(Access::budgetPercent).min().ifPresent(budget::setPercent);
            Optional<Duration> interval = users.stream()
                    .filter(Access::poll)
                    .map(Access::snapshotInterval)
                    .min(Comparator.naturalOrder());
            if (interval.isEmpty()) {
                stop();
            } else if (poller == null) {
                poller = poller(interval.get()).start();
                events = events(interval.get());
                audit = new AuditPoller(name(), () -> pollable(key), environment.clock(), this::tell);
                feeds.add(new Rounds("events-" + name(), events::round).start());
                feeds.add(new Rounds("audit-" + name(), audit::round).start());
            } else {
                poller.setInterval(interval.get());
                requireNonNull(events).setInterval(interval.get());
            }
        }

        void again() {
            if (poller != null) {
                poller.again();
            }
            feedsAgain();
        }

        void feedsAgain() {
            feeds.forEach(Rounds::again);
        }

        private void tell(Set<String> sites) {
            listeners.forEach(l -> l.changed(key, sites));
        }

        private void stop() {
            if (poller != null) {
                poller.close();
                poller = null;
            }
            feeds.forEach(Rounds::close);
            feeds.clear();
            events = null;
            audit = null;
        }

        private String name() {
            return key.endpoint().hostName() + "/" + key.accountId();
        }

        private EventsPoller events(Duration interval) {
            return new EventsPoller(
                    name(), () -> pollable(key), interval, environment.clock(), new EventsPoller.Listener() {
                        @Override
                        public void sites(Set<String> news) {
                            tell(news);
                        }

                        @Override
                        public void off() {
                            healthListeners.forEach(l -> l.accept(key));
                        }
                    });
        }

        private SnapshotPoller poller(Duration interval) {
            return new SnapshotPoller(
                    name(), () -> pollable(key), interval, environment.clock(), random, new SnapshotPoller.Listener() {
                        @Override
                        public void sites(Set<String> changed) {
                            tell(changed);
                        }

                        @Override
                        public void health() {
                            healthListeners.forEach(l -> l.accept(key));
                        }
                    });
        }
    }
}
