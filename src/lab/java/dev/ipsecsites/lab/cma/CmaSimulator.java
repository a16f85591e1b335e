package dev.ipsecsites.lab.cma;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ipsecsites.lab.wire.CatoEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cato's management API on loopback. {@link #builder()}, {@link #start()}, then any client at {@link #endpoint()}; what the real
 * thing wouldn't do on request (faults, a PoP cut off, what exists) through the methods here or {@link #controlEndpoint()}.
 */
public final class CmaSimulator implements AutoCloseable {
    /** Path of the endpoint, as at Cato. */
    public static final String PATH = "/api/v1/graphql2";

    private final Cloud cloud;
    private final TunnelStates states;
    private final Statistics statistics = new Statistics();
    private final Faults faults = new Faults();
    private final PopOperations pops;
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CmaSimulatorBuilder plan;
    private final HttpFront front;

    @Nullable
    private URI endpoint;

    @Nullable
    private URI secureEndpoint;

    @Nullable
    private URI controlEndpoint;

    @Nullable
    private SelfSigned certificate;

    CmaSimulator(CmaSimulatorBuilder plan, Clock clock) {
        this.plan = plan;
        this.cloud = new Cloud(clock, plan.settings(), plan.pops(), plan.accounts());
        this.states = new TunnelStates(cloud);
        this.pops = new PopOperations(cloud);
        plan.keys().forEach(key -> keys.put(key.value(), key));
        CmaSchema schema = new CmaSchema(cloud, states, statistics, clock);
        GraphqlEndpoint graphql = new GraphqlEndpoint(cloud, schema, new RateLimiter(clock), faults, statistics);
        this.front = new HttpFront(cloud, keys, graphql, closing);
        plan.addresses().forEach(seed -> allocate(seed.account(), seed.pop(), seed.ip(), seed.description()));
    }

    public static CmaSimulatorBuilder builder() {
        return new CmaSimulatorBuilder();
    }

    /** Opens the ports; 0 in the builder means any that is free. */
    public CmaSimulator start() throws IOException {
        endpoint = open(HttpServer.create(loopback(plan.port()), 0), "http", PATH, front);
        controlEndpoint =
                open(HttpServer.create(loopback(plan.controlPort()), 0), "http", "/", new ControlEndpoint(this));
        if (plan.https()) {
            SelfSigned own = SelfSigned.forLoopback(Instant.now());
            HttpsServer server = HttpsServer.create(loopback(plan.httpsPort()), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(own.context()));
            certificate = own;
            secureEndpoint = open(server, "https", PATH, front);
        }
        return this;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private URI open(HttpServer server, String scheme, String path, HttpHandler handler) {
        server.createContext(path, handler);
        server.setExecutor(threads);
        server.start();
        servers.add(server);
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Plain http. */
    public URI endpoint() {
        return started(endpoint);
    }

    /** Https with a certificate of its own, where the builder asked for it. */
    public URI secureEndpoint() {
        return started(secureEndpoint);
    }

    /** Without a path; {@code GET /} lists them. */
    public URI controlEndpoint() {
        return started(controlEndpoint);
    }

    /** The certificate of {@link #secureEndpoint()}: to be trusted as a CA by the client. */
    public String caCertificatePem() {
        return started(certificate).pem();
    }

    private static <T> T started(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("not started, or not asked for in the builder");
        }
        return value;
    }

    /** Cato's side of the wire. */
    public CatoEnd catoEnd() {
        return new WireSide(cloud, states);
    }

    public void inject(Fault fault) {
        faults.add(fault);
    }

    /** Faults that wait for their request. */
    public List<Fault> faults() {
        return faults.waiting();
    }

    public void clearFaults() {
        faults.clear();
    }

    public Statistics statistics() {
        return statistics;
    }

    public CmaSettings settings() {
        return cloud.settings();
    }

    public void change(UnaryOperator<CmaSettings> change) {
        cloud.locked(() -> cloud.settings(change.apply(cloud.settings())));
    }

    public void cutPop(String name) {
        cloud.locked(() -> cloud.popUp(pop(name).id(), false));
    }

    public void restorePop(String name) {
        cloud.locked(() -> cloud.popUp(pop(name).id(), true));
    }

    private PopLocation pop(String name) {
        return cloud.popByName(name).orElseThrow(() -> new IllegalArgumentException("no PoP named " + name));
    }

    private Account account(String id) {
        return cloud.account(id).orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    /** Gives the account an address, as somebody in the console would; {@code ip} null picks one. Returns the address. */
    public String allocate(String accountId, String pop, @Nullable String ip, String description) {
        return cloud.locked(() ->
                pops.allocate(account(accountId), pop(pop), ip, description).ip());
    }

    public void addressQuota(String accountId, int addresses) {
        cloud.locked(() -> account(accountId).addressQuota = addresses);
    }

    /** Revokes a key: effective on the next call. */
    public void revoke(String key) {
        keys.remove(key);
    }

    /** What the console lets one download; empty where it says "File not found". {@code key} is {@code siteId/tunnelId}. */
    public Optional<String> timelineCsv(String key) {
        return cloud.locked(() -> {
            TunnelKey tunnel = TunnelKey.find(cloud, key);
            return tunnel.tunnel().timeline.entries().isEmpty()
                    ? Optional.<String>empty()
                    : Optional.of(tunnel.tunnel().timeline.csv(tunnel.tunnel().id));
        });
    }

    /** The console's "Reset Tunnel". */
    public void resetTunnel(String key) {
        cloud.locked(() -> {
            TunnelKey found = TunnelKey.find(cloud, key);
            states.restart(found.account(), found.site(), found.tunnel(), "USER_REQUEST");
        });
    }

    /** {@code active}, {@code new}, {@code locked} or {@code disabled}; somebody else did it in the console. */
    public void operationalStatus(String siteId, String status) {
        if (!List.of("active", "new", "locked", "disabled").contains(status)) {
            throw new IllegalArgumentException("no such status: " + status);
        }
        cloud.locked(() -> cloud.accounts().stream()
                .flatMap(account -> Optional.ofNullable(account.sites.get(siteId)).stream())
                .forEach(site -> site.operationalStatus = status));
    }

    /** Everything that exists, without secrets. */
    public Map<String, Object> state() {
        return cloud.locked(() -> StateView.of(cloud));
    }

    @Override
    public void close() {
        closing.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
