package dev.ipsecsites.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealKubernetes
class KubeApiIT {
    private final KubeApi kube;

    KubeApiIT(KubeApi kube) {
        this.kube = kube;
    }

    @Test
    void whatOneClientWritesTheRealKubectlPrints(TestNamespace namespace) throws Exception {
        createConfigMap(namespace, null);

        assertThat(kube.kubectl("get", "configmaps", "--namespace", namespace.name())
                        .output())
                .contains("NAME", "DATA", "greeting");
        assertThat(kube.tryKubectl("get", "configmap", "absent", "-n", namespace.name())
                        .errors())
                .contains("NotFound");
    }

    @Test
    void theControllerManagerEmptiesANamespaceAndRemovesIt() {
        var namespace = kube.namespace("short-lived");
        createConfigMap(namespace, null);

        namespace.close();

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        kube.admin().namespaces().withName(namespace.name()).get() == null);
    }

    @Test
    void theControllerManagerCollectsWhatHasLostItsOwner(TestNamespace namespace) {
        var owner = createConfigMap(namespace, null);
        createConfigMap(namespace, owner);

        kube.admin().configMaps().resource(owner).delete();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> kube.admin()
                                .configMaps()
                                .inNamespace(namespace.name())
                                .withName("owned")
                                .get()
                        == null);
    }

    @Test
    void aServiceAccountMayDoNothingThatNoRuleAllows(TestNamespace namespace) {
        try (var client = kube.impersonating(namespace.name(), "operator")) {
            assertThatThrownBy(() ->
                            client.configMaps().inNamespace(namespace.name()).list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("system:serviceaccount:" + namespace.name() + ":operator")
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void aKubeconfigOfAServiceAccountCarriesItsTokenAndNothingElse(TestNamespace namespace, @TempDir Path directory)
            throws Exception {
        kube.admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("operator")
                        .endMetadata()
                        .build())
                .create();
        kube.kubectl(
                "create", "role", "reader", "--verb=list", "--resource=configmaps", "--namespace", namespace.name());
        kube.kubectl(
                "create",
                "rolebinding",
                "reader",
                "--role=reader",
                "--serviceaccount=" + namespace.name() + ":operator",
                "--namespace",
                namespace.name());

        var file = kube.kubeconfigFor(namespace.name(), "operator", directory.resolve("kubeconfig"));

        assertThat(Files.readString(file)).doesNotContain("client-key");
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(file)))
                .build()) {
            assertThat(client.configMaps().inNamespace(namespace.name()).list().getItems())
                    .extracting(map -> map.getMetadata().getName())
                    .contains("kube-root-ca.crt");
            assertThatThrownBy(
                            () -> client.secrets().inNamespace(namespace.name()).list())
                    .hasMessageContaining("forbidden");
        }
    }

    private ConfigMap createConfigMap(TestNamespace namespace, @Nullable ConfigMap owner) {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(owner == null ? "greeting" : "owned")
                .withNamespace(namespace.name())
                .endMetadata()
                .addToData("hello", "world")
                .build();
        if (owner != null) {
            map.addOwnerReference(owner);
        }
        return kube.admin()
                .configMaps()
                .inNamespace(namespace.name())
                .resource(map)
                .create();
    }
}
