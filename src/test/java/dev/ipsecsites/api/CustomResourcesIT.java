package dev.ipsecsites.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ipsecsites.kube.RealKubernetes;
import dev.ipsecsites.lab.kube.KubeApi;
import dev.ipsecsites.lab.kube.KubeApi.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions in a real API server: what it fills in, keeps, prints and explains. */
@RealKubernetes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomResourcesIT {

    private static final Path EXAMPLES = Path.of("examples");

    private final KubeApi kube;
    private final TestNamespace namespace;

    CustomResourcesIT(KubeApi kube, TestNamespace namespace) {
        this.kube = kube;
        this.namespace = namespace;
        kube.installCrds(CrdFiles.DIRECTORY);
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleAppliesAsItStands(Path example, @TempDir Path directory) throws Exception {
        var here = Files.writeString(
                directory.resolve("example.yaml"),
                Files.readString(example).replace("namespace: network", "namespace: " + namespace.name()));

        var applied = kube.kubectl("apply", "--validate=strict", "-f", here.toString());

        assertThat(applied.errors()).as("warnings").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleMeansOfflineWhatItMeansInTheCluster(Path example) throws IOException {
        for (HasMetadata written : resources(Files.newInputStream(example))) {
            if (written instanceof GenericKubernetesResource resource) {
                resource.getMetadata().setNamespace(namespace.name());
                var filledIn = kube.admin().resource(resource).dryRun().serverSideApply();
                Class<?> spec = specOf(resource.getKind());

                assertThat(spec(filledIn, spec)).as(resource.getKind()).isEqualTo(spec(resource, spec));
            }
        }
    }

    @Test
    void everyFieldIsInTheSchemaAndInTheTypes() throws IOException {
        for (HasMetadata resource : resources(everything())) {
            resource.getMetadata().setNamespace(namespace.name());
            resource.getMetadata().setName("strict");
            ObjectNode written = Serialization.jsonMapper().valueToTree(resource);
            var created =
                    kube.admin().resource(resource).fieldValidation(strict()).create();
            created = kube.admin()
                    .resource(created)
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Serialization.jsonMapper()
                                    .createObjectNode()
                                    .set("status", written.get("status"))
                                    .toString());
            ObjectNode kept = Serialization.jsonMapper().valueToTree(created);

            assertThat(kept.get("spec")).isEqualTo(written.get("spec"));
            assertThat(kept.get("status")).isEqualTo(written.get("status"));
            Class<?> spec = specOf(resource.getKind());
            assertThat(Serialization.jsonMapper()
                            .<ObjectNode>valueToTree(Serialization.jsonMapper().treeToValue(kept.get("spec"), spec)))
                    .isEqualTo(written.get("spec"));
        }
    }

    private static io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation strict() {
        return io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation.STRICT;
    }

    @Test
    void theTableOfSitesIsWhatANetworkEngineerWants() throws Exception {
        applyWithStatus("CatoSite", "table");

        var narrow = lines(
                kube.kubectl("get", "csite", "table", "-n", namespace.name()).output());
        var wide = lines(kube.kubectl("get", "catosites", "table", "-o", "wide", "-n", namespace.name())
                .output());

        assertThat(narrow.getFirst())
                .containsExactly("NAME", "SITE-ID", "PRIMARY", "SECONDARY", "READY", "REASON", "AGE");
        assertThat(narrow.getLast()).startsWith("table", "100123", "Tokyo Up", "London Up", "True", "BothEndsUp");
        assertThat(wide.getFirst()).endsWith("AGE", "ROUTER", "ADDRESSES", "ALGORITHMS");
        assertThat(wide.getLast())
                .endsWith("osaka-rtx", "203.0.113.10, 203.0.113.20", "AES-CBC-256/SHA2-256/MODP-2048");
    }

    @ParameterizedTest
    @CsvSource({
        "CatoAccount, cacct, NAME ACCOUNT POPS QUOTA ALLOCATED READY REASON AGE",
        "Router, rt, NAME MODEL ADDRESS READY REASON AGE",
        "RouterTunnel, rtun, NAME ROUTER TUNNEL REMOTE STATE READY REASON AGE"
    })
    void eachKindHasAShortNameAndItsColumns(String kind, String shortName, String columns) throws Exception {
        applyWithStatus(kind, "columns");

        var table = lines(kube.kubectl("get", shortName, "columns", "-n", namespace.name())
                .output());

        assertThat(String.join(" ", table.getFirst())).isEqualTo(columns);
        assertThat(table.getLast()).contains("True").doesNotContain("<none>");
    }

    @Test
    void oneWordListsAllFourKinds() throws Exception {
        for (String kind : List.of("CatoAccount", "CatoSite", "Router", "RouterTunnel")) {
            applyWithStatus(kind, "category");
        }

        assertThat(kube.kubectl("get", Api.CATEGORY, "-n", namespace.name()).output())
                .contains("catoaccount.", "catosite.", "router.", "routertunnel.");
    }

    @ParameterizedTest
    @CsvSource({
        "catosite.spec.proposal.ike.dhGroup, 14 (2048)",
        "catosite.spec.lifetimes.ikeSA, Default 19800s",
        "catosite.spec.deletionPolicy, Default: Orphan for what was adopted",
        "router.spec.hostKey.fingerprint, ssh-keygen -lf",
        "router.spec.numbers.tunnels, Tunnel numbers that the operator may use",
        "routertunnel.spec.routes.preference, 1 is used first",
        "catoaccount.spec.endpoint, --cma-hosts",
        "catosite.status.manualRouter.tunnels.preSharedKeySecretRef, never shown here"
    })
    void kubectlExplainHelps(String field, String text) throws Exception {
        assertThat(kube.kubectl("explain", field).output().replaceAll("\\s+", " "))
                .contains(text);
    }

    @Test
    void twoWritersOfConditionsKeepEachOthers() throws IOException {
        var site = applyWithStatus("CatoSite", "conditions");

        applyCondition(site, "first", "Redundant");
        applyCondition(site, "second", "Stalled");
        applyCondition(site, "first", "Redundant");

        var status = Serialization.jsonMapper()
                .convertValue(
                        Objects.requireNonNull(kube.admin().resource(site).get())
                                .getAdditionalProperties()
                                .get("status"),
                        CatoSiteStatus.class);
        assertThat(status.conditions()).extracting(Condition::type).contains("Ready", "Redundant", "Stalled");
    }

    @Test
    void writingStatusLeavesTheGenerationAlone() throws IOException {
        var site = applyWithStatus("CatoSite", "generation");

        assertThat(Objects.requireNonNull(kube.admin().resource(site).get())
                        .getMetadata()
                        .getGeneration())
                .isEqualTo(1L);
    }

    private void applyCondition(GenericKubernetesResource site, String manager, String type) {
        var intent = new GenericKubernetesResource();
        intent.setApiVersion(site.getApiVersion());
        intent.setKind(site.getKind());
        intent.setMetadata(new ObjectMetaBuilder()
                .withName(site.getMetadata().getName())
                .withNamespace(namespace.name())
                .build());
        intent.setAdditionalProperty(
                "status",
                CatoSiteStatus.EMPTY.toBuilder()
                        .conditions(List.of(new Condition(
                                type, ConditionStatus.TRUE, 1L, "2026-01-01T00:00:00Z", "Because", "A message.")))
                        .build());
        kube.admin()
                .resource(intent)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(true)
                        .build());
    }

    /** Creates the object of {@code everything.yaml} under that name, with its status. */
    private GenericKubernetesResource applyWithStatus(String kind, String name) throws IOException {
        for (HasMetadata resource : resources(everything())) {
            if (resource instanceof GenericKubernetesResource generic
                    && resource.getKind().equals(kind)) {
                generic.getMetadata().setNamespace(namespace.name());
                generic.getMetadata().setName(name);
                var status = Serialization.jsonMapper().createObjectNode();
                status.set(
                        "status",
                        Serialization.jsonMapper()
                                .valueToTree(generic.getAdditionalProperties().get("status")));
                kube.admin().resource(generic).create();
                return kube.admin()
                        .resource(generic)
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), status.toString());
            }
        }
        throw new AssertionError("no " + kind + " in everything.yaml");
    }

    /** Cells are separated by at least two blanks. */
    private static List<List<String>> lines(String table) {
        return table.lines().map(line -> List.of(line.strip().split(" {2,}"))).toList();
    }

    private static Object spec(GenericKubernetesResource resource, Class<?> type) {
        return Serialization.jsonMapper()
                .convertValue(resource.getAdditionalProperties().get("spec"), type);
    }

    private static Class<?> specOf(String kind) {
        return switch (kind) {
            case "CatoAccount" -> CatoAccountSpec.class;
            case "CatoSite" -> CatoSiteSpec.class;
            case "Router" -> RouterSpec.class;
            default -> RouterTunnelSpec.class;
        };
    }

    private static InputStream everything() {
        return Objects.requireNonNull(CustomResourcesIT.class.getResourceAsStream("everything.yaml"));
    }

    /** Our kinds as generic resources, the others typed. */
    private static List<HasMetadata> resources(InputStream yaml) throws IOException {
        try (yaml) {
            Object read = Serialization.unmarshal(yaml);
            List<?> all = read instanceof List<?> list ? list : List.of(read);
            return all.stream()
                    .map(o -> (HasMetadata) o)
                    .map(o -> o.getApiVersion().startsWith(Api.GROUP)
                            ? Serialization.jsonMapper().convertValue(o, GenericKubernetesResource.class)
                            : o)
                    .map(HasMetadata.class::cast)
                    .toList();
        }
    }
}
