package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CheckResult;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.RepairToken;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.TunnelIntent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a visit does for tunnels beyond looking and configuring: resets on request, the checklist for one that isn't well, the ping through one that came up, the
 * router's log, and measurements. A connection that breaks meanwhile ends the care and nothing else: what was observed before stands.
 */
final class TunnelCare {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelCare.class);

    /** Cato's own address that the article has people ping (article, routing section). */
    static final String CATO_ADDRESS = "10.254.254.1";

    private static final int PINGS = 3;

    private final Services services;
    private final DebugWindows windows;
    private final Measurements measurements;

    TunnelCare(Services services, DebugWindows windows, Measurements measurements) {
        this.services = services;
        this.windows = windows;
        this.measurements = measurements;
    }

    /**
     * Attends to the tunnels of a router that was looked at.
     *
     * @param first is run before the router is asked for anything more, if it is: from there on it takes its time
     * @return what is remembered of the tunnels now, by uid
     */
    Map<String, TunnelMemory> attend(Router router, RouterSession session, Visit visit, Runnable first) {
        Map<String, TunnelMemory> memories = new HashMap<>(visit.memories());
        RouterObservation observation = visit.observation();
        if (observation == null) {
            return memories;
        }
        try {
            new Round(router, session, visit, observation, memories, first).go();
        } catch (RouterException e) {
            LOG.info("Router {}: left before its tunnels were cared for: {}", Directory.key(router), e.getMessage());
        }
        return memories;
    }

    private final class Round {
        private final Router router;
        private final RouterSession connected;
        private final Visit visit;
        private final RouterObservation observation;
        private final Map<String, TunnelMemory> memories;
        private final Instant now = services.clock().instant();
        private @Nullable Runnable first;

        Round(
                Router router,
                RouterSession session,
                Visit visit,
                RouterObservation observation,
                Map<String, TunnelMemory> memories,
                Runnable first) {
            this.router = router;
            this.first = first;
            this.connected = session;
            this.visit = visit;
            this.observation = observation;
            this.memories = memories;
        }

        void go() throws RouterException {
            List<Member> ours = visit.members().stream()
                    .filter(m -> !m.going() && m.number() != null)
                    .filter(m -> visit.record().tunnels().containsKey(m.uid()) && memories.containsKey(m.uid()))
                    .filter(m -> !Annotations.paused(m.tunnel()))
                    .toList();
            for (Member member : ours) {
                reset(member);
            }
            List<Member> known = ours.stream().filter(m -> m.intent() != null).toList();
            for (Member member : known) {
                pingThrough(member);
            }
            checklists(known);
            interruptions(known);
            for (Member member : ours) {
                done(member, Api.RECONCILE);
            }
            measure();
        }

        private RouterSession session() {
            Runnable once = first;
            if (once != null) {
                first = null;
                once.run();
            }
            return connected;
        }

        private TunnelMemory memory(Member member) {
            return memories.getOrDefault(
                    member.uid(), TunnelMemory.first(member.tunnel().statusOrEmpty(), now));
        }

        private void done(Member member, String annotation) {
            TunnelMemory memory = memory(member);
            Checkup.pending(member.tunnel(), annotation, memory)
                    .ifPresent(token -> memories.put(member.uid(), memory.handled(annotation, token)));
        }

        private boolean asked(Member member) {
            return Checkup.pending(member.tunnel(), Api.RECONCILE, memory(member))
                    .isPresent();
        }

        private boolean mayTouch(Member member) {
            return router.getSpec().managementPolicy() == ManagementPolicy.ENFORCE
                    && member.part() == Member.Part.WANTED;
        }

        /** Once a token, and once for both who may ask; a crash in between only means that it is done again. */
        private void reset(Member member) throws RouterException {
            boolean asked = Checkup.pending(member.tunnel(), Api.RESET_TUNNELS, memory(member))
                    .isPresent();
            Optional<String> repair = Checkup.pending(member.tunnel(), Api.REPAIR_RESET, memory(member));
            if (!asked && repair.isEmpty()) {
                return;
            }
            boolean needed = asked
                    || !memory(member).up()
                    || !repair.map(RepairToken::unlessUp).orElse(false);
            if (!mayTouch(member)) {
                services.events()
                        .record(
                                member.tunnel(),
                                RouterEvent.NotReset,
                                "Not reset: managementPolicy is Observe, of the RouterTunnel or of its Router");
            } else if (needed) {
                memories.put(member.uid(), memory(member).reset(now));
                int deleted = session().reset(number(member));
                services.events()
                        .record(
                                member.tunnel(),
                                RouterEvent.TunnelReset,
                                deleted == 0
                                        ? "Asked to reset the tunnel; it had no SAs"
                                        : "Reset on request: deleted its SAs on the router, both ends negotiate anew");
            } else {
                services.events()
                        .record(
                                member.tunnel(),
                                RouterEvent.ResetNotNeeded,
                                "Not reset: it has come up by itself since its repair asked for that");
            }
            done(member, Api.RESET_TUNNELS);
            done(member, Api.REPAIR_RESET);
        }

        private void pingThrough(Member member) throws RouterException {
            TunnelMemory memory = memory(member);
            Optional<ConfiguredTunnel.Route> route = observation.config().route(CATO_ADDRESS);
            boolean carries = route.filter(r -> r.interfaceName().equals("tunnel" + number(member)))
                    .isPresent();
            if (!Checkup.peerIsCato(member.tunnel()) || !Checkup.pingThrough(memory, asked(member), carries, now)) {
                return;
            }
            TunnelCheck check = carries
                    ? answered()
                    : Checklist.skipped(
                            Step.PING_THROUGH_TUNNEL,
                            route.map(r -> CATO_ADDRESS + " is reached through " + r.interfaceName())
                                    .orElse("No route leads to " + CATO_ADDRESS));
            memories.put(member.uid(), memory.with(check, now));
        }

        private TunnelCheck answered() throws RouterException {
            Optional<String> inside = observation.config().insideAddress(observation.links());
            Ping.Result result = session().ping(new Ping(CATO_ADDRESS, inside.orElse(null), PINGS));
            String from = inside.map(a -> " from " + a).orElse("");
            if (result.error() != null) {
                return Checklist.unknown(
                        Step.PING_THROUGH_TUNNEL, "The router didn't ping " + CATO_ADDRESS + ": " + result.error());
            }
            return result.answered()
                    ? Checklist.passed(Step.PING_THROUGH_TUNNEL, CATO_ADDRESS + " answers through the tunnel" + from)
                    : Checklist.failed(
                            Step.PING_THROUGH_TUNNEL,
                            CATO_ADDRESS + " answers none of " + result.sent() + " pings through the tunnel" + from);
        }

        private void checklists(List<Member> members) throws RouterException {
            List<Member> due = new ArrayList<>();
            Map<String, Boolean> asked = new HashMap<>();
            for (Member member : members) {
                asked.put(member.uid(), asked(member));
                if (Checkup.checklist(
                        memory(member),
                        asked(member),
                        Durations.parse(router.getSpec().commit().verifyWithin()),
                        now)) {
                    due.add(member);
                    check(member);
                }
            }
            if (due.isEmpty()) {
                return;
            }
            List<LogEntry> log = DebugWindows.read(session());
            due.forEach(member -> memories.put(member.uid(), memory(member).read(log)));
            // One at a time: who had fewest is next, so that each has its own.
            Optional<Member> next = due.stream()
                    .filter(m -> mayTouch(m) && Checkup.debugWindow(memory(m), asked.getOrDefault(m.uid(), false)))
                    .min(Comparator.comparing((Member m) -> !asked.getOrDefault(m.uid(), false))
                            .thenComparingInt(m -> memory(m).windows()));
            if (next.isPresent() && windows.open(router, session(), number(next.get()))) {
                memories.put(next.get().uid(), memory(next.get()).withWindow());
            }
        }

        /** Why a tunnel went that is up again already is told by nothing but the log. */
        private void interruptions(List<Member> members) throws RouterException {
            List<Member> back = members.stream()
                    .filter(m -> memory(m).cameBackAt(observation.at()))
                    .toList();
            if (!back.isEmpty()) {
                List<LogEntry> log = DebugWindows.read(session());
                back.forEach(member -> memories.put(member.uid(), memory(member).read(log)));
            }
        }

        private void check(Member member) throws RouterException {
            TunnelIntent intent = Objects.requireNonNull(member.intent());
            TunnelMemory memory = memory(member);
            LinkState link = EvidenceOfVisit.link(observation, intent);
            Liveness life = memory.life();
            Checklist checklist = new Checklist(
                    intent,
                    link,
                    EvidenceOfVisit.configured(observation, link, intent.number())
                            .orElse(null),
                    observation.tunnels().get(intent.number()),
                    life == null ? Liveness.Life.UNKNOWN : life.life());
            Ping.Result ping =
                    checklist.worthPinging() ? session().ping(new Ping(intent.remoteAddress(), null, PINGS)) : null;
            memories.put(member.uid(), memory.checked(checklist.results(ping), now));
        }

        /** Addresses come from who asked; one that is none is left out, the router would only say so. */
        private void measure() throws RouterException {
            String key = Directory.key(router);
            List<Measurements.Measurement> taken = new ArrayList<>();
            for (String address : measurements.due(key)) {
                Ping.Result result = session().ping(new Ping(address, null, PINGS));
                taken.add(new Measurements.Measurement(
                        address,
                        services.clock().instant(),
                        result.sent(),
                        result.received(),
                        result.roundTrip() == null ? null : result.roundTrip().least()));
            }
            measurements.measured(key, taken);
        }

        private static int number(Member member) {
            return Objects.requireNonNull(member.number());
        }
    }

    /** Whether the last ping of the peer was answered; null while there was none. */
    static @Nullable Boolean popReachable(TunnelMemory memory) {
        return memory.checks().stream()
                .filter(c -> c.check().equals(Step.POP_REACHABLE.word()))
                .filter(c -> c.result() == CheckResult.PASSED || c.result() == CheckResult.FAILED)
                .findFirst()
                .map(c -> c.result() == CheckResult.PASSED)
                .orElse(null);
    }
}
