package dev.ipsecsites.lab.wire;

import static java.util.Objects.requireNonNull;

import dev.ipsecsites.lab.wire.Outcome.Agreement;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import dev.ipsecsites.lab.wire.RouterPeer.Keepalive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings tunnels up and down between Cato's end and the routers, tick by tick: negotiates where both ends are ready, notices
 * death as late as the ends would, renews SAs, moves counters. A tick reads the injected clock and never waits.
 */
public final class WireRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireRunner.class);
    private static final int PACKET_OCTETS = 92;
    /** Yamaha's rekey default: at 75 % of the life (yamaha-rtx.md §4.3). */
    private static final double REKEY = 0.75;

    /** When Cato renews what the router hasn't renewed before: its lifetimes (article). */
    private static final Duration CATO_IKE = Duration.ofSeconds(19_800);

    private static final Duration CATO_CHILD = Duration.ofSeconds(3_600);

    private final CatoEnd cato;
    private final Supplier<List<RouterEnd>> routers;
    private final Clock clock;
    private final WireTiming timing;
    private final SaMaker maker;
    private final Decider decider;
    private final Map<String, WireLink> links = new TreeMap<>();
    private final Map<String, String> silences = new TreeMap<>();

    @Nullable
    private ScheduledExecutorService ticking;

    @Nullable
    private ScheduledFuture<?> ticks;

    public WireRunner(
            CatoEnd cato, Supplier<List<RouterEnd>> routers, Clock clock, WireTiming timing, RandomGenerator random) {
        this(cato, routers, clock, timing, random, Wire::decide);
    }

    /** @param decider asked at every tick for every tunnel that has met its gateway */
    public WireRunner(
            CatoEnd cato,
            Supplier<List<RouterEnd>> routers,
            Clock clock,
            WireTiming timing,
            RandomGenerator random,
            Decider decider) {
        this.decider = decider;
        this.cato = cato;
        this.routers = routers;
        this.clock = clock;
        this.timing = timing;
        this.maker = new SaMaker(random);
    }

    /** Ticks by itself until {@link #close()}. */
    public synchronized WireRunner start(Duration every) {
        if (ticking == null) {
            ticking = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("wire").factory());
            ticks = ticking.scheduleWithFixedDelay(this::safely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    private void safely() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("a tick of the wire failed", e);
        }
    }

    /** Why nothing arrives, by tunnel: for people who run the lab. */
    public synchronized Map<String, String> silences() {
        return new TreeMap<>(silences);
    }

    @Override
    public synchronized void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (ticking != null) {
            ticking.shutdown();
        }
    }

    /** A gateway of a router at this moment. */
    private record Gateway(RouterEnd router, RouterPeer peer) implements Partners.Candidate {
        @Override
        public boolean runs() {
            return peer.enabled();
        }
    }

    public synchronized void tick() {
        Instant now = clock.instant();
        List<CatoPeer> tunnels = cato.peers();
        Set<String> resets = new HashSet<>(cato.takeResets());
        List<Gateway> gateways = new ArrayList<>();
        for (RouterEnd router : routers.get()) {
            router.peers().forEach(peer -> gateways.add(new Gateway(router, peer)));
            router.takeResets().forEach(number -> reset(router, number));
        }
        Set<String> known = new HashSet<>();
        silences.clear();
        for (CatoPeer tunnel : tunnels) {
            known.add(tunnel.key());
            WireLink link = link(tunnel);
            if (resets.contains(tunnel.key())) {
                closedByCato(link);
            }
        }
        Map<String, Gateway> partners = Partners.of(
                tunnels,
                gateways,
                this::together,
                (tunnel, gateway) -> together(tunnel, gateway) || !link(tunnel).up());
        for (CatoPeer tunnel : tunnels) {
            Gateway gateway = partners.get(tunnel.key());
            if (gateway != null) {
                gateway.router().there(requireNonNull(tunnel.catoAddress()), tunnel.popUp());
            }
            step(link(tunnel), tunnel, gateway, now);
        }
        links.values().removeIf(link -> {
            if (!known.contains(link.key)) {
                closedByCato(link);
                return true;
            }
            return false;
        });
    }

    private WireLink link(CatoPeer tunnel) {
        return links.computeIfAbsent(tunnel.key(), WireLink::new);
    }

    private boolean together(CatoPeer tunnel, Gateway gateway) {
        return link(tunnel).isWith(gateway.router(), gateway.peer().gateway());
    }

    private void step(WireLink link, CatoPeer tunnel, @Nullable Gateway gateway, Instant now) {
        if (link.up() && gateway != null && link.changed(tunnel, gateway.peer())) {
            closedByBoth(link);
        }
        Outcome outcome = gateway == null
                ? new Silent("no router starts from " + tunnel.siteAddress() + " to " + tunnel.catoAddress())
                : decide(tunnel, gateway);
        switch (outcome) {
            case Up up -> up(link, tunnel, requireNonNull(gateway), up, now);
            case Failed failed -> failed(link, tunnel, requireNonNull(gateway), failed, now);
            case Silent silent -> {
                silences.put(link.key, silent.why());
                broken(link, gateway, now);
                unanswered(link, gateway, now);
            }
        }
    }

    private Outcome decide(CatoPeer tunnel, Gateway gateway) {
        return decider.decide(
                tunnel, gateway.peer(), WirePath.between(gateway.router(), requireNonNull(tunnel.catoAddress())));
    }

    private void up(WireLink link, CatoPeer tunnel, Gateway gateway, Up up, Instant now) {
        link.brokenSince = null;
        if (!link.catoUp || !link.routerUp || link.associations == null) {
            establish(link, tunnel, gateway, up.agreement(), now);
            return;
        }
        if (!renewed(link, gateway, up, now)) {
            return;
        }
        count(link, gateway, up, now);
    }

    private void establish(WireLink link, CatoPeer tunnel, Gateway gateway, Agreement agreement, Instant now) {
        if (link.routerUp && link.router != null) {
            link.router.lost(link.gateway, "SA replaced by the peer");
        }
        link.router = gateway.router();
        link.gateway = gateway.peer().gateway();
        link.cato = tunnel;
        link.peer = gateway.peer();
        link.ikeSince = now;
        link.childSince = now;
        link.counted = now;
        link.lastAttempt = null;
        SecurityAssociations made = maker.made(tunnel, gateway.peer(), agreement);
        link.associations = made;
        link.catoUp = true;
        link.routerUp = true;
        cato.connected(link.key, requireNonNull(gateway.peer().publicAddress()), made);
        cato.timeline(
                link.key,
                "IKE SA established with " + gateway.peer().publicAddress() + " [" + made.encryption() + ", "
                        + made.prf() + ", " + made.integrity() + ", DH " + made.dhGroup() + "]");
        gateway.router().negotiated(link.gateway, made);
    }

    /** New SAs before the old ones end; false when the child SA couldn't be renewed and is gone. */
    private boolean renewed(WireLink link, Gateway gateway, Up up, Instant now) {
        RouterPeer peer = gateway.peer();
        boolean ikeByRouter = due(link.ikeSince, peer.ikeLifetimeSeconds(), now);
        boolean childByRouter = due(link.childSince, peer.childLifetimeSeconds(), now);
        // A Yamaha of child-exchange type 1 knows no renewal of one of the two: it begins again (yamaha-rtx.md §4.3).
        boolean anew = !peer.childExchangeRfc() && (ikeByRouter || childByRouter);
        boolean ike = anew || ikeByRouter || over(link.ikeSince, CATO_IKE, now);
        boolean child = anew || childByRouter || over(link.childSince, CATO_CHILD, now);
        if (!ike && !child) {
            return true;
        }
        boolean byRouter = anew || peer.childLifetimeSeconds() * REKEY <= CATO_CHILD.toSeconds();
        if (child && !(byRouter ? up.rekeys() : up.rekeysByCato())) {
            cato.timeline(link.key, "CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN, the Diffie-Hellman groups for PFS differ");
            gateway.router().log("[IKE2] " + (byRouter ? "receive" : "send") + " notify NO_PROPOSAL_CHOSEN");
            closedByBoth(link);
            return false;
        }
        link.ikeSince = ike ? now : link.ikeSince;
        link.childSince = child ? now : link.childSince;
        SecurityAssociations renewed = maker.renewed(requireNonNull(link.associations), ike, child);
        link.associations = renewed;
        cato.connected(link.key, requireNonNull(peer.publicAddress()), renewed);
        gateway.router().negotiated(link.gateway, renewed);
        return true;
    }

    private static boolean over(Instant since, Duration life, Instant now) {
        return !now.isBefore(since.plus(life));
    }

    private static boolean due(Instant since, long lifeSeconds, Instant now) {
        return !now.isBefore(since.plusMillis((long) (lifeSeconds * 1000 * REKEY)));
    }

    private void count(WireLink link, Gateway gateway, Up up, Instant now) {
        long seconds = Duration.between(link.counted, now).toSeconds();
        if (seconds < 1) {
            return;
        }
        link.counted = link.counted.plusSeconds(seconds);
        long packets = seconds * timing.packetsPerSecond();
        long toRouter = up.toRouter() ? packets : 0;
        long toCato = up.toCato() ? packets : 0;
        boolean keepalive = gateway.peer().keepalive() != null;
        gateway.router()
                .traffic(link.gateway, toRouter, toRouter * PACKET_OCTETS, packets, packets * PACKET_OCTETS, keepalive);
        cato.traffic(link.key, toCato, toCato * PACKET_OCTETS, packets, packets * PACKET_OCTETS);
    }

    private void failed(WireLink link, CatoPeer tunnel, Gateway gateway, Failed failed, Instant now) {
        if (link.catoUp && link.routerUp) {
            return; // SAs that exist live on until somebody takes them down
        }
        if (failed.timeline().isEmpty()) {
            // Cato doesn't know that it was for this tunnel.
            silences.put(link.key, "who comes from " + gateway.peer().publicAddress() + " is of no tunnel by its name");
            broken(link, gateway, now);
        } else {
            closedByFailure(link, failed);
        }
        if (!link.mayTry(timing.retry(), now)) {
            return;
        }
        link.lastAttempt = now;
        failed.timeline().forEach(message -> cato.timeline(tunnel.key(), message));
        failed.routerLog().forEach(gateway.router()::log);
    }

    private void closedByFailure(WireLink link, Failed failed) {
        if (link.catoUp) {
            closedAtCato(link, failed.closeReason());
        }
        if (link.routerUp && link.router != null) {
            link.router.lost(link.gateway, "SA deleted by the peer");
        }
        link.forget();
    }

    /** A router that starts goes on trying. */
    private void unanswered(WireLink link, @Nullable Gateway gateway, Instant now) {
        if (gateway == null || !gateway.peer().initiates() || !gateway.peer().enabled() || link.routerUp) {
            return;
        }
        if (!now.isBefore(link.lastSent.plus(timing.retry()))) {
            link.lastSent = now;
            gateway.router().unanswered(gateway.peer().gateway());
        }
    }

    /** Nothing gets through any more: each end finds out by itself. */
    private void broken(WireLink link, @Nullable Gateway gateway, Instant now) {
        if (!link.up()) {
            return;
        }
        if (link.brokenSince == null) {
            link.brokenSince = now;
        }
        RouterEnd router = link.router;
        RouterPeer peer = link.peer;
        if (link.routerUp && router != null && peer != null) {
            brokenAtRouter(link, router, peer, gateway, now);
        }
        if (link.catoUp && link.brokenFor(timing.detection(), now)) {
            closedAtCato(link, "TIMEOUT");
        }
        if (!link.up()) {
            link.forget();
        }
    }

    private void brokenAtRouter(
            WireLink link, RouterEnd router, RouterPeer peer, @Nullable Gateway gateway, Instant now) {
        boolean gone = router.peers().stream().noneMatch(other -> other.gateway() == link.gateway);
        boolean switchedOff = gateway != null && !gateway.peer().enabled();
        if (gone || switchedOff) {
            router.lost(link.gateway, "tunnel disabled");
            link.routerUp = false;
            return;
        }
        Keepalive keepalive = peer.keepalive();
        boolean noticed = keepalive != null
                ? link.brokenFor(keepalive.patience(), now)
                : due(link.ikeSince, peer.ikeLifetimeSeconds(), now);
        if (noticed) {
            router.lost(link.gateway, "keepalive: no answer");
            link.routerUp = false;
            return;
        }
        long seconds = Duration.between(link.counted, now).toSeconds();
        link.counted = link.counted.plusSeconds(Math.max(0, seconds));
        long packets = Math.max(0, seconds) * timing.packetsPerSecond();
        router.traffic(link.gateway, 0, 0, packets, packets * PACKET_OCTETS, false);
    }

    /** {@code ipsec sa delete} tells the peer, so both ends know at once (yamaha-rtx.md §4.3); a router that restarts tells nobody. */
    private void reset(RouterEnd router, int gateway) {
        new ArrayList<>(links.values())
                .stream()
                        .filter(link -> link.isWith(router, gateway) && link.up())
                        .forEach(link -> {
                            boolean told =
                                    link.brokenSince == null && !router.peers().isEmpty();
                            if (link.routerUp) {
                                link.routerUp = false;
                                router.lost(gateway, "SA deleted");
                            }
                            if (told) {
                                closedAtCato(link, "USER_REQUEST");
                                link.forget();
                            }
                        });
    }

    /** Cato has taken the tunnel down already and says so to the router. */
    private void closedByCato(WireLink link) {
        if (link.routerUp && link.router != null && link.brokenSince == null) {
            link.router.lost(link.gateway, "SA deleted by the peer");
            link.forget();
        }
        link.catoUp = false;
        link.lastAttempt = null;
    }

    private void closedByBoth(WireLink link) {
        if (link.routerUp && link.router != null) {
            link.router.lost(link.gateway, "SA deleted");
        }
        if (link.catoUp) {
            closedAtCato(link, "CONFIG_CHANGED");
        }
        link.forget();
        link.lastAttempt = null;
    }

    private void closedAtCato(WireLink link, String reason) {
        link.catoUp = false;
        cato.disconnected(link.key, reason);
    }
}
