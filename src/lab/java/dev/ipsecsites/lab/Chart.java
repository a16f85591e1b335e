package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.Command;
import dev.ipsecsites.lab.kube.KubeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The chart, installed by Helm itself (helm-java embeds it). */
final class Chart {
    private static final String RELEASE = "ipsec-sites";
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private final KubeApi kube;
    private final Path directory;
    private final Path temporary;

    /**
     * Names the parts; nothing is installed yet.
     *
     * @param directory {@code helm/ipsec-sites}
     * @param temporary where Helm's native library is unpacked to, which it leaves there
     */
    Chart(KubeApi kube, Path directory, Path temporary) {
        this.kube = kube;
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Installs definitions, roles, service account and Deployment. The Deployment's Pod waits for a node that never
     * comes: the lab runs the operator itself, as that service account.
     *
     * @return the service account's name
     */
    String install(String namespace) throws IOException, InterruptedException {
        var helm = new Command(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        HelmInstall.class.getName(),
                        directory.toString(),
                        RELEASE,
                        namespace,
                        kube.kubeconfig().toString()))
                .run(AT_MOST);
        if (helm.exitCode() != 0) {
            throw new LabException(
                    "Helm cannot install " + directory + ": " + helm.errors().strip());
        }
        kube.awaitCrds();
        var accounts = kube.admin()
                .serviceAccounts()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", RELEASE)
                .list()
                .getItems();
        if (accounts.size() != 1) {
            throw new LabException(
                    "the chart made %d service accounts labelled app.kubernetes.io/instance=%s, expected 1"
                            .formatted(accounts.size(), RELEASE));
        }
        return accounts.getFirst().getMetadata().getName();
    }
}
