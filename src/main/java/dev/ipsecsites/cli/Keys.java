package dev.ipsecsites.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.SecretKeyRef;
import dev.ipsecsites.cli.manifest.ManifestError;
import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.cli.manifest.Manifests.Document;
import dev.ipsecsites.ipsec.PreSharedKeys;
import dev.ipsecsites.ipsec.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Secrets that are among the manifests, under the rules that they have in a cluster (DESIGN §9.6). */
final class Keys {
    private final List<Document> secrets;
    private final List<ManifestError> errors;

    /** @param errors where to say what is wrong with one */
    Keys(Manifests manifests, List<ManifestError> errors) {
        this.secrets = manifests.documents().stream()
                .filter(document -> document.kind().equals("Secret"))
                .toList();
        this.errors = errors;
    }

    /** The key; empty when its Secret isn't among the manifests, or is wrong, which is then said. */
    Optional<Secret> preSharedKey(String namespace, SecretKeyRef ref) {
        Optional<Document> found = find(namespace, ref.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> value = value(found.get(), ref.key(), true);
        Optional<String> problem = value.flatMap(PreSharedKeys::problem);
        problem.ifPresent(p -> say(found.get(), "stringData." + ref.key(), "the pre-shared key " + p));
        return problem.isPresent() ? Optional.empty() : value;
    }

    /** Says what an operator would, of a Secret that has to hold these keys. */
    void require(String namespace, String name, List<String> keys) {
        find(namespace, name).ifPresent(found -> keys.forEach(key -> value(found, key, true)));
    }

    /** A router's login: a name, and a password or a private key. */
    void requireLogin(String namespace, String name) {
        find(namespace, name).ifPresent(found -> {
            value(found, "username", true);
            if (value(found, "password", false).isEmpty()
                    && value(found, "privateKey", false).isEmpty()) {
                say(found, "stringData", "has neither password nor privateKey");
            }
        });
    }

    private Optional<Document> find(String namespace, String name) {
        Optional<Document> found = secrets.stream()
                .filter(s -> s.namespace().equals(namespace) && s.name().equals(name))
                .findFirst();
        found.filter(document -> !document.content()
                        .at("/metadata/labels")
                        .path(Api.CREDENTIALS)
                        .asText()
                        .equals("true"))
                .ifPresent(document -> say(
                        document,
                        "metadata.labels",
                        "is not released for the operator; give it the label " + Api.CREDENTIALS + ": \"true\""));
        return found;
    }

    private Optional<Secret> value(Document secret, String key, boolean required) {
        JsonNode plain = secret.content().path("stringData").path(key);
        JsonNode encoded = secret.content().path("data").path(key);
        Optional<String> text = Optional.empty();
        if (plain.isValueNode() && !plain.isNull()) {
            text = Optional.of(plain.asText());
        } else if (encoded.isTextual()) {
            try {
                text = Optional.of(
                        new String(Base64.getMimeDecoder().decode(encoded.asText()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                say(secret, "data." + key, "is not base64");
                return Optional.empty();
            }
        }
        text = text.filter(value -> !value.isEmpty());
        if (text.isEmpty() && required) {
            say(secret, "stringData." + key, "is missing or empty; it has " + names(secret));
        }
        return text.map(Secret::of);
    }

    private static String names(Document secret) {
        var names = new TreeSet<String>();
        secret.content().path("stringData").fieldNames().forEachRemaining(names::add);
        secret.content().path("data").fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "no keys" : "the keys " + String.join(", ", names);
    }

    private void say(Document secret, String field, String message) {
        ManifestError error = secret.error(field, message);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }
}
