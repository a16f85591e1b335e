package dev.ipsecsites.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Release;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.kube.RealKubernetes;
import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart in a real API server: what it installs, and what the operator may then do and may not. */
@RealKubernetes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartIT {

    private static final String RELEASE = "chart-it";
    /** Of the operator; made by the release. */
    private static final String ACCOUNT = RELEASE + "-ipsec-sites";

    private final KubeApi kube;
    private final TestNamespace namespace;

    ChartIT(KubeApi kube, TestNamespace namespace) {
        this.kube = kube;
        this.namespace = namespace;
    }

    @BeforeAll
    void install() {
        // As after earlier tests: definitions that are there already, and belong to nobody, stay as they are.
        kube.installCrds(Path.of("crds"));
        Release release = Chart.helm()
                .install()
                .withKubeConfig(kube.kubeconfig())
                .withNamespace(namespace.name())
                .withName(RELEASE)
                .set("crds.install", false)
                .call();

        assertThat(release.getStatus()).isEqualTo("deployed");
    }

    @AfterAll
    void uninstall() {
        com.marcnuri.helm.Helm.uninstall(RELEASE)
                .withKubeConfig(kube.kubeconfig())
                .withNamespace(namespace.name())
                .call();
    }

    @Test
    void theDeploymentMakesAPodThatTheRestrictedProfileAdmits() throws Exception {
        kube.kubectl(
                "label",
                "namespace",
                namespace.name(),
                "pod-security.kubernetes.io/enforce=restricted",
                "pod-security.kubernetes.io/enforce-version=latest",
                "--overwrite");
        kube.kubectl("delete", "pods", "--all", "--wait=false", "-n", namespace.name());

        await().atMost(Duration.ofSeconds(60))
                .until(() -> kube.admin().pods().inNamespace(namespace.name()).list().getItems().stream()
                        .anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null
                                && ACCOUNT.equals(pod.getSpec().getServiceAccountName())));
    }

    @ParameterizedTest(name = "{0} {1} in {2}: {3}")
    @CsvSource({
        // Its own kinds: read them, write finalizers and status, make and take away the tunnels of a site.
        "get,    catosites.ipsec-sites.dev,            any, yes",
        "list,   catoaccounts.ipsec-sites.dev,         any, yes",
        "watch,  routers.ipsec-sites.dev,              any, yes",
        "patch,  catosites.ipsec-sites.dev,            any, yes",
        "update, routers.ipsec-sites.dev,              any, yes",
        "patch,  catosites.ipsec-sites.dev/status,     any, yes",
        "patch,  catoaccounts.ipsec-sites.dev/status,  any, yes",
        "patch,  routers.ipsec-sites.dev/status,       any, yes",
        "patch,  routertunnels.ipsec-sites.dev/status, any, yes",
        "update, catosites.ipsec-sites.dev/finalizers, any, yes",
        "update, routers.ipsec-sites.dev/finalizers,   any, yes",
        "create, routertunnels.ipsec-sites.dev,        any, yes",
        "delete, routertunnels.ipsec-sites.dev,        any, yes",
        "create, catosites.ipsec-sites.dev,            any, no",
        "delete, catosites.ipsec-sites.dev,            any, no",
        "delete, routers.ipsec-sites.dev,              any, no",
        "delete, catoaccounts.ipsec-sites.dev,         any, no",
        // Keys and credentials.
        "get,    secrets,                              any, yes",
        "list,   secrets,                              any, yes",
        "watch,  secrets,                              any, yes",
        "create, secrets,                              any, yes",
        "patch,  secrets,                              any, yes",
        "delete, secrets,                              any, yes",
        "update, secrets,                              any, no",
        "deletecollection, secrets,                    any, no",
        // What was applied to a router.
        "get,    configmaps,                           any, yes",
        "create, configmaps,                           any, yes",
        "update, configmaps,                           any, yes",
        "delete, configmaps,                           any, yes",
        // Timelines from Cato's console.
        "list,   configmaps,                           any, yes",
        "watch,  configmaps,                           any, yes",
        "deletecollection, configmaps,                 any, no",
        // Events.
        "create, events,                               any, yes",
        "patch,  events,                               any, yes",
        "get,    events,                               any, no",
        // The lease, in its own namespace only.
        "create, leases.coordination.k8s.io,           own, yes",
        "get,    leases.coordination.k8s.io/ipsec-sites-operator,    own, yes",
        "update, leases.coordination.k8s.io/ipsec-sites-operator,    own, yes",
        "patch,  leases.coordination.k8s.io/ipsec-sites-operator,    own, yes",
        "update, leases.coordination.k8s.io/other,     own, no",
        "create, leases.coordination.k8s.io,           any, no",
        // Nothing else.
        "create, pods,                                 any, no",
        "get,    pods,                                 any, no",
        "create, serviceaccounts/token,                own, no",
        "create, clusterrolebindings.rbac.authorization.k8s.io, any, no",
        "patch,  customresourcedefinitions.apiextensions.k8s.io, any, no",
        "list,   namespaces,                           any, no"
    })
    void theServiceAccountMayDoWhatTheOperatorNeedsAndNoMore(String verb, String resource, String where, String answer)
            throws Exception {
        boolean status =
                resource.endsWith("/status") || resource.endsWith("/finalizers") || resource.endsWith("/token");
        String plain = status ? resource.substring(0, resource.indexOf('/')) : resource;
        List<String> arguments = new java.util.ArrayList<>(List.of("auth", "can-i", verb, plain));
        if (status) {
            arguments.add("--subresource=" + resource.substring(resource.indexOf('/') + 1));
        }
        arguments.add("--as=system:serviceaccount:" + namespace.name() + ":" + ACCOUNT);
        arguments.addAll(List.of("-n", where.equals("own") ? namespace.name() : "default"));

        assertThat(kube.tryKubectl(arguments.toArray(String[]::new)).output().strip())
                .isEqualTo(answer);
    }

    @Test
    void itReadsTheOneNamespaceWhoseUidMarksWhatItMakes() {
        try (var client = kube.impersonating(namespace.name(), ACCOUNT)) {
            assertThat(client.namespaces()
                            .withName("kube-system")
                            .get()
                            .getMetadata()
                            .getUid())
                    .isNotBlank();
            assertThatThrownBy(() -> client.namespaces().withName("default").get())
                    .hasMessageContaining("forbidden");
        }
    }

    @Test
    void itWatchesItsKindsEverywhere() {
        try (var client = kube.impersonating(namespace.name(), ACCOUNT)) {
            assertThat(client.resources(RouterTunnel.class)
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .isNotNull();
        }
    }
}
