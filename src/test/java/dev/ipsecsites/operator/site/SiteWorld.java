package dev.ipsecsites.operator.site;

import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaClient;
import dev.ipsecsites.cato.CmaEndpoint;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaFeeds;
import dev.ipsecsites.cato.CmaHttp;
import dev.ipsecsites.cato.CmaShared;
import dev.ipsecsites.cato.CmaTunnels;
import dev.ipsecsites.cato.FakeTime;
import dev.ipsecsites.cato.RequestBudget;
import dev.ipsecsites.cato.RetryPolicy;
import dev.ipsecsites.cato.Rollout;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.RoutersForSites;
import dev.ipsecsites.operator.account.AccountChanges;
import dev.ipsecsites.operator.account.AccountEvents;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Events;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.Meters;
import dev.ipsecsites.operator.common.MockKube;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.router.ArticleWire;
import dev.ipsecsites.operator.router.RouterControllers;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One site with everything that is true of it in reality: Cato's simulator over HTTP, an RTX over SSH, the wire between them, the
 * reconcilers of all kinds on a mock API server, and one clock for all that only moves when it is told to.
 */
final class SiteWorld implements AutoCloseable {
    static final String NAMESPACE = "network";
    static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final String ACCOUNT = "12345";
    private static final String KEY = "edit-key-000000";
    private static final String CONSOLE = "console-session-1";

    final FakeTime clock = new FakeTime();
    final MockKube kube = new MockKube();
    final CmaSimulator cato;
    final RtxSimulator router;
    final SiteWire wire;
    final Side side = new Side();
    /** How long the world turns between two looks of the operator, in steps. */
    int ticksARound = 1;
    /** Cato's snapshots come, and have no site in them. */
    boolean newsWithoutSites;
    /** What Cato's snapshots would say is told otherwise. */
    UnaryOperator<AccountSnapshot.SiteState> newsAsTold = UnaryOperator.identity();

    private final OkHttpClient http;
    private final Keyring keyring = Keyring.of(new byte[32]);
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final SimulatedAccounts accounts = new SimulatedAccounts();
    private OneOperator process;

    SiteWorld(RtxModel model) {
        this(model, SiteWire::compared);
    }

    SiteWorld(RtxModel model, SiteWire.Maker wiring) {
        try {
            http = CmaHttp.client(null);
            cato = CmaSimulator.builder()
                    .account(ACCOUNT, 4)
                    .editKey(ACCOUNT, KEY)
                    .console(ACCOUNT, CONSOLE, "tanaka@example.com")
                    .clock(clock)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        router = ArticleWire.router(model).clock(clock).build().start();
        wire = wiring.between(cato.catoEnd(), router, clock);
        create();
        process = new OneOperator();
    }

    /** What the routers' side tells; round trips are those that a test puts in, once it has put in any. */
    static final class Side implements RouterSide {
        final Map<String, Measured> measured = new ConcurrentHashMap<>();
        private @Nullable RouterSide real;

        private RouterSide of(RouterControllers routers) {
            real = new RoutersForSites(routers.sights(), routers.measurements());
            return this;
        }

        private RouterSide real() {
            return Objects.requireNonNull(real);
        }

        @Override
        public Optional<Sight> sight(RouterTunnel tunnel) {
            return real().sight(tunnel);
        }

        @Override
        public Map<String, Measured> measure(Router of, String asker, Set<String> addresses) {
            Map<String, Measured> known = new HashMap<>(real().measure(of, asker, addresses));
            known.putAll(measured);
            known.keySet().retainAll(addresses);
            return known;
        }

        @Override
        public void withdraw(String asker, @Nullable Router except) {
            real().withdraw(asker, except);
        }

        @Override
        public void listen(Consumer<RouterTunnel> tunnels, Consumer<String> routers) {}
    }

    /** Everything that dies with the operator. */
    private final class OneOperator {
        private final RouterControllers routers;
        private final CatoSiteReconciler sites;
        private final YamahaRtx driver = new YamahaRtx(clock);
        private final Timelines timelines = new Timelines(client(), Set.of());

        OneOperator() {
            Directory directory = new Directory();
            kube.publish(directory, CatoAccount.class, Map.of());
            kube.publish(directory, CatoSite.class, SiteWakes.INDEXES);
            kube.publish(directory, Router.class, Map.of());
            kube.publish(
                    directory,
                    RouterTunnel.class,
                    Map.of(
                            "router",
                            key(t -> t.getSpec().routerRef().name()),
                            "secret",
                            key(t -> t.getSpec().preSharedKeySecretRef().name())));
            SecretCache secrets = new SecretCache(client(), Set.of());
            secrets.start();
            timelines.start();
            InUse inUse = new InUse(client(), secrets, directory);
            directory.open();
            Services services = new Services(
                    client(),
                    clock,
                    directory,
                    new Credentials(secrets, client()),
                    secrets,
                    inUse,
                    new Events(client(), clock),
                    keyring,
                    new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), RandomGenerator.getDefault()),
                    new Meters(new SimpleMeterRegistry()),
                    StatusWriter.Mode.MERGE_PATCH);
            routers = new RouterControllers(services, driver);
            sites = new CatoSiteReconciler(
                    services,
                    accounts,
                    "o",
                    driver::capabilities,
                    RandomGenerator.getDefault(),
                    side.of(routers),
                    timelines);
            closeables.addFirst(secrets);
            closeables.addFirst(timelines);
            closeables.addFirst(driver);
        }

        private static Function<RouterTunnel, List<String>> key(Function<RouterTunnel, String> name) {
            return t -> List.of(Directory.key(t.getMetadata().getNamespace(), name.apply(t)));
        }
    }

    private final class SimulatedAccounts implements CmaAccounts {
        private @Nullable AccountSnapshot latest;
        private AccountEvents events = AccountEvents.NONE;
        private AccountChanges changes = AccountChanges.NONE;
        private String marker = "";
        private Instant nextTrail = Instant.MIN;

        void poll() throws CmaException {
            AccountSnapshot news = cma().snapshot();
            Map<String, AccountSnapshot.SiteState> told = new HashMap<>();
            news.sites().forEach((id, site) -> told.put(id, newsAsTold.apply(site)));
            latest = new AccountSnapshot(news.at(), newsWithoutSites ? Map.of() : told);
            CmaFeeds.EventPage page = cma().events(marker);
            marker = page.marker();
            events = events.with(page.events(), clock.instant());
            if (!clock.instant().isBefore(nextTrail)) {
                // Five a minute are all that Cato allows; the operator asks once.
                nextTrail = clock.instant().plusSeconds(60);
                changes = changes.with(cma().changes("last.P1D", null).changes(), clock.instant());
            }
        }

        @Override
        public AccountChanges changes(CatoAccount account) {
            return changes;
        }

        @Override
        public AccountEvents events(CatoAccount account) {
            return events;
        }

        @Override
        public Optional<Cma> cmaFor(CatoAccount account) {
            return Optional.of(cma());
        }

        @Override
        public Optional<AccountSnapshot> latest(CatoAccount account) {
            return Optional.ofNullable(latest);
        }

        @Override
        public void pollSoon(CatoAccount account) {}

        @Override
        public void onChange(Listener listener) {}
    }

    Cma cma() {
        return cma(KEY);
    }

    /** What a person does in the console. */
    Cma console() {
        return cma(CONSOLE);
    }

    private Cma cma(String key) {
        CmaShared shared = new CmaShared(
                http,
                new RequestBudget(clock, clock, 100),
                new Rollout(),
                RetryPolicy.standard(),
                clock,
                clock,
                (operation, outcome, took) -> {});
        return new CmaClient(
                shared, CmaEndpoint.of(cato.endpoint().toString(), List.of("127.0.0.1")), ACCOUNT, Secret.of(key));
    }

    KubernetesClient client() {
        return kube.client();
    }

    private void create() {
        // The mock API server makes no data of stringData, so the keys are there before the site would make them.
        secret("osaka-primary1-psk", Map.of("psk", "UHJpbWFyeUtleTAwMDE="));
        secret("osaka-secondary1-psk", Map.of("psk", "U2Vjb25kYXJ5S2V5MDI="));
        secret("osaka-rtx", Map.of("username", "YWRtaW4=", "password", "c2VjcmV0", "administratorPassword", "dG9w"));
        create(CatoAccount.class, """
            metadata: { name: main, namespace: network, uid: a1, generation: 1 }
            spec: { accountId: "12345", apiKeySecretRef: { name: cato-api, key: apiKey } }
            """);
        create(Router.class, """
            metadata: { name: osaka-rtx, namespace: network, generation: 1 }
            spec:
              address: 127.0.0.1
              port: %d
              credentialsSecretRef: { name: osaka-rtx }
              hostKey: { fingerprint: "%s" }
              sshAlgorithms: Legacy
              links: [ { name: WAN1, interface: pp1 } ]
              commit: { pollInterval: 10s }
            """.formatted(router.port(), router.hostKeyFingerprint()));
    }

    private void secret(String name, Map<String, String> data) {
        client().resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .addToLabels(Api.CREDENTIALS, "true")
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    private <R extends HasMetadata> void create(Class<R> kind, String yaml) {
        client().resource(Serialization.unmarshal(
                        "apiVersion: ipsec-sites.dev/v1alpha1\nkind: " + kind.getSimpleName() + "\n" + yaml, kind))
                .create();
    }

    /** The article's site; {@code more} replaces and adds lines of its spec. */
    void apply(String... more) {
        CatoSite site = Sites.osaka(more);
        client().resource(site).create();
    }

    /** The operator dies and another one starts. */
    void restart() {
        process = new OneOperator();
        accounts.latest = null;
        accounts.events = AccountEvents.NONE;
        accounts.changes = AccountChanges.NONE;
        accounts.marker = "";
        accounts.nextTrail = Instant.MIN;
    }

    /** Somebody edits the manifest. */
    void edit(String... more) {
        CatoSite changed = Sites.osaka(more);
        client().resource(site()).edit(s -> {
            s.setSpec(changed.getSpec());
            s.getMetadata().setGeneration(RepairedTunnel.generation(s) + 1);
            return s;
        });
    }

    /** Somebody replaces the keys of both tunnels in their Secrets. */
    void replaceKeys() {
        replaceKeys(99);
    }

    /** By others than with any other number. */
    void replaceKeys(int number) {
        replaceKey("osaka-primary1-psk", "PrimaryKey00" + number);
        replaceKey("osaka-secondary1-psk", "SecondaryKey" + number);
    }

    private void replaceKey(String secret, String key) {
        String data = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
        client().secrets().inNamespace(NAMESPACE).withName(secret).edit(s -> {
            s.setData(Map.of("psk", data));
            return s;
        });
    }

    /** Somebody annotates the site. */
    void annotate(String annotation, String value) {
        client().resource(site()).edit(s -> {
            Map<String, String> all = new HashMap<>();
            if (s.getMetadata().getAnnotations() != null) {
                all.putAll(s.getMetadata().getAnnotations());
            }
            all.put(annotation, value);
            s.getMetadata().setAnnotations(all);
            return s;
        });
    }

    /** Somebody changes the Router's manifest; {@code patch} is a JSON merge patch. */
    void editRouter(String patch) {
        client().resources(Router.class)
                .inNamespace(NAMESPACE)
                .withName("osaka-rtx")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** The router has measured an address just now. */
    void measured(String address, int milliseconds) {
        side.measured.put(address, new RouterSide.Measured(clock.instant(), Duration.ofMillis(milliseconds)));
    }

    Stream<RouterTunnel> routerTunnels() {
        return kube.stored(RouterTunnel.class).stream();
    }

    /** The account gets an address, as somebody in the console would allocate it. */
    String allocate(String pop) {
        return cato.allocate(ACCOUNT, pop, null, "by hand");
    }

    /** The same with an address as Cato's are: one that isn't of a laboratory, and nobody's any more (RFC 7526). */
    void allocate(String pop, String address) {
        cato.allocate(ACCOUNT, pop, address, "by hand");
    }

    /** A step of the clock at which the operator doesn't look. */
    void step() {
        clock.turn(STEP);
        router.tick();
        wire.turned(STEP);
    }

    /** A step of the clock, and everybody looks once. */
    void round() {
        for (int i = 0; i < ticksARound; i++) {
            step();
        }
        try {
            accounts.poll();
        } catch (CmaException e) {
            throw new IllegalStateException(e);
        }
        kube.stored(CatoSite.class, NAMESPACE, "osaka").ifPresent(this::site);
        tunnels();
        process.routers
                .routers()
                .reconcile(
                        finalizer(
                                kube.stored(Router.class, NAMESPACE, "osaka-rtx")
                                        .orElseThrow(),
                                Api.IN_USE),
                        context());
        tunnels();
    }

    private void site(CatoSite site) {
        if (site.getMetadata().getDeletionTimestamp() == null) {
            process.sites.reconcile(finalizer(site, Api.SITE_FINALIZER), context());
        } else {
            finish(site, Api.SITE_FINALIZER, process.sites.cleanup(site, context()));
        }
    }

    private void tunnels() {
        for (RouterTunnel tunnel : kube.stored(RouterTunnel.class)) {
            if (tunnel.getMetadata().getDeletionTimestamp() == null) {
                process.routers.tunnels().reconcile(finalizer(tunnel, Api.TUNNEL_FINALIZER), context());
            } else {
                finish(tunnel, Api.TUNNEL_FINALIZER, process.routers.tunnels().cleanup(tunnel, context()));
            }
        }
    }

    private <R extends HasMetadata> void finish(R resource, String name, DeleteControl control) {
        if (control.isRemoveFinalizer()) {
            client().resource(resource).edit(r -> {
                r.removeFinalizer(name);
                return r;
            });
        }
    }

    /** Rounds until it is so. */
    void until(String what, BooleanSupplier so) {
        until(what, Duration.ofMinutes(60), so);
    }

    void until(String what, Duration within, BooleanSupplier so) {
        for (Duration passed = Duration.ZERO;
                passed.compareTo(within) < 0;
                passed = passed.plus(STEP.multipliedBy(ticksARound))) {
            if (so.getAsBoolean()) {
                return;
            }
            round();
        }
        throw new AssertionError("never " + what + ":\n" + site().statusOrEmpty() + "\n" + events() + "\n"
                + wire.told() + "\n"
                + kube.stored(RouterTunnel.class).stream()
                        .map(t -> t.getMetadata().getName() + " "
                                + t.getMetadata().getAnnotations() + " " + t.statusOrEmpty())
                        .toList()
                + "\n"
                + router.log().stream().filter(l -> !l.contains("SSH")).toList());
    }

    /** Time in which nobody does anything: the operator looks once a minute only. */
    void quiet(Duration time) {
        int usual = ticksARound;
        ticksARound = (int) QUIET.dividedBy(STEP);
        rounds((int) time.dividedBy(QUIET));
        ticksARound = usual;
    }

    void rounds(int number) {
        for (int i = 0; i < number; i++) {
            round();
        }
    }

    void untilReady() {
        until("redundant", Duration.ofMinutes(10), () -> isTrue(Conditions.READY) && isTrue(Conditions.REDUNDANT));
    }

    @SuppressWarnings("unchecked") // no reconciler of ours looks at it
    private static <R extends HasMetadata> Context<R> context() {
        return (Context<R>) Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> null);
    }

    private <R extends HasMetadata> R finalizer(R resource, String name) {
        if (resource.hasFinalizer(name)) {
            return resource;
        }
        return client().resource(resource).edit(r -> {
            r.addFinalizer(name);
            return r;
        });
    }

    CatoSite site() {
        return kube.stored(CatoSite.class, NAMESPACE, "osaka").orElseThrow();
    }

    SiteTunnelStatus tunnel(String id) {
        return site().statusOrEmpty().tunnels().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElse(SiteTunnelStatus.unknown(id));
    }

    Condition condition(String type) {
        return Conditions.find(site().statusOrEmpty().conditions(), type).orElseThrow();
    }

    boolean isTrue(String type) {
        return Conditions.isTrue(site().statusOrEmpty().conditions(), type);
    }

    /** What the diagnosis of a tunnel says. */
    List<String> evidence(String tunnel) {
        return site().statusOrEmpty().diagnosis().stream()
                .filter(d -> tunnel.equals(d.tunnel()))
                .flatMap(d -> d.evidence().stream())
                .toList();
    }

    /** {@code reason: message}, in no order. */
    List<String> events() {
        return client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(e -> e.getInvolvedObject().getKind().equals("CatoSite"))
                .map(e -> e.getReason() + ": " + e.getMessage())
                .toList();
    }

    List<String> reasons() {
        return client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(e -> e.getInvolvedObject().getKind().equals("CatoSite"))
                .map(Event::getReason)
                .toList();
    }

    /** Somebody gives a tunnel another key, with the operator's own API key. */
    void keyAtCato(Role role, String key) {
        keyAtCato(cma(), role, key);
    }

    void keyAtCato(Cma by, Role role, String key) {
        SiteTunnelStatus tunnel = tunnel(role.tunnelId());
        try {
            String id = cma().allocatedAddresses().stream()
                    .filter(a -> a.address().equals(tunnel.catoAddress()))
                    .map(Cma.AllocatedAddress::id)
                    .findFirst()
                    .orElseThrow();
            CmaTunnels.RoleTunnels changed = new CmaTunnels.RoleTunnels(
                    id,
                    List.of(new CmaTunnels.Tunnel(
                            role.tunnelId(),
                            "changed",
                            null,
                            Secret.of(key),
                            Objects.requireNonNull(tunnel.siteAddress()),
                            null,
                            null,
                            null)));
            by.updateTunnels(siteId(), role == Role.PRIMARY ? changed : null, role == Role.SECONDARY ? changed : null);
        } catch (CmaException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody in the console chooses another DH group. */
    void groupAtCato(DhGroup group) {
        groupsAtCato(group, new CmaTunnels.Dh.None());
    }

    /** And another one for perfect forward secrecy. */
    void groupsAtCato(DhGroup group, CmaTunnels.Dh childGroup) {
        try {
            CmaTunnels.Message init = new CmaTunnels.Message(null, null, null, new CmaTunnels.Dh.Group(group));
            CmaTunnels.Message auth = new CmaTunnels.Message(null, null, null, childGroup);
            cma().updateIpsecDetails(
                            siteId(),
                            new CmaTunnels.IpsecDetails(
                                    CmaTunnels.ConnectionMode.BIDIRECTIONAL,
                                    CmaTunnels.IdentificationType.IPV4,
                                    init,
                                    auth,
                                    List.of()));
        } catch (CmaException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A person downloads the timelines from the console and applies them as a ConfigMap. */
    void downloadTimelines() {
        Map<String, String> files = new TreeMap<>();
        for (Role role : Role.values()) {
            cato.timelineCsv(siteId() + "/" + role.tunnelId())
                    .ifPresent(csv -> files.put(role.tunnelId() + ".csv", csv));
        }
        client().resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("osaka-timeline")
                        .withNamespace(NAMESPACE)
                        .addToLabels(Api.TIMELINE, "osaka")
                        .endMetadata()
                        .withData(files)
                        .build())
                .createOr(r -> r.update());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !process.timelines.of(site()).isEmpty());
    }

    String siteId() {
        return Objects.requireNonNull(site().statusOrEmpty().siteId());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable closeable : closeables) {
            closeable.close();
        }
        wire.close();
        router.close();
        cato.close();
        kube.close();
    }
}
