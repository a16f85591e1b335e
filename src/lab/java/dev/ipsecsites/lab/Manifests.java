package dev.ipsecsites.lab;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads YAML files of manifests, and what they say about Secrets. */
final class Manifests {
    private static final ObjectReader READER = new YAMLMapper().readerFor(GenericKubernetesResource.class);

    private Manifests() {}

    /** All documents of a file, in its order. */
    static List<Resource> read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** All documents of a text, in its order; empty ones are passed over. */
    static List<Resource> parse(String yaml) throws IOException {
        var resources = new ArrayList<Resource>();
        try (var documents = READER.<GenericKubernetesResource>readValues(yaml)) {
            while (documents.hasNextValue()) {
                var document = documents.nextValue();
                if (document != null && document.getKind() != null) {
                    resources.add(new Resource(document));
                }
            }
        }
        return resources;
    }

    /** What a Secret of these manifests holds under a key, whichever way it is written. */
    static Optional<String> secret(List<Resource> resources, String name, String key) {
        return Resource.find(resources, "Secret", name)
                .flatMap(secret -> secret.text("stringData", key)
                        .or(() -> secret.text("data", key).map(Manifests::decode)));
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
