package dev.ipsecsites.lab.kube;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running Kubernetes: API server, etcd and the controller manager (garbage collection, namespaces, service accounts),
 * without nodes. All of it listens on the loopback interface only and is gone after {@link #close()}.
 */
public final class KubeApi implements AutoCloseable {
    private final KubeBinaries.Installed binaries;
    private final KubeAPIServer server;
    private final Config config;
    private final KubernetesClient admin;
    private final Path kubeconfig;
    private final LoggedProcess controllerManager;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KubeApi(
            KubeBinaries.Installed binaries,
            KubeAPIServer server,
            Config config,
            Path kubeconfig,
            LoggedProcess controllerManager) {
        this.binaries = binaries;
        this.server = server;
        this.config = config;
        this.kubeconfig = kubeconfig;
        this.controllerManager = controllerManager;
        this.admin = new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * Starts it, after procuring the programs where they are missing. Its processes live on when this JVM is told to end:
     * the caller sees to it that {@link #close()} is called then too, in the order that its own parts need.
     *
     * @param directory gets {@code kubeconfig} and the controller manager's log; made when it is not there
     * @param progress told in one line each what takes its time
     * @throws KubeBinariesMissingException when this machine has no Kubernetes and no way to get it
     */
    public static KubeApi start(Path directory, Consumer<String> progress) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var binaries = KubeBinaries.ofThisMachine(progress).install();
        new KubeCertificates(binaries.root(), Clock.systemUTC()).ensure();
        var server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(binaries.root().toString())
                .withApiServerVersion(binaries.version())
                .withOfflineMode(true)
                .build());
        var whileStarting = new Thread(server::stop, "stop-kubernetes");
        Runtime.getRuntime().addShutdownHook(whileStarting);
        try {
            server.start();
            var yaml = server.getKubeConfigYaml();
            var kubeconfig = directory.toAbsolutePath().resolve("kubeconfig");
            writePrivately(kubeconfig, yaml);
            var controllerManager = startControllerManager(binaries, kubeconfig, directory);
            return new KubeApi(binaries, server, Config.fromKubeconfig(yaml), kubeconfig, controllerManager);
        } catch (RuntimeException | IOException e) {
            server.stop();
            throw e;
        } finally {
            removeUnlessEnding(whileStarting);
        }
    }

    private static void removeUnlessEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does its work.
        }
    }

    private static LoggedProcess startControllerManager(
            KubeBinaries.Installed binaries, Path kubeconfig, Path directory) throws IOException {
        return LoggedProcess.start(
                List.of(
                        binaries.path(KubeBinary.KUBE_CONTROLLER_MANAGER).toString(),
                        "--kubeconfig=" + kubeconfig,
                        "--leader-elect=false",
                        // Its own port for health and metrics: none, two of them may run on one machine.
                        "--secure-port=0"),
                Map.of(),
                directory.resolve("kube-controller-manager.log"));
    }

    /** A file that only its owner can read: it holds the keys of an administrator. */
    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** A client that may do everything. Closed with the server. */
    public KubernetesClient admin() {
        return admin;
    }

    /** The file that {@code kubectl --kubeconfig} and every other client can use; an administrator's. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Where a program of Kubernetes lies, {@code kubectl} for one. */
    public Path path(KubeBinary binary) {
        return binaries.path(binary);
    }

    /** A client with the rights of that service account, so that a missing RBAC rule fails. The caller closes it. */
    public KubernetesClient impersonating(String namespace, String serviceAccount) {
        var as = Config.fromKubeconfig(server.getKubeConfigYaml());
        as.setNamespace(namespace);
        as.setImpersonateUsername("system:serviceaccount:%s:%s".formatted(namespace, serviceAccount));
        return new KubernetesClientBuilder().withConfig(as).build();
    }

    /**
     * Writes a kubeconfig whose only credential is a token of that service account: what a process gets that must run
     * with these rights and no others.
     */
    public Path kubeconfigFor(String namespace, String serviceAccount, Path file)
            throws IOException, InterruptedException {
        var token = kubectl("create", "token", serviceAccount, "--namespace", namespace, "--duration", "720h")
                .output()
                .strip();
        // The server's certificate is signed by itself: it is its own authority.
        var certificate = binaries.root().resolve(CertManager.API_SERVER_CERT_NAME);
        writePrivately(file, """
            apiVersion: v1
            kind: Config
            clusters:
            - name: lab
              cluster: { server: "%s", certificate-authority-data: %s }
            users:
            - name: %s
              user: { token: "%s" }
            contexts:
            - name: lab
              context: { cluster: lab, user: %s, namespace: %s }
            current-context: lab
            """.formatted(
                        config.getMasterUrl(),
                        Base64.getEncoder().encodeToString(Files.readAllBytes(certificate)),
                        serviceAccount,
                        token,
                        serviceAccount,
                        namespace));
        return file;
    }

    /**
     * Runs the real {@code kubectl} as administrator.
     *
     * @throws IOException when it ends with anything but 0; the message holds what it said
     */
    public Command.Result kubectl(String... arguments) throws IOException, InterruptedException {
        var result = tryKubectl(arguments);
        if (result.exitCode() != 0) {
            throw new IOException("kubectl %s: %s"
                    .formatted(String.join(" ", arguments), result.errors().strip()));
        }
        return result;
    }

    /** Runs the real {@code kubectl} as administrator, where refusal is an answer too. */
    public Command.Result tryKubectl(String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(path(KubeBinary.KUBECTL).toString(), "--kubeconfig=" + kubeconfig));
        words.addAll(List.of(arguments));
        return new Command(words).run(Duration.ofMinutes(1));
    }

    /** Installs every custom resource definition of that directory and waits until the server serves them. */
    public void installCrds(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (var file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                try (var in = Files.newInputStream(file)) {
                    admin.load(in).serverSideApply();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the definitions of " + directory, e);
        }
        awaitCrds();
    }

    /** Waits until the server serves every custom resource definition that it has. */
    public void awaitCrds() {
        var definitions = admin.apiextensions().v1().customResourceDefinitions();
        for (var definition : definitions.list().getItems()) {
            definitions.resource(definition).waitUntilCondition(KubeApi::established, 10, TimeUnit.SECONDS);
        }
    }

    private static boolean established(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** A new namespace of its own for one test, deleted when it is closed. */
    public TestNamespace namespace(String prefix) {
        var created = admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(admin, created.getMetadata().getName());
    }

    /** Stops everything that was started and deletes the server's data. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            admin.close();
            controllerManager.close();
            server.stop();
        }
    }

    /** A namespace that one test has for itself. */
    public record TestNamespace(KubernetesClient client, String name) implements AutoCloseable {
        /** Asks for its deletion and does not wait: the controller manager empties it. */
        @Override
        public void close() {
            client.namespaces().withName(name).delete();
        }
    }
}
