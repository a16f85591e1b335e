package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The custom resource definitions as YAML, from the types of the API. What the generator (7.5.2) has no annotation for or does
 * differently is done here to its output: order of the printer columns (it sorts them by JSON path, so that AGE comes first), list
 * map keys, formats, and the description of the kind itself.
 */
public final class CrdFiles {

    /** Where the committed files are; the name of a file is the plural of its kind. */
    public static final Path DIRECTORY = Path.of("crds");

    static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(CatoAccount.class, CatoSite.class, Router.class, RouterTunnel.class);

    /** Lists whose entries are told apart by one of their fields: the API server refuses two of the same, and SSA merges by it. */
    private static final Map<String, String> LIST_MAP_KEYS = Map.ofEntries(
            Map.entry("status.conditions", "type"),
            Map.entry("CatoAccount.status.allocatedIPs.addresses", "address"),
            Map.entry("CatoSite.spec.ranges", "name"),
            Map.entry("CatoSite.status.tunnels", "id"),
            Map.entry("CatoSite.status.tunnels.checks", "check"),
            Map.entry("CatoSite.status.manualRouter.tunnels", "id"),
            Map.entry("Router.spec.links", "name"),
            Map.entry("Router.status.links", "name"),
            Map.entry("RouterTunnel.spec.routes", "destination"));

    private CrdFiles() {}

    /** Generates all four: name of the file → content. */
    public static Map<String, String> generate() {
        Map<String, ByteArrayOutputStream> raw = new TreeMap<>();
        try (CRDGenerator.CRDOutput<OutputStream> output = new InMemory(raw)) {
            new CRDGenerator()
                    .withOutput(output)
                    .customResourceClasses(List.copyOf(KINDS))
                    .forCRDVersions("v1")
                    .detailedGenerate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> files = new TreeMap<>();
        raw.values().forEach(bytes -> {
            ObjectNode crd = Serialization.unmarshal(bytes.toString(StandardCharsets.UTF_8), ObjectNode.class);
            complete(crd);
            files.put(crd.at("/spec/names/plural").asText() + ".yaml", yaml(crd));
        });
        return files;
    }

    /** Writes the files that {@link #DIRECTORY} should hold. */
    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var file : generate().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    private static String yaml(ObjectNode crd) {
        try {
            return new YAMLMapper(YAMLFactory.builder()
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .build())
                    .writeValueAsString(crd);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void complete(ObjectNode crd) {
        String kind = crd.at("/spec/names/kind").asText();
        Class<?> type = KINDS.stream()
                .filter(c -> c.getSimpleName().equals(kind))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) crd.at("/spec/names")).put("listKind", kind + "List");
        ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
        order((ArrayNode) version.get("additionalPrinterColumns"), type);
        ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
        schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
        ((ObjectNode) schema.at("/properties/spec")).put("description", "What should be.");
        ((ObjectNode) schema.at("/properties/status")).put("description", "What is; written by the operator only.");
        schema.with("properties")
                .properties()
                .forEach(property -> complete(kind, property.getKey(), property.getValue()));
    }

    private static void order(ArrayNode columns, Class<?> type) {
        List<String> wanted = new ArrayList<>();
        for (var column : type.getAnnotationsByType(AdditionalPrinterColumn.class)) {
            wanted.add(column.name());
        }
        List<JsonNode> sorted = new ArrayList<>();
        columns.forEach(sorted::add);
        sorted.sort((a, b) -> Integer.compare(
                wanted.indexOf(a.get("name").asText()),
                wanted.indexOf(b.get("name").asText())));
        columns.removeAll().addAll(sorted);
    }

    private static void complete(String kind, String path, JsonNode node) {
        ObjectNode schema = (ObjectNode) node;
        if (schema.get("enum") instanceof ArrayNode values) {
            List<JsonNode> known = new ArrayList<>();
            values.forEach(known::add);
            known.removeIf(value -> value.asText().equals("Unrecognized"));
            values.removeAll().addAll(known);
        }
        if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
            // A record's component is a field and an accessor: the generator reads the rule from both.
            Set<JsonNode> distinct = new LinkedHashSet<>();
            rules.forEach(distinct::add);
            rules.removeAll().addAll(distinct);
        }
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                schema.put(bound, schema.get(bound).asLong());
            }
        }
        if (path.endsWith(".lastTransitionTime")) {
            schema.put("format", "date-time");
        }
        if (path.endsWith(".observedGeneration") || path.endsWith(".peerASN")) {
            schema.put("format", "int64");
        }
        String key = LIST_MAP_KEYS.getOrDefault(kind + "." + path, LIST_MAP_KEYS.get(path));
        if (key != null && schema.path("type").asText().equals("array")) {
            schema.put("x-kubernetes-list-type", "map");
            schema.putArray("x-kubernetes-list-map-keys").add(key);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> complete(kind, path + "." + property.getKey(), property.getValue()));
        if (schema.has("items")) {
            complete(kind, path, schema.get("items"));
        }
    }

    private static final class InMemory implements CRDGenerator.CRDOutput<OutputStream> {

        private final Map<String, ByteArrayOutputStream> files;

        private InMemory(Map<String, ByteArrayOutputStream> files) {
            this.files = files;
        }

        @Override
        public OutputStream outputFor(String crdName) {
            return files.computeIfAbsent(crdName, name -> new ByteArrayOutputStream());
        }

        @Override
        public void close() {}
    }
}
