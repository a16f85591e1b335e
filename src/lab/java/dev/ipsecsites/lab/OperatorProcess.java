package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.LoggedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The operator as its users run it: its own JVM, {@code java -jar}, with the rights of the chart's service account. */
final class OperatorProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final LoggedProcess process;
    private final int healthPort;

    private OperatorProcess(LoggedProcess process, int healthPort) {
        this.process = process;
        this.healthPort = healthPort;
    }

    /**
     * How to start it.
     *
     * @param jar the operator's, with its libraries beside it
     * @param kubeconfig of its service account
     * @param namespace its own
     * @param cmaHost the host that CatoAccounts may name
     * @param cmaAuthority PEM file to trust for that host
     * @param temporary directory for its temporary files
     * @param log what it prints
     */
    record Start(
            Path jar, Path kubeconfig, String namespace, String cmaHost, Path cmaAuthority, Path temporary, Path log) {}

    /** Starts it and returns at once. */
    static OperatorProcess start(Start start) throws IOException {
        var healthPort = freePort();
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                // It shares few processors with all the rest, and ends before the second compiler pays.
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + start.temporary(),
                "-jar",
                start.jar().toString(),
                "operator"));
        command.addAll(List.of("--namespace", start.namespace()));
        command.addAll(List.of("--cma-hosts", start.cmaHost()));
        command.addAll(List.of("--cma-ca-file", start.cmaAuthority().toString()));
        command.addAll(List.of("--metrics-port", "0"));
        command.addAll(List.of("--health-port", Integer.toString(healthPort)));
        var process = LoggedProcess.start(
                command, Map.of("KUBECONFIG", start.kubeconfig().toString()), start.log());
        return new OperatorProcess(process, healthPort);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws LabException when it ends or does not get ready in time
     */
    void awaitReady(Duration atMost) throws InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!ready(http)) {
                if (!process.isAlive()) {
                    throw new LabException("the operator has ended", process.log());
                }
                if (System.nanoTime() > deadline) {
                    throw new LabException(
                            "the operator is not ready after " + atMost.toSeconds() + " s", process.log());
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private boolean ready(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + "/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return process.log();
    }

    /** As a crash: no farewell, no tidying up. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
