package dev.ipsecsites.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that claim to have every field do, field by field of the definitions. */
class ExamplesTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** As a description begins of what is answered with NotSupportedYet, whatever its value. */
    private static final String NOT_YET = "(not in this version)";

    @ParameterizedTest
    @CsvSource({
        "catoaccounts, CatoAccount, full",
        "routers, Router, full",
        "catosites, CatoSite, full",
        "routertunnels, RouterTunnel, router-tunnel"
    })
    void everyFieldThatHasBehaviourIsWrittenOrStandsInAComment(String plural, String kind, String example)
            throws IOException {
        String text = Files.readString(Path.of("examples", example + ".yaml"));
        Set<String> fields = new TreeSet<>();
        ofSchema(
                YAML.readTree(CrdFiles.DIRECTORY.resolve(plural + ".yaml").toFile())
                        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"),
                "spec",
                fields);
        Set<String> written = new TreeSet<>();
        try (MappingIterator<JsonNode> manifests =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (manifests.hasNext()) {
                JsonNode manifest = manifests.next();
                if (manifest.path("kind").asText().equals(kind)) {
                    ofValue(manifest.path("spec"), "spec", written);
                }
            }
        }

        assertThat(fields).hasSizeGreaterThan(8).containsAll(written);
        assertThat(fields)
                .as("fields of a %s that examples/%s.yaml hasn't got", kind, example)
                .allMatch(field -> written.contains(field) || commented(field, text));
    }

    private static void ofSchema(JsonNode schema, String path, Set<String> fields) {
        JsonNode inner = schema.has("items") ? schema.get("items") : schema;
        inner.path("properties").properties().forEach(property -> {
            if (!property.getValue().path("description").asText().startsWith(NOT_YET)) {
                fields.add(path(path, property.getKey()));
                ofSchema(property.getValue(), path(path, property.getKey()), fields);
            }
        });
    }

    private static void ofValue(JsonNode value, String path, Set<String> fields) {
        if (value.isArray()) {
            value.forEach(entry -> ofValue(entry, path, fields));
        }
        value.properties().forEach(property -> {
            fields.add(path(path, property.getKey()));
            ofValue(property.getValue(), path(path, property.getKey()), fields);
        });
    }

    /** Both roles of a site are of one type: a field of either is one of both. */
    private static String path(String parent, String name) {
        return parent + "." + (name.equals("secondary") ? "primary" : name);
    }

    private static boolean commented(String field, String text) {
        String name = field.substring(field.lastIndexOf('.') + 1);
        return Pattern.compile("(?m)^[^#\n]*#.*\\b" + name + ": ").matcher(text).find();
    }
}
