package dev.ipsecsites.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.api.Api;
import dev.ipsecsites.cli.manifest.Manifests.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schemas of our kinds, from the custom resource definitions that come with this program. */
final class Schemas {
    private static final List<String> PLURALS = List.of("catoaccounts", "catosites", "routers", "routertunnels");
    private static final List<String> TOP_LEVEL = List.of("apiVersion", "kind", "metadata", "spec", "status");

    private final Map<String, JsonNode> specs;

    private Schemas(Map<String, JsonNode> specs) {
        this.specs = specs;
    }

    /** Read when a manifest is first looked at: most commands never do. */
    private static final class Known {
        static final Schemas ALL = load();
    }

    static Schemas ofThisProgram() {
        return Known.ALL;
    }

    private static Schemas load() {
        Map<String, JsonNode> specs = new HashMap<>();
        for (String plural : PLURALS) {
            try (InputStream file = Schemas.class.getResourceAsStream("/crds/" + plural + ".yaml")) {
                if (file == null) {
                    throw new IllegalStateException("this program lacks the definition of " + plural);
                }
                JsonNode definition =
                        new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
                specs.put(
                        definition.at("/spec/names/kind").asText(),
                        definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Schemas(specs);
    }

    /** What is wrong with an object of ours, as far as its schema tells. */
    List<ManifestError> check(Document document) {
        List<ManifestError> errors = new ArrayList<>();
        JsonNode content = document.content();
        JsonNode schema = specs.get(document.kind());
        if (!content.path("apiVersion").asText().equals(Api.GROUP + "/" + Api.VERSION)) {
            errors.add(document.error("apiVersion", "must be " + Api.GROUP + "/" + Api.VERSION));
        } else if (schema == null) {
            errors.add(document.error("kind", "is none of " + String.join(", ", specs.keySet())));
        } else {
            content.fieldNames().forEachRemaining(name -> {
                if (!TOP_LEVEL.contains(name)) {
                    errors.add(document.error(name, "is not a field here; there are " + String.join(", ", TOP_LEVEL)));
                }
            });
            if (!content.path("spec").isObject()) {
                errors.add(document.error("spec", "is missing"));
            } else {
                new SchemaCheck((field, message) -> errors.add(document.error(field, message)))
                        .check(schema, content.path("spec"), "spec");
            }
        }
        return errors;
    }
}
