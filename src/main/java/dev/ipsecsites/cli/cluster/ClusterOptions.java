package dev.ipsecsites.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and namespace, spelt as {@code kubectl} spells it. */
public final class ClusterOptions {
    private static final int PATIENCE = 15_000;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the CatoSite. Default: that of the context.")
    private @Nullable String namespace;

    @Option(
            names = "--context",
            paramLabel = "CTX",
            description = "Context of the kubeconfig. Default: the current one.")
    private @Nullable String context;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig. Default: KUBECONFIG, ~/.kube/config, or the pod's own account.")
    private @Nullable Path kubeconfig;

    /** Any of the options stands on the command line. */
    public boolean given() {
        return namespace != null || context != null || kubeconfig != null;
    }

    /**
     * Reads a site and what belongs to it.
     *
     * @throws ClusterException when there is no such site, or the cluster doesn't answer
     */
    public ClusterSite read(String site) throws ClusterException {
        return asking("CatoSite " + site, (client, where) -> SiteReader.read(client, where, site));
    }

    /**
     * Reads all sites of the namespace.
     *
     * @throws ClusterException when the cluster doesn't answer
     */
    public List<ClusterSite> readAll() throws ClusterException {
        return asking("its CatoSites", SiteReader::readAll);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(KubernetesClient client, String namespace) throws ClusterException;
    }

    private <T> T asking(String what, Question<T> question) throws ClusterException {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config()).build()) {
            String own = client.getNamespace();
            return question.ask(client, namespace != null ? namespace : own == null ? "default" : own);
        } catch (KubernetesClientException e) {
            throw new ClusterException("The cluster can't be asked for " + what + ": " + reason(e), e);
        }
    }

    private Config config() throws ClusterException {
        return new ConfigBuilder(chosen())
                .withRequestTimeout(PATIENCE)
                .withConnectionTimeout(PATIENCE)
                .withRequestRetryBackoffLimit(1)
                .build();
    }

    private Config chosen() throws ClusterException {
        if (kubeconfig == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new ClusterException("The kubeconfig " + kubeconfig + " can't be read");
        }
        return Config.fromKubeconfig(context, kubeconfig.toFile());
    }

    private static String reason(KubernetesClientException e) {
        return switch (e.getCode()) {
            case 401 -> "it doesn't accept the credentials of the kubeconfig (401)";
            case 403 ->
                "permission denied (403): reading the kinds of ipsec-sites.dev, ConfigMaps and Events of the namespace"
                        + " is needed";
            default -> {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                yield String.valueOf(root.getMessage() == null ? root : root.getMessage());
            }
        };
    }
}
