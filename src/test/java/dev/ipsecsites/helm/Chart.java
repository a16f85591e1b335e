package dev.ipsecsites.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** The chart as Helm renders it. */
final class Chart {

    static final Path PATH = Path.of("helm", "ipsec-sites");
    static final String RELEASE = "sites";
    static final String NAMESPACE = "sites-system";

    /** Helm alone takes 1.20 for granted, which the chart refuses. */
    private static final String KUBERNETES = "1.35.0";

    private static final ObjectMapper YAML = new YAMLMapper();

    private Chart() {}

    static Helm helm() {
        return new Helm(PATH);
    }

    /** All objects that the chart makes of these values. */
    static List<JsonNode> render(Map<String, Object> values) {
        var template =
                helm().template().withName(RELEASE).withNamespace(NAMESPACE).withKubeVersion(KUBERNETES);
        values.forEach(template::set);
        List<JsonNode> objects = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(template.call())) {
            documents.forEachRemaining(document -> {
                if (document.isObject()) {
                    objects.add(document);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }

    /** The one object of that kind. */
    static JsonNode one(List<JsonNode> objects, String kind) {
        var found = ofKind(objects, kind);
        Assertions.assertEquals(1, found.size(), () -> "objects of kind " + kind);
        return found.getFirst();
    }

    static List<JsonNode> ofKind(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }
}
