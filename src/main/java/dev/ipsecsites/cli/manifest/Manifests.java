package dev.ipsecsites.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.api.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The documents of YAML files, read as {@code kubectl} reads them: YAML 1.1, where a bare {@code On} is true.
 *
 * @param errors what could not be read, or isn't a Kubernetes object
 */
public record Manifests(List<Document> documents, List<ManifestError> errors) {
    /**
     * One object.
     *
     * @param index order over all files
     * @param namespace {@code default} where none is written
     */
    public record Document(String file, int index, String kind, String namespace, String name, JsonNode content) {
        /** {@code CatoSite network/osaka}. */
        public String resource() {
            return kind + " " + namespace + "/" + name;
        }

        public boolean ours() {
            return content.path("apiVersion").asText().startsWith(Api.GROUP + "/");
        }

        public ManifestError error(String field, String message) {
            return new ManifestError(file, resource(), field, message);
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @param contents by the files' names */
    public static Manifests read(Map<String, String> contents) {
        var reader = new Manifests(new ArrayList<>(), new ArrayList<>());
        contents.forEach(reader::file);
        reader.findDuplicates();
        return reader;
    }

    private void file(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        int document = 0;
        try {
            for (Object content : new Yaml(new SafeConstructor(options)).loadAll(text)) {
                document++;
                if (content != null) {
                    object(file, "document " + document, MAPPER.valueToTree(content));
                }
            }
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            errors.add(new ManifestError(
                    file,
                    "document " + (document + 1),
                    mark == null ? "" : "line " + (mark.getLine() + 1),
                    "not YAML: " + e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            errors.add(new ManifestError(file, "document " + (document + 1), "", "not YAML: " + e.getMessage()));
        }
    }

    private void object(String file, String where, JsonNode content) {
        if (content.path("kind").asText().equals("List")
                && content.path("items").isArray()) {
            int item = 0;
            for (JsonNode each : content.path("items")) {
                object(file, where + " item " + ++item, each);
            }
            return;
        }
        String kind = content.path("kind").asText();
        String name = content.path("metadata").path("name").asText();
        if (!content.isObject() || kind.isEmpty()) {
            errors.add(new ManifestError(file, where, "kind", "is missing: not a Kubernetes object"));
        } else if (name.isEmpty()) {
            errors.add(new ManifestError(file, where + " (" + kind + ")", "metadata.name", "is missing"));
        } else {
            String namespace = content.path("metadata").path("namespace").asText("default");
            documents.add(new Document(file, documents.size(), kind, namespace, name, content));
        }
    }

    private void findDuplicates() {
        Map<String, Document> seen = new HashMap<>();
        for (Document document : documents) {
            Document other = seen.putIfAbsent(document.resource(), document);
            if (other != null && !other.content().equals(document.content())) {
                errors.add(document.error(
                        "metadata.name", "is there twice, with different content; the other is in " + other.file()));
            }
        }
    }
}
