package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.KubeApi;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Kubernetes with the chart installed.
 *
 * @param kube the API server with the controller manager beside it
 * @param operatorKubeconfig what the operator's process gets: a token of the chart's service account
 */
record Cluster(KubeApi kube, Path operatorKubeconfig) {
    /** Where the examples live. */
    static final String NAMESPACE = "network";

    /** Where the chart is installed. */
    static final String OPERATOR_NAMESPACE = "ipsec-sites";

    /** Starts it; the stopper stops it. */
    static Cluster start(Path chart, LabDirectory directory, Stopper stopper, Progress progress)
            throws IOException, InterruptedException {
        var kube = stopper.add(KubeApi.start(directory.run(""), line -> progress.say("Kubernetes", line)));
        progress.say("Kubernetes", "API server and controller manager run, kubectl --kubeconfig " + kube.kubeconfig());
        var serviceAccount = new Chart(kube, chart, directory.temporary()).install(OPERATOR_NAMESPACE);
        progress.say("Kubernetes", "chart installed, the operator will be service account " + serviceAccount);
        kube.admin()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        return new Cluster(
                kube, kube.kubeconfigFor(OPERATOR_NAMESPACE, serviceAccount, directory.run("operator-kubeconfig")));
    }

    /** Applies manifests as {@code kubectl apply --server-side} does. */
    void apply(List<Resource> manifests) {
        manifests.forEach(resource -> kube.admin()
                .resource(resource.manifest())
                .inNamespace(NAMESPACE)
                .serverSideApply());
    }

    /** What {@code kubectl get catosites} prints. */
    String table() throws IOException, InterruptedException {
        return kube.kubectl("get", "catosites", "--namespace", NAMESPACE).output();
    }
}
