package dev.ipsecsites.operator;

import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The namespaces to watch, as far as they can be read. Where rights are given by namespace, one that is being deleted loses them
 * before the sites in it are gone, and another may not have them yet: neither must leave all the others unattended.
 */
final class WatchedNamespaces {
    private final KubernetesClient client;
    private final Set<String> readable = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();

    private WatchedNamespaces(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Tries each of them.
     *
     * @param wanted empty: all namespaces, and nothing is tried
     * @throws KubernetesClientException when none can be read, and when the API server doesn't answer
     */
    static WatchedNamespaces of(KubernetesClient client, Set<String> wanted) {
        var namespaces = new WatchedNamespaces(client);
        Optional<KubernetesClientException> why = Optional.empty();
        for (String namespace : wanted) {
            Optional<KubernetesClientException> refusal = namespaces.refusal(namespace);
            (refusal.isEmpty() ? namespaces.readable : namespaces.refused).add(namespace);
            why = why.or(() -> refusal);
        }
        if (namespaces.readable.isEmpty() && why.isPresent()) {
            throw why.get();
        }
        return namespaces;
    }

    private Optional<KubernetesClientException> refusal(String namespace) {
        try {
            client.secrets()
                    .inNamespace(namespace)
                    .withLabel(Api.CREDENTIALS, "true")
                    .list();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    /** Empty: all. */
    Set<String> readable() {
        return readable;
    }

    Set<String> refused() {
        return refused;
    }

    /** One that was refused at the start and can be read now. */
    Optional<String> opened() {
        return refused.stream().filter(n -> refusal(n).isEmpty()).findFirst();
    }
}
