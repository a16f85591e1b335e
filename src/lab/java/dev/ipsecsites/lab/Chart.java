package dev.ipsecsites.lab;

import com.marcnuri.helm.Helm;
import dev.ipsecsites.lab.kube.KubeApi;
import java.nio.file.Path;

/** The chart, installed by Helm itself (helm-java embeds it). */
final class Chart {
    private static final String RELEASE = "ipsec-sites";

    private final KubeApi kube;
    private final Path directory;

    /** @param directory {@code helm/ipsec-sites} */
    Chart(KubeApi kube, Path directory) {
        this.kube = kube;
        this.directory = directory;
    }

    /**
     * Installs definitions, roles, service account and Deployment. The Deployment's Pod waits for a node that never
     * comes: the lab runs the operator itself, as that service account.
     *
     * @return the service account's name
     */
    String install(String namespace) {
        new Helm(directory)
                .install()
                .withName(RELEASE)
                .withNamespace(namespace)
                .createNamespace()
                .withKubeConfig(kube.kubeconfig())
                .call();
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
