package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.CatoTranslator;
import dev.ipsecsites.lab.ike.RouterGateway;
import dev.ipsecsites.lab.ike.site.Ends.Pair;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.RouterPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire with nothing made up: follows the configurations at both simulators, keeps a daemon at each end of each tunnel configured
 * as they are, and tells the simulators what the daemons came to. Stands where {@link dev.ipsecsites.lab.wire.WireRunner} stands.
 *
 * <p>The router's end is taken from the text of its running configuration; what the provider's line makes of it (address, up or down)
 * from the simulator.
 */
public final class IkeWire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IkeWire.class);

    /** Between attempts that fail; each leaves its records. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** What Cato's end calls its only connection. */
    private static final String CATO = "cato";

    private final CatoEnd cato;
    private final Supplier<List<Router>> routers;
    private final Clock clock;
    private final LabNetwork network;
    private final Ends ends;
    private final Delivery delivery;
    private final int lapse;
    private final Pairing pairing = new Pairing();
    /** By tunnel, whether it and the gateway that it met last find a translator between them. */
    private final Map<String, Boolean> translated = new ConcurrentHashMap<>();

    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    @Nullable
    private ScheduledExecutorService ticking;

    /**
     * A router of the lab.
     *
     * @param end its end of the wire
     * @param model as printed, such as {@code RTX1220}
     * @param runningConfiguration the text of {@code show config}, keys in clear
     * @param assigned the address that the provider's line gives
     */
    public record Router(
            RouterEnd end, String model, Supplier<List<String>> runningConfiguration, Supplier<String> assigned) {}

    private IkeWire(
            CatoEnd cato, Supplier<List<Router>> routers, Clock clock, LabNetwork network, Ends ends, int lapse) {
        this.cato = cato;
        this.routers = routers;
        this.clock = clock;
        this.network = network;
        this.ends = ends;
        this.lapse = lapse;
        delivery = new Delivery(network, ends);
    }

    /**
     * Makes the Internet and Cato's cloud; the rest comes with the configurations. What a killed run left behind is cleared up before.
     *
     * @param logs where the daemons' logs stay
     * @throws IOException when this machine refuses; ask {@link dev.ipsecsites.lab.ike.RealIke#missing} first
     */
    public static IkeWire open(CatoEnd cato, Supplier<List<Router>> routers, Clock clock, Path logs)
            throws IOException {
        return open(cato, routers, clock, logs, 1);
    }

    /**
     * The same with a time-lapse.
     *
     * @param lapse how many times shorter than configured SAs live at both ends, so that renewals come while somebody looks; nothing else is
     *     faster
     */
    public static IkeWire open(CatoEnd cato, Supplier<List<Router>> routers, Clock clock, Path logs, int lapse)
            throws IOException {
        LabRun run = LabRun.begin();
        try {
            LabNetwork network = new LabNetwork(run.prefix());
            return new IkeWire(cato, routers, clock, network, new Ends(run, network, cato, logs), lapse);
        } catch (IOException e) {
            run.close();
            throw e;
        }
    }

    /** Of the names of all namespaces. */
    public String prefix() {
        return network.prefix();
    }

    public String routerNamespace(String router) {
        return network.router(router);
    }

    /** Where the host behind a router lives. */
    public String lanNamespace(String router) {
        return network.lan(router);
    }

    /** Ticks by itself until {@link #close()}. */
    public synchronized IkeWire start(Duration every) {
        if (ticking == null) {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ike-wire").factory());
            ticking = executor;
            var _ = executor.scheduleWithFixedDelay(this::safely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
        return this;
    }

    private void safely() {
        try {
            tick();
        } catch (IOException | RuntimeException e) {
            LOG.error("a tick of the wire failed", e);
        }
    }

    /** Whether a negotiation is under way somewhere. */
    public synchronized boolean negotiates() {
        return ends.all().stream().anyMatch(Side::isBusy);
    }

    /** One look at everything. */
    public synchronized void tick() throws IOException {
        List<CatoPeer> tunnels = cato.peers();
        List<String> resets = cato.takeResets();
        Map<String, Gateway> gateways = new LinkedHashMap<>();
        for (Router router : routers.get()) {
            List<String> text = router.runningConfiguration().get();
            List<RouterPeer> peers = router.end().peers();
            peers.forEach(peer -> {
                Gateway gateway = new Gateway(router, peer, text);
                gateways.put(gateway.id(), gateway);
            });
            resets(router.end(), peers.isEmpty());
        }
        Map<String, Pair> pairs = new LinkedHashMap<>();
        Map<String, Gateway> partners = pairing.of(tunnels, gateways.values());
        for (CatoPeer tunnel : tunnels) {
            Gateway gateway = partners.get(tunnel.key());
            if (gateway != null) {
                pairs.put(tunnel.key(), new Pair(tunnel, gateway));
                gateway.router().end().there(String.valueOf(tunnel.catoAddress()), tunnel.popUp());
            }
        }
        ends.withdraw(tunnels, gateways);
        ends.make(List.copyOf(pairs.values()));
        Ends.forAll(gateways.values(), Gateway::id, this::route);
        pairs.forEach((key, pair) -> translated.put(key, pair.gateway().detectsNat()));
        Ends.forAll(tunnels, CatoPeer::key, tunnel -> follow(tunnel, resets.contains(tunnel.key())));
        Ends.forAll(gateways.values(), Gateway::id, this::follow);
        delivery.follow(tunnels, pairs);
        Ends.forAll(ends.all(), Side::name, Side::look);
        Instant now = clock.instant();
        Ends.forAll(pairs.values(), pair -> pair.tunnel().key(), pair -> begin(pair, now));
    }

    /** {@code ipsec sa delete} tells the peer (yamaha-rtx.md §4.3); a router that restarts tells nobody. */
    private void resets(RouterEnd router, boolean restarting) {
        for (int number : router.takeResets()) {
            GatewaySide side = ends.gateway(Gateway.id(router, number));
            if (side != null && !restarting) {
                side.terminate(Side.Loss.RESET);
            }
        }
    }

    private void route(Gateway gateway) throws IOException {
        RouterSite site = ends.site(gateway.peer().router());
        if (site != null && gateway.peer().publicAddress() != null) {
            site.follow(
                    RouterText.of(gateway.text()), gateway.router().assigned().get());
        }
    }

    /** What Cato was told since the last look. */
    private void follow(CatoPeer tunnel, boolean reset) throws IOException {
        PopSide side = ends.pop(tunnel);
        if (side == null) {
            return;
        }
        CatoTranslator.connection(tunnel, CATO)
                .map(connection -> connection.shortLived(lapse))
                .map(connection -> connection.detectingNat(translated.getOrDefault(tunnel.key(), false)))
                .ifPresent(side::follow);
        if (reset) {
            side.terminate(Side.Loss.RESET);
        }
        side.plugged(network, tunnel.popUp());
    }

    /** What the router was told since the last look, and whether its provider's line works. */
    private void follow(Gateway gateway) throws IOException {
        GatewaySide side = ends.gateway(gateway);
        if (side == null) {
            return;
        }
        boolean line = gateway.peer().publicAddress() != null;
        if (line) {
            gateway.translated()
                    .flatMap(RouterGateway::facingCato)
                    .map(connection -> connection.shortLived(lapse))
                    .map(connection -> connection.detectingNat(gateway.detectsNat()))
                    .ifPresent(side::follow);
        }
        side.plugged(network, line);
    }

    /** A router that may start does; otherwise Cato does, if its connection mode is Bidirectional. */
    private void begin(Pair pair, Instant now) {
        PopSide pop = ends.pop(pair.tunnel());
        GatewaySide side = ends.gateway(pair.gateway());
        if (pop == null || side == null) {
            return;
        }
        Attempt running = attempts.get(pair.tunnel().key());
        if (running != null && running.over()) {
            attempts.remove(pair.tunnel().key());
            running.report(cato);
        }
        boolean byRouter = pair.gateway().startsTo(pair.tunnel());
        Side starter = byRouter ? side : pop;
        if ((byRouter || pair.tunnel().initiates()) && starter.mayStart(now, RETRY)) {
            side.attempted();
            pop.attempted();
            starter.start(now);
            attempts.put(pair.tunnel().key(), new Attempt(pair, side, pop, byRouter));
        }
    }

    @Override
    public void close() throws IOException {
        ScheduledExecutorService executor;
        synchronized (this) {
            executor = ticking;
            ticking = null;
        }
        if (executor != null) {
            executor.close();
        }
        synchronized (this) {
            ends.close();
        }
    }
}
