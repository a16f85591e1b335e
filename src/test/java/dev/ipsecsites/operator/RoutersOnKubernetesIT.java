package dev.ipsecsites.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.kube.RealKubernetes;
import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Events;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.Meters;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.router.ArticleWire;
import dev.ipsecsites.operator.router.RouterControllers;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Router and RouterTunnel under the real framework: watches, server-side apply, finalizers, a namespace that goes. */
@Order(7)
@RealKubernetes
class RoutersOnKubernetesIT {
    private final KubeApi kube;
    private @Nullable TestNamespace given;
    private final RtxSimulator router = ArticleWire.router(RtxModel.RTX1300)
            .charset(ConsoleCharset.ASCII)
            .build()
            .start();
    private final ArticleWire wire = new ArticleWire(router, Clock.systemUTC());
    private final List<String> before = router.savedConfig();

    @Nullable
    private OneOperator process;

    RoutersOnKubernetesIT(KubeApi kube) {
        this.kube = kube;
        kube.installCrds(Path.of("crds"));
        wire.runner.start(Duration.ofMillis(200));
    }

    @BeforeEach
    void inNamespace(TestNamespace namespace) {
        given = namespace;
    }

    private String namespace() {
        return Objects.requireNonNull(given).name();
    }

    @AfterEach
    void close() {
        stop();
        wire.runner.close();
        router.close();
    }

    /** One operator with the two controllers, as a process has them. */
    private final class OneOperator implements AutoCloseable {
        private final KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(kube.admin().getConfiguration())
                .build();
        private final YamahaRtx driver = new YamahaRtx(Clock.systemUTC());
        private final OperatorRuntime runtime;
        private final int port;

        OneOperator(String leaderElection) throws IOException {
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            OperatorOptions options = new OperatorOptions();
            new CommandLine(options)
                    .parseArgs(
                            "--watch-namespaces=" + namespace(),
                            "--leader-election=" + leaderElection,
                            "--health-port=" + port,
                            "--metrics-port=" + port);
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Clock clock = Clock.systemUTC();
            Directory directory = new Directory();
            SecretCache secrets = new SecretCache(client, Set.of(namespace()));
            Services services = new Services(
                    client,
                    clock,
                    directory,
                    new Credentials(secrets, client),
                    secrets,
                    new InUse(client, secrets, directory),
                    new Events(client, clock),
                    Keyring.load(client, "default", new SecureRandom()),
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), RandomGenerator.getDefault()),
                    new Meters(registry),
                    StatusWriter.Mode.SERVER_SIDE_APPLY);
            RouterControllers routers = new RouterControllers(services, driver);
            runtime = new OperatorRuntime(
                            services,
                            options,
                            "default",
                            WatchedNamespaces.of(client, options.watchNamespaces()),
                            registry)
                    .register(routers.routers(), RouterControllers.ROUTER, Api.IN_USE)
                    .register(routers.tunnels(), RouterControllers.TUNNEL, Api.TUNNEL_FINALIZER)
                    .closeLast(driver);
            runtime.start();
        }

        String get(String path) throws IOException, InterruptedException {
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                return answer.statusCode() + " " + answer.body();
            }
        }

        @Override
        public void close() {
            runtime.close();
            client.close();
        }
    }

    @Test
    void theArticlesTunnelsComeUpStayQuietAndGoWithTheirNamespace() throws Exception {
        OneOperator running = start("off");
        apply();
        awaitReady();

        RouterTunnel tunnel = tunnel("osaka-primary1");
        assertThat(tunnel.statusOrEmpty().tunnelNumber()).isEqualTo(1);
        assertThat(tunnel.getFinalizers()).containsExactly(Api.TUNNEL_FINALIZER);
        assertThat(tunnel.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .contains("ipsec-sites-tunnel-numbers", "ipsec-sites-routertunnel");
        awaitSaved();
        assertThat(router.savedConfig()).contains("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        assertThat(running.get("/readyz")).isEqualTo("200 ok\n");
        assertThat(running.get("/healthz")).isEqualTo("200 ok\n");
        assertThat(running.get("/metrics"))
                .contains("router_sessions_seconds_count{outcome=\"success\"}")
                .contains("router_tunnels_up 2.0")
                .contains("reconciliations_success_total");

        String versions = versions();
        await().during(Duration.ofSeconds(8))
                .atMost(Duration.ofSeconds(10))
                .until(() -> versions().equals(versions));

        kube.admin().namespaces().withName(namespace()).delete();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                kube.admin().namespaces().withName(namespace()).get())
                        .as(() -> "left: " + versions() + router("osaka-rtx"))
                        .isNull());
        assertThat(router.savedConfig()).isEqualTo(before);
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @Test
    void anOperatorThatIsStartedAgainInTheMiddleGoesOn() throws Exception {
        wire.preSharedKey = "otherother1";
        start("on");
        apply();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> router.runningConfig().stream().anyMatch(l -> l.contains("ipsec ike remote address 2")));
        stop();
        assertThat(router.savedConfig()).isEqualTo(before);

        wire.preSharedKey = "abcd1234";
        start("on");
        awaitReady();
        awaitSaved();
        assertThat(kube.admin()
                        .resources(Router.class)
                        .inNamespace(namespace())
                        .withName("osaka-rtx")
                        .get()
                        .statusOrEmpty()
                        .replacedRoute())
                .isEqualTo("ip route default gateway pp 1");
    }

    @Test
    void aCorrectedSecretIsNoticedAtOnce() throws Exception {
        start("off");
        apply();
        password("d3Jvbmc=");
        await().atMost(Duration.ofSeconds(60)).until(() -> reason("Stalled").equals("AuthenticationFailed"));

        password("c2VjcmV0");
        awaitReady();
    }

    /** As kubectl does it: an edit of the whole object would race with the operator's finalizer. */
    private void password(String base64) {
        kube.admin()
                .secrets()
                .inNamespace(namespace())
                .withName("osaka-rtx")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"password\":\"" + base64 + "\"}}");
    }

    private OneOperator start(String leaderElection) throws IOException {
        OneOperator started = new OneOperator(leaderElection);
        process = started;
        return started;
    }

    private void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private void apply() {
        String yaml = """
            apiVersion: v1
            kind: Secret
            metadata: { name: osaka-rtx, labels: { ipsec-sites.dev/credentials: "true" } }
            stringData: { username: admin, password: secret, administratorPassword: top }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: osaka-psk, labels: { ipsec-sites.dev/credentials: "true" } }
            stringData: { psk: abcd1234 }
            ---
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: Router
            metadata: { name: osaka-rtx }
            spec:
              address: 127.0.0.1
              port: %d
              credentialsSecretRef: { name: osaka-rtx }
              hostKey: { fingerprint: "%s" }
              links: [ { name: WAN1, interface: pp1 } ]
              commit: { pollInterval: 5s }
            ---
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: RouterTunnel
            metadata: { name: osaka-primary1 }
            spec:
              routerRef: { name: osaka-rtx }
              tunnelNumber: 1
              remote: { address: %s }
              preSharedKeySecretRef: { name: osaka-psk, key: psk }
              routes: [ { destination: default, preference: 1 } ]
            ---
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: RouterTunnel
            metadata: { name: osaka-secondary1 }
            spec:
              routerRef: { name: osaka-rtx }
              remote: { address: %s }
              preSharedKeySecretRef: { name: osaka-psk, key: psk }
              routes: [ { destination: default, preference: 2 } ]
            """.formatted(router.port(), router.hostKeyFingerprint(), ArticleWire.TOKYO, ArticleWire.LONDON);
        kube.admin()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace())
                .serverSideApply();
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(reason("Ready"))
                        .as(() -> tunnel("osaka-primary1").statusOrEmpty() + "\n"
                                + tunnel("osaka-secondary1").statusOrEmpty())
                        .isEqualTo("TunnelUp"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Set.of("osaka-primary1", "osaka-secondary1").stream()
                        .allMatch(name ->
                                Conditions.isTrue(tunnel(name).statusOrEmpty().conditions(), Conditions.READY)));
    }

    /** While a visit is on, its console settings stand in the running configuration. */
    private void awaitSaved() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(router.savedConfig()).isEqualTo(router.runningConfig()));
    }

    private RouterTunnel tunnel(String name) {
        return kube.admin()
                .resources(RouterTunnel.class)
                .inNamespace(namespace())
                .withName(name)
                .get();
    }

    private @Nullable Router router(String name) {
        return kube.admin()
                .resources(Router.class)
                .inNamespace(namespace())
                .withName(name)
                .get();
    }

    private String reason(String type) {
        Router there = Objects.requireNonNull(router("osaka-rtx"));
        return Conditions.find(there.statusOrEmpty().conditions(), type)
                .map(c -> c.reason())
                .orElse("");
    }

    /** Versions of everything that the operator could write. */
    private String versions() {
        StringBuilder all = new StringBuilder();
        for (var list : List.of(
                kube.admin()
                        .resources(Router.class)
                        .inNamespace(namespace())
                        .list()
                        .getItems(),
                kube.admin()
                        .resources(RouterTunnel.class)
                        .inNamespace(namespace())
                        .list()
                        .getItems(),
                kube.admin().secrets().inNamespace(namespace()).list().getItems(),
                kube.admin().configMaps().inNamespace(namespace()).list().getItems(),
                kube.admin().v1().events().inNamespace(namespace()).list().getItems())) {
            for (HasMetadata each : list) {
                all.append(each.getKind())
                        .append(each.getMetadata().getName())
                        .append(each.getMetadata().getResourceVersion())
                        .append('\n');
            }
        }
        return all.toString();
    }
}
