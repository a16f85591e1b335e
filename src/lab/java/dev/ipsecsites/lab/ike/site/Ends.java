package dev.ipsecsites.lab.ike.site;

import static java.util.Objects.requireNonNull;

import dev.ipsecsites.lab.ike.CharonSettings;
import dev.ipsecsites.lab.ike.IkeException;
import dev.ipsecsites.lab.ike.RouterGateway;
import dev.ipsecsites.lab.ike.site.LabNetwork.End;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.RouterPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The namespaces and daemons that are there now: made when both ends of a tunnel are configured, taken away with the configuration. */
final class Ends implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final LabRun run;
    private final LabNetwork network;
    private final CatoEnd cato;
    private final Path logs;
    private final Map<String, RouterSite> sites = new ConcurrentHashMap<>();
    private final Map<String, GatewaySide> gateways = new ConcurrentHashMap<>();
    private final Map<String, PopSide> pops = new ConcurrentHashMap<>();

    Ends(LabRun run, LabNetwork network, CatoEnd cato, Path logs) {
        this.run = run;
        this.network = network;
        this.cato = cato;
        this.logs = logs;
    }

    /** Something to be done for one end. */
    interface Action<T> {
        void with(T item) throws IOException;
    }

    /**
     * Does it for all at once; what fails for one is logged, and tried again at the next tick.
     *
     * @param name what the log calls an item: most hold keys, so they must not be printed whole
     */
    static <T> void forAll(Collection<T> items, Function<T, String> name, Action<T> action) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                threads.execute(() -> {
                    try {
                        action.with(item);
                    } catch (IOException | IkeException e) {
                        LOG.warn("{}: {}; tried again at the next tick", name.apply(item), e.getMessage());
                    } catch (RuntimeException e) {
                        LOG.error("the wire failed for {}", name.apply(item), e);
                    }
                });
            }
        }
    }

    @Nullable
    GatewaySide gateway(@Nullable Gateway gateway) {
        return gateway == null ? null : gateways.get(gateway.id());
    }

    @Nullable
    GatewaySide gateway(String id) {
        return gateways.get(id);
    }

    @Nullable
    PopSide pop(CatoPeer tunnel) {
        return pops.get(tunnel.key());
    }

    @Nullable
    RouterSite site(String router) {
        return sites.get(router);
    }

    Map<String, GatewaySide> gateways() {
        return Map.copyOf(gateways);
    }

    List<Side> all() {
        List<Side> all = new ArrayList<>(gateways.values());
        all.addAll(pops.values());
        return all;
    }

    /** A tunnel with the gateway that it meets. */
    record Pair(CatoPeer tunnel, Gateway gateway) {}

    /** Both ends of each tunnel where both are configured. */
    void make(List<Pair> pairs) throws IOException {
        List<Pair> ready = new ArrayList<>();
        for (Pair pair : pairs) {
            RouterPeer peer = pair.gateway().peer();
            if (peer.publicAddress() != null && pair.gateway().runs()) {
                if (!sites.containsKey(peer.router())) {
                    sites.put(peer.router(), new RouterSite(network, peer.router()));
                }
                ready.add(pair);
            }
        }
        forAll(ready, pair -> pair.gateway().id(), this::makeGateway);
        forAll(ready, pair -> pair.tunnel().key(), pair -> makePop(pair.tunnel()));
    }

    private void makeGateway(Pair pair) throws IOException {
        Gateway gateway = pair.gateway();
        Optional<RouterGateway> configured = gateway.translated();
        if (gateways.containsKey(gateway.id()) || configured.isEmpty()) {
            return;
        }
        RouterPeer peer = gateway.peer();
        int number = requireNonNull(peer.tunnel());
        int mtu = RouterText.of(gateway.text()).tunnels().getOrDefault(number, RouterText.TUNNEL_MTU);
        RouterSite site = requireNonNull(sites.get(peer.router()));
        End end = site.addTunnel(
                        number, mtu, requireNonNull(peer.sourceAddress()), requireNonNull(peer.publicAddress()))
                .end();
        try {
            Daemon daemon = daemon(end, configured.get().settings());
            GatewaySide side =
                    new GatewaySide(network, end, daemon, gateway.router().end(), peer.gateway(), number);
            if (end.translated()) {
                side.translated(gateway);
            }
            gateways.put(gateway.id(), side);
        } catch (IOException | RuntimeException e) {
            site.removeTunnel(number);
            throw e;
        }
    }

    private void makePop(CatoPeer tunnel) throws IOException {
        if (pops.containsKey(tunnel.key())) {
            return;
        }
        String name = "pop-" + tunnel.key().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
        End end = network.addPop(name, requireNonNull(tunnel.catoAddress()));
        try {
            pops.put(tunnel.key(), new PopSide(end, daemon(end, CharonSettings.ofCato()), cato, tunnel.key()));
        } catch (IOException | RuntimeException e) {
            network.remove(end);
            throw e;
        }
    }

    private Daemon daemon(End end, CharonSettings settings) throws IOException {
        Daemon daemon = Daemon.start(end.namespace(), run.directory(end.namespace()), settings, logs);
        try {
            network.join(end, Daemon.TUN);
            return daemon;
        } catch (IOException e) {
            daemon.close();
            throw e;
        }
    }

    /** Takes away what is configured no more, has another address now, or whose daemon has died: that is made anew. */
    void withdraw(List<CatoPeer> tunnels, Map<String, Gateway> found) {
        forAll(List.copyOf(gateways.entrySet()), Map.Entry::getKey, entry -> {
            Gateway gateway = found.get(entry.getKey());
            GatewaySide side = entry.getValue();
            if (gateway == null || !side.isStill(gateway) || !side.daemon.running()) {
                // A tunnel that is switched off, or a router that restarts, says nothing to the peer.
                side.plugged(network, false);
                side.close();
                side.gone(gateway != null && gateway.runs());
                gateways.remove(entry.getKey());
                requireNonNull(sites.get(side.router())).removeTunnel(side.tunnel);
            }
        });
        Map<String, CatoPeer> known = new HashMap<>();
        tunnels.forEach(tunnel -> known.put(tunnel.key(), tunnel));
        forAll(List.copyOf(pops.entrySet()), Map.Entry::getKey, entry -> {
            CatoPeer tunnel = known.get(entry.getKey());
            PopSide side = entry.getValue();
            boolean died = !side.daemon.running();
            if (tunnel == null || !side.end.address().equals(tunnel.catoAddress()) || died) {
                // Ending in order, the daemon tells its peer.
                side.daemon.close();
                side.gone(tunnel != null);
                pops.remove(entry.getKey());
                network.remove(side.end);
            }
        });
    }

    @Override
    public void close() throws IOException {
        forAll(gateways.values(), Side::name, GatewaySide::close);
        forAll(pops.values(), Side::name, side -> side.daemon.close());
        gateways.clear();
        pops.clear();
        network.close();
        run.close();
    }
}
