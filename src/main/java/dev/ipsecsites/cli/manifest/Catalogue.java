package dev.ipsecsites.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.cli.manifest.Manifests.Document;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of our kinds, each with the document that it came from. What stands first counts as older. */
public final class Catalogue {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "CatoAccount", CatoAccount.class,
            "CatoSite", CatoSite.class,
            "Router", Router.class,
            "RouterTunnel", RouterTunnel.class);

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(HasMetadata object, Document document) {}

    /** Objects that satisfy their schema. */
    public static Catalogue of(Manifests manifests, List<ManifestError> errors) {
        var catalogue = new Catalogue();
        Schemas schemas = Schemas.ofThisProgram();
        for (Document document : manifests.documents()) {
            if (document.ours()) {
                List<ManifestError> wrong = new ArrayList<>(schemas.check(document));
                if (wrong.isEmpty()) {
                    catalogue.add(document, errors);
                }
                errors.addAll(wrong);
            }
        }
        return catalogue;
    }

    private void add(Document document, List<ManifestError> errors) {
        Class<? extends HasMetadata> type = KINDS.get(document.kind());
        if (type == null) {
            return;
        }
        try {
            JsonNode content = document.content();
            HasMetadata object = SERIALIZATION.convertValue(content, type);
            object.getMetadata().setNamespace(document.namespace());
            object.getMetadata().setUid("%08d".formatted(document.index()));
            object.getMetadata().setCreationTimestamp("%08d".formatted(document.index()));
            entries.add(new Entry(object, document));
        } catch (IllegalArgumentException e) {
            errors.add(document.error("", "can't be read: " + e.getMessage()));
        }
    }

    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return stream(type).toList();
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
        return stream(type)
                .filter(o -> o.getMetadata().getNamespace().equals(namespace)
                        && o.getMetadata().getName().equals(name))
                .findFirst();
    }

    private <T extends HasMetadata> Stream<T> stream(Class<T> type) {
        return entries.stream().map(Entry::object).filter(type::isInstance).map(type::cast);
    }

    /** About an object; the file is unknown for one that no file holds. */
    public ManifestError error(HasMetadata object, String field, String message) {
        return entries.stream()
                .filter(entry -> Objects.equals(
                        entry.object().getMetadata().getUid(),
                        object.getMetadata().getUid()))
                .findFirst()
                .map(entry -> entry.document().error(field, message))
                .orElseGet(() -> new ManifestError(
                        "-", object.getKind() + " " + object.getMetadata().getName(), field, message));
    }
}
