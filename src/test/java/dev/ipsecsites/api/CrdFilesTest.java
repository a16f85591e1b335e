package dev.ipsecsites.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrdFilesTest {

    private static final String REGENERATE = "mvn test -Dtest=CrdFilesTest -Dcrds.write";

    private static final String NOT_YET = "not in this version";

    private static final Map<String, String> GENERATED = CrdFiles.generate();

    /** Every field: kind and path → its schema. */
    private static final Map<String, ObjectNode> FIELDS = fields();

    @BeforeAll
    static void rewriteOnDemand() throws IOException {
        if (System.getProperty("crds.write") != null) {
            CrdFiles.write(CrdFiles.DIRECTORY);
        }
    }

    @Test
    void theCommittedDefinitionsAreThoseOfTheTypes() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(CrdFiles.DIRECTORY)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .as("files in crds/; regenerate with: %s", REGENERATE)
                    .containsExactlyInAnyOrderElementsOf(GENERATED.keySet());
        }
        for (var file : GENERATED.entrySet()) {
            assertThat(Files.readString(CrdFiles.DIRECTORY.resolve(file.getKey())))
                    .as(
                            "crds/%s against the types in dev.ipsecsites.api; regenerate with: %s",
                            file.getKey(), REGENERATE)
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void everyFieldExplainsItself() {
        assertThat(FIELDS).hasSizeGreaterThan(200);
        assertThat(FIELDS.keySet())
                .as("fields without a description that helps in kubectl explain")
                .noneMatch(path -> schema(path).path("description").asText().length() < 12);
    }

    @Test
    void everyTextAndEveryListHasALimit() {
        assertThat(FIELDS.keySet())
                .as("lists without maxItems, texts without maxLength")
                .noneMatch(path ->
                        unlimited(schema(path)) || unlimited(schema(path).path("items")));
    }

    @Test
    void everyRuleSaysWhatIsWrong() {
        List<String> messages = new ArrayList<>();
        FIELDS.values()
                .forEach(schema -> schema.path("x-kubernetes-validations")
                        .forEach(rule -> messages.add(rule.path("message").asText())));

        assertThat(messages)
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        message -> assertThat(message).hasSizeGreaterThan(20).hasSizeLessThan(300));
    }

    /** Those that are answered with NotSupportedYet, some only for one of their values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CatoAccount.spec.managementPolicy",
                "CatoSite.spec.bgp",
                "CatoSite.spec.ikeVersion",
                "CatoSite.spec.managementPolicy",
                "CatoSite.spec.primary.destination",
                "CatoSite.spec.primary.tunnels",
                "CatoSite.spec.siteId",
                "CatoSite.status.plan.hash",
                "Router.spec.managementPolicy",
                "RouterTunnel.spec.adopt",
                "RouterTunnel.spec.managementPolicy"
            })
    void whatThisVersionDoesNotDoIsExplainedAsSuch(String path) {
        assertThat(schema(path).path("description").asText()).contains(NOT_YET);
    }

    @Test
    void noRuleSendsToWhatThisVersionDoesNotDo() {
        FIELDS.values()
                .forEach(schema -> schema.path("x-kubernetes-validations").forEach(rule -> {
                    String message = rule.path("message").asText();
                    if (message.matches(".*\\b(siteId|adopt|bgp|destination: FQDN|Plan)\\b.*")) {
                        assertThat(message).contains(NOT_YET);
                    }
                }));
    }

    @Test
    void valuesOfNewerVersionsAreNotOffered() {
        assertThat(FIELDS.keySet())
                .noneMatch(path -> schema(path).path("enum").toString().contains("Unrecognized"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CatoSite.spec.deletionPolicy",
                "RouterTunnel.spec.deletionPolicy",
                "CatoSite.spec.siteName",
                "CatoSite.spec.publicAddress",
                "CatoSite.spec.bandwidth",
                "CatoSite.spec.proposal",
                "CatoSite.spec.initMessage.dhGroup",
                "CatoSite.spec.authMessage.dhGroup",
                "CatoAccount.spec.allocatedIPs.maximum",
                "RouterTunnel.spec.tunnelNumber",
                "RouterTunnel.spec.ike.dhGroup"
            })
    void whatIsDerivedHasNoDefaultInTheSchema(String path) {
        assertThat(schema(path).has("default")).isFalse();
    }

    /** Argo CD compares by field, and a list as a whole: what the server adds to an item would be a difference for ever. */
    @Test
    void nothingInsideAListOfASpecHasADefault() {
        List<String> found = new ArrayList<>();
        GENERATED.keySet().forEach(file -> {
            JsonNode crd = crd(file);
            defaultsInLists(
                    crd.at("/spec/names/kind").asText(),
                    crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"),
                    false,
                    found);
        });
        assertThat(found).isEmpty();
    }

    private static void defaultsInLists(String path, JsonNode schema, boolean inList, List<String> found) {
        if (inList && schema.has("default")) {
            found.add(path);
        }
        if (schema.has("items")) {
            defaultsInLists(path + "[]", schema.path("items"), true, found);
        }
        schema.path("properties")
                .properties()
                .forEach(p -> defaultsInLists(path + "." + p.getKey(), p.getValue(), inList, found));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    catosites     | Site-ID, Primary, Secondary, Ready, Reason, Age, Router*, Addresses*, Algorithms*
                    catoaccounts  | Account, Pops, Quota, Allocated, Ready, Reason, Age, Endpoint*
                    routers       | Model, Address, Ready, Reason, Age, Firmware*, Last-Change*, Host-Key*
                    routertunnels | Router, Tunnel, Remote, State, Ready, Reason, Age, Link*, Algorithms*
                    """)
    void columnsStandInTheOrderThatOneReads(String plural, String columns) {
        List<String> names = new ArrayList<>();
        crd(plural + ".yaml")
                .at("/spec/versions/0/additionalPrinterColumns")
                .forEach(column -> names.add(
                        column.path("name").asText() + (column.path("priority").asInt() > 0 ? "*" : "")));

        assertThat(String.join(", ", names)).isEqualTo(columns);
    }

    private static boolean unlimited(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "array" -> !schema.has("maxItems");
            case "string" -> !schema.has("maxLength") && !schema.has("enum");
            default -> false;
        };
    }

    private static ObjectNode schema(String path) {
        return Objects.requireNonNull(FIELDS.get(path), path);
    }

    private static ObjectNode crd(String file) {
        return Serialization.unmarshal(Objects.requireNonNull(GENERATED.get(file)), ObjectNode.class);
    }

    private static Map<String, ObjectNode> fields() {
        Map<String, ObjectNode> fields = new TreeMap<>();
        GENERATED.keySet().forEach(file -> {
            ObjectNode crd = crd(file);
            collect(
                    crd.at("/spec/names/kind").asText(),
                    (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema"),
                    fields);
        });
        return fields;
    }

    private static void collect(String path, ObjectNode schema, Map<String, ObjectNode> fields) {
        fields.put(path, schema);
        ObjectNode inner = schema.get("items") instanceof ObjectNode items ? items : schema;
        inner.path("properties")
                .properties()
                .forEach(property -> collect(path + "." + property.getKey(), (ObjectNode) property.getValue(), fields));
    }
}
