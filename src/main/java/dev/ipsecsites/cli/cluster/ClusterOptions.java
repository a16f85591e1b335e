package dev.ipsecsites.cli.cluster;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
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
        Config config = config();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            String own = client.getNamespace();
            return question.ask(client, namespace != null ? namespace : own == null ? "default" : own);
        } catch (KubernetesClientException e) {
            throw new ClusterException(
                    "The cluster can't be asked for " + what + ": " + reason(e, config.getMasterUrl()), e);
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
        if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
            throw new ClusterException("The kubeconfig " + kubeconfig + " can't be read");
        }
        Config config = read();
        List<String> contexts =
                config.getContexts().stream().map(NamedContext::getName).toList();
        // The client would take the current one, without a word.
        if (context != null && !contexts.contains(context)) {
            throw new ClusterException("The kubeconfig has no context " + context + "; it has "
                    + (contexts.isEmpty() ? "none" : String.join(", ", contexts)));
        }
        if (contexts.isEmpty() && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL) && !inPod()) {
            throw new ClusterException("There is no kubeconfig: name one with --kubeconfig or KUBECONFIG");
        }
        return config;
    }

    private static boolean inPod() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    private Config read() throws ClusterException {
        try {
            return kubeconfig == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) {
            // Whatever the parser makes of it.
            throw new ClusterException(
                    "The kubeconfig " + (kubeconfig == null ? "" : kubeconfig + " ") + "can't be used: it isn't one",
                    e);
        }
    }

    private static String reason(KubernetesClientException e, String server) {
        return switch (e.getCode()) {
            case 401 -> "it doesn't accept the credentials of the kubeconfig (401)";
            case 403 ->
                "permission denied (403): reading the kinds of ipsec-sites.dev, ConfigMaps and Events of the namespace"
                        + " is needed";
            default -> root(e, server);
        };
    }

    private static String root(KubernetesClientException e, String server) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return switch (root) {
            case UnresolvedAddressException _ -> "the host of " + server + " has no address";
            case UnknownHostException _ -> "the host of " + server + " has no address";
            case ConnectException _ -> "nothing answers at " + server;
            case ClosedChannelException _ -> "nothing answers at " + server;
            case HttpTimeoutException _ -> server + " doesn't answer";
            default -> String.valueOf(root.getMessage() == null ? root : root.getMessage());
        };
    }
}
