package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.RouterDriver;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Visits routers: logs in, looks, takes the next step, leaves. One visit at a time to one address. */
final class RouterVisits {
    private final RouterDriver driver;
    private final RouterRecords records;
    private final RouterTargets targets;
    private final Members members;
    private final Services services;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Memories memories = new Memories();
    private final DebugWindows windows;
    private final TunnelCare care;
    private final Measurements measurements;

    RouterVisits(
            RouterDriver driver,
            RouterRecords records,
            RouterTargets targets,
            Members members,
            Services services,
            Measurements measurements) {
        this.driver = driver;
        this.records = records;
        this.targets = targets;
        this.members = members;
        this.services = services;
        this.windows = new DebugWindows(records, services.clock());
        this.measurements = measurements;
        this.care = new TunnelCare(services, windows, measurements);
    }

    /** Hears what a visit finds out before it is over. */
    interface Listener {
        /** Takes note of the host key that was trusted on first use, before anything else is done with the router. */
        Router pin(Router router, String fingerprint);

        /** What the router says of its tunnels, before anything is sent. */
        void looked(List<Member> members, RouterObservation observation, Map<String, TunnelMemory> memories);

        /** What was seen and done so far, if tunnels are cared for after that: it may take seconds. */
        void served(Visit visit);
    }

    /** One visit. Never throws for what the router does. */
    Visit visit(Router router, List<RouterTunnel> tunnels, Listener listener) {
        RouterRecord record = records.read(router);
        List<Router> all = services.directory().all(Router.class).toList();
        Optional<Problem> problem = RouterChecks.beforeConnecting(router, all, removing(tunnels, record));
        if (problem.isPresent()) {
            return Visit.without(new Outcome.Failed(problem.get()), record, null);
        }
        RouterTarget target;
        try {
            target = targets.of(router, record);
        } catch (CredentialsException e) {
            return Visit.without(
                    new Outcome.Failed(Problem.terminal(e.reason().name(), String.valueOf(e.getMessage()))),
                    record,
                    null);
        }
        ReentrantLock lock = locks.computeIfAbsent(
                target.host().toLowerCase(Locale.ROOT) + ":" + target.port(), k -> new ReentrantLock());
        lock.lock();
        try {
            return connected(router, tunnels, listener, target, all);
        } finally {
            lock.unlock();
        }
    }

    private Visit connected(
            Router router, List<RouterTunnel> tunnels, Listener listener, RouterTarget target, List<Router> all) {
        Instant start = services.clock().instant();
        String outcome = "success";
        try (RouterSession session = driver.connect(target)) {
            Visit visit = inSession(router, tunnels, listener, session, all);
            return cared(router, session, visit, listener);
        } catch (RouterException e) {
            outcome = e.reason().name();
            return Visit.without(
                    new Outcome.Failed(new Problem(
                            e.reason().name(),
                            String.valueOf(e.getMessage()),
                            e.reason().isTransient())),
                    records.read(router),
                    null);
        } finally {
            services.meters()
                    .routerSession(
                            outcome, Duration.between(start, services.clock().instant()));
        }
    }

    private static boolean removing(List<RouterTunnel> tunnels, RouterRecord record) {
        Set<String> staying = new HashSet<>();
        tunnels.stream()
                .filter(t -> t.getMetadata().getDeletionTimestamp() == null)
                .forEach(t -> staying.add(t.getMetadata().getUid()));
        return !staying.containsAll(record.tunnels().keySet());
    }

    void forget(Router router) {
        memories.forget(router.getMetadata().getUid());
        measurements.forget(Directory.key(router));
    }

    private Visit inSession(
            Router unpinned, List<RouterTunnel> tunnels, Listener listener, RouterSession session, List<Router> all)
            throws RouterException {
        Router router = listener.pin(unpinned, session.hostKeyFingerprint());
        RouterRecord record = records.read(router);
        boolean keepsRecord = !record.equals(RouterRecord.EMPTY) || !leaving(tunnels);
        if (keepsRecord && !session.originalConsole().equals(record.console())) {
            record = record.withConsole(session.originalConsole());
            records.write(router, record);
        }
        Optional<List<LogEntry>> log = windows.close(router, session);
        record = records.read(router);
        RouterFacts facts = session.facts();
        Optional<Capabilities> capabilities = driver.capabilities(facts);
        Optional<Problem> problem =
                RouterChecks.afterConnecting(router, facts, capabilities.isPresent(), driver.models(), all);
        if (problem.isPresent() || capabilities.isEmpty()) {
            return Visit.without(new Outcome.Refused(problem.orElseThrow()), record, facts);
        }
        if (keepsRecord) {
            record = onDevice(router, record, facts);
        }
        RouterObservation observation =
                session.observe(TunnelIntents.links(router.getSpec()), Members.numbersOf(tunnels));
        List<Member> present = members.of(router, tunnels, observation, capabilities.get(), record);
        Map<String, TunnelMemory> now = remembered(router, present, observation, log);
        listener.looked(present, observation, now);
        RouterTransaction transaction = new RouterTransaction(
                driver,
                records,
                services.keyring(),
                services.clock(),
                router,
                session,
                observation,
                proven(present, now, observation),
                Annotations.pending(
                        router, Api.RECONCILE, router.statusOrEmpty().lastHandled()));
        Outcome outcome = transaction.advance(present);
        if (outcome instanceof Outcome.Sent) {
            now.replaceAll((uid, memory) -> memory.sent(observation.at()));
        }
        memories.replace(router.getMetadata().getUid(), now);
        return new Visit(
                outcome,
                records.read(router),
                facts,
                observation,
                present,
                transaction.refusals(),
                now,
                session.clock().orElse(null));
    }

    /** Nothing will be sent: no record is begun, and in a namespace that is being deleted none could be. */
    private static boolean leaving(List<RouterTunnel> tunnels) {
        return !tunnels.isEmpty()
                && tunnels.stream().allMatch(t -> t.getMetadata().getDeletionTimestamp() != null);
    }

    /** Records of earlier versions don't say which device they are about; its status does. */
    private RouterRecord onDevice(Router router, RouterRecord record, RouterFacts facts) {
        String serial = facts.serial();
        if (serial == null || serial.equals(record.serial())) {
            return record;
        }
        String known = record.serial() == null ? router.statusOrEmpty().serial() : record.serial();
        RouterRecord now = (known == null ? record : record.on(known)).on(serial);
        records.write(router, now);
        return now;
    }

    /** What was seen stands, whatever happens to the care. */
    private Visit cared(Router router, RouterSession session, Visit visit, Listener listener) {
        if (visit.observation() == null) {
            return visit;
        }
        Map<String, TunnelMemory> after = care.attend(router, session, visit, () -> listener.served(visit));
        memories.replace(router.getMetadata().getUid(), after);
        return visit.with(after, records.read(router));
    }

    private Map<String, TunnelMemory> remembered(
            Router router, List<Member> present, RouterObservation observation, Optional<List<LogEntry>> log) {
        Map<String, TunnelMemory> before = memories.of(router.getMetadata().getUid());
        Map<String, TunnelMemory> now = new HashMap<>();
        for (Member member : present) {
            TunnelState state =
                    member.number() == null ? null : observation.tunnels().get(member.number());
            if (state != null) {
                TunnelMemory memory = before.getOrDefault(
                                member.uid(), TunnelMemory.first(member.tunnel().statusOrEmpty(), observation.at()))
                        .asked(member.tunnel(), observation.at())
                        .seen(state, observation.at());
                boolean wants = memory.notWellSince() != null;
                now.put(member.uid(), wants && log.isPresent() ? memory.read(log.get()) : memory);
            }
        }
        return now;
    }

    /** Up, heard, and with the algorithms that were meant: what may be saved. */
    private static Set<String> proven(
            List<Member> present, Map<String, TunnelMemory> now, RouterObservation observation) {
        Set<String> uids = new HashSet<>();
        for (Member member : present) {
            TunnelMemory memory = now.get(member.uid());
            Liveness life = memory == null ? null : memory.life();
            if (memory != null
                    && life != null
                    && life.proven()
                    && VerificationOfVisit.of(member, observation, memory)
                                    .map(v -> v.holds(Verification.Aspect.ALGORITHMS))
                                    .orElse(Verification.Holds.UNKNOWN)
                            != Verification.Holds.NO) {
                uids.add(member.uid());
            }
        }
        return uids;
    }
}
