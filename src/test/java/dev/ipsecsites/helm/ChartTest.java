package dev.ipsecsites.helm;

import static dev.ipsecsites.helm.Chart.ofKind;
import static dev.ipsecsites.helm.Chart.one;
import static dev.ipsecsites.helm.Chart.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

    private static final Map<String, Object> EVERYTHING = Map.ofEntries(
            Map.entry("replicas", 2),
            Map.entry("watchNamespaces[0]", "network"),
            Map.entry("cma.hosts[0]", "cma.example.com"),
            Map.entry("cma.caConfigMap.name", "proxy-ca"),
            Map.entry("ownerId", "prod"),
            Map.entry("serviceMonitor.enabled", true),
            Map.entry("networkPolicy.enabled", true),
            Map.entry("serviceAccount.name", "operator"),
            Map.entry("podLabels.team", "network"));

    @Test
    void helmFindsNothingToComplainAbout() {
        var result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void thePodMeetsTheRestrictedProfile() {
        JsonNode pod = one(render(Map.of()), "Deployment").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0/securityContext");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @Test
    void aRouterIsLeftTimeToFinishBeforeThePodIsKilled() {
        assertThat(one(render(Map.of()), "Deployment")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isGreaterThanOrEqualTo(40);
    }

    @Test
    void theFourDefinitionsComeAlongAndStayWhenTheReleaseGoes() {
        var definitions = ofKind(render(Map.of()), "CustomResourceDefinition");

        assertThat(definitions)
                .hasSize(4)
                .allMatch(crd -> crd.at("/metadata/annotations/helm.sh~1resource-policy")
                        .asText()
                        .equals("keep"));
        assertThat(ofKind(render(Map.of("crds.install", false)), "CustomResourceDefinition"))
                .isEmpty();
        assertThat(ofKind(render(Map.of("crds.keep", false)), "CustomResourceDefinition"))
                .hasSize(4)
                .allMatch(crd -> crd.at("/metadata/annotations").isMissingNode());
    }

    @Test
    void theDefinitionsAreTheCommittedOnes() throws IOException {
        for (JsonNode definition : ofKind(render(Map.of()), "CustomResourceDefinition")) {
            Path committed = Path.of("crds", definition.at("/spec/names/plural").asText() + ".yaml");

            assertThat(definition.get("spec"))
                    .isEqualTo(new YAMLMapper()
                            .readTree(Files.readString(committed))
                            .get("spec"));
        }
    }

    @Test
    void allNamespacesNeedAClusterRoleAndSomeNeedARoleInEach() {
        var all = render(Map.of());
        var some = render(Map.of("watchNamespaces[0]", "tokyo", "watchNamespaces[1]", "osaka", "ownerId", "prod"));

        assertThat(rules(one(all, "ClusterRole"))).contains("secrets", "catosites");
        assertThat(ofKind(some, "ClusterRole")).isEmpty();
        assertThat(ofKind(some, "Role"))
                .extracting(role -> role.at("/metadata/namespace").asText())
                .containsExactlyInAnyOrder("tokyo", "osaka", Chart.NAMESPACE);
    }

    @Test
    void theBuiltInRolesReachTheSitesWhenAskedFor() {
        var objects = render(Map.of("rbac.aggregate", true));

        assertThat(ofKind(objects, "ClusterRole").stream()
                        .filter(role -> role.at("/metadata/labels").toString().contains("aggregate-to-")))
                .extracting(
                        role -> role.at("/metadata/name").asText(),
                        role -> role.at("/rules/0/verbs").toString())
                .containsExactlyInAnyOrder(
                        tuple(Chart.NAMESPACE + "-sites-ipsec-sites-view", "[\"get\",\"list\",\"watch\"]"),
                        tuple(
                                Chart.NAMESPACE + "-sites-ipsec-sites-edit",
                                "[\"create\",\"update\",\"patch\",\"delete\",\"deletecollection\"]"));
    }

    @Test
    void noRuleAllowsMoreThanItNames() {
        for (var values : List.<Map<String, Object>>of(Map.of(), EVERYTHING)) {
            var objects = render(values);
            List<JsonNode> roles = new ArrayList<>(ofKind(objects, "ClusterRole"));
            roles.addAll(ofKind(objects, "Role"));

            assertThat(roles)
                    .isNotEmpty()
                    .noneMatch(role -> role.path("rules").toString().contains("\"*\""));
        }
    }

    @Test
    void everyValueReachesTheOperator() {
        var objects = render(EVERYTHING);
        JsonNode deployment = one(objects, "Deployment");
        Set<String> arguments = new LinkedHashSet<>();
        deployment.at("/spec/template/spec/containers/0/args").forEach(a -> arguments.add(a.asText()));

        assertThat(arguments)
                .contains(
                        "operator",
                        "--namespace=$(POD_NAMESPACE)",
                        "--watch-namespaces=network",
                        "--cma-hosts=cma.example.com",
                        "--cma-ca-file=/etc/ipsec-sites/cma-ca/ca.crt",
                        "--owner-id=prod",
                        "--leader-election=on");
        assertThat(deployment.at("/spec/template/spec/serviceAccountName").asText())
                .isEqualTo("operator");
        assertThat(ofKind(objects, "PodDisruptionBudget")).hasSize(1);
        assertThat(ofKind(objects, "ServiceMonitor")).hasSize(1);
        assertThat(ofKind(objects, "NetworkPolicy")).hasSize(1);
    }

    @Test
    void whatIsOptionalIsAbsentUnlessAskedFor() {
        assertThat(render(Map.of()))
                .extracting(object -> object.path("kind").asText())
                .containsOnly(
                        "CustomResourceDefinition",
                        "ServiceAccount",
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "Role",
                        "RoleBinding",
                        "Service",
                        "Deployment");
    }

    /** Helm 4 applies on the server, where a second entry with the same key is an error. */
    @Test
    void noListNamesOneKeyTwice() {
        JsonNode container = one(render(EVERYTHING), "Deployment").at("/spec/template/spec/containers/0");

        for (String list : List.of("env", "ports", "volumeMounts")) {
            assertThat(container.path(list))
                    .extracting(entry -> entry.path("name").asText())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "replica, 2",
        "replicas, 100",
        "cma.hosts[0], https://cma.example.com/",
        "watchNamespaces[0], Network",
        "terminationGracePeriodSeconds, 5",
        "leaderElection, maybe"
    })
    void aWrongValueIsRefusedBeforeAnythingIsInstalled(String name, String value) {
        assertThatThrownBy(() -> render(Map.of(name, value))).hasMessageContaining("schema");
    }

    @Test
    void severalOperatorsWithoutALeaseAreRefused() {
        assertThatThrownBy(() -> render(Map.of("replicas", 2, "leaderElection", false)))
                .hasMessageContaining("replicas");
        assertThat(one(render(Map.of("leaderElection", false)), "Deployment")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theHostsOfEveryRegionCanBeAllowedBesideAProxy() {
        var values = Map.<String, Object>of(
                "cma.hosts[0]", "api.*.catonetworks.com",
                "cma.hosts[1]", "cma.example.net:8443",
                "networkPolicy.enabled", true);

        assertThat(one(render(values), "Deployment")
                        .at("/spec/template/spec/containers/0/args")
                        .toString())
                .contains("--cma-hosts=api.*.catonetworks.com,cma.example.net:8443");
        assertThat(one(render(values), "NetworkPolicy")
                        .at("/spec/egress/1/ports")
                        .toString())
                .contains("443", "8443");
    }

    @Test
    void noNetworksOfRoutersMeanNoneAndNotAll() {
        var some = render(Map.of("networkPolicy.enabled", true));
        var none = render(Map.of("networkPolicy.enabled", true, "networkPolicy.routers.cidrs", "null"));

        assertThat(one(some, "NetworkPolicy").at("/spec/egress")).hasSize(3);
        assertThat(one(none, "NetworkPolicy").at("/spec/egress")).hasSize(2);
    }

    private static List<String> rules(JsonNode role) {
        List<String> resources = new ArrayList<>();
        role.path("rules").forEach(rule -> rule.path("resources").forEach(r -> resources.add(r.asText())));
        return resources;
    }
}
