package dev.ipsecsites.cli.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cli.manifest.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in Secrets among the manifests must not come out anywhere, nor a key that somebody wrote where the Secret's name belongs. */
final class ManifestSecrets {
    private static final Pattern HOLDS_ONE =
            Pattern.compile("(?i).*(?:psk|shared_?key|passw(?:or)?d|passphrase|api_?key|token)");
    private static final Pattern REFERENCE = Pattern.compile("(?i).*secretRef");
    /** What Kubernetes takes for names and keys of Secrets. */
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z0-9]*");

    /** Of a router's Secret, and of the {@code kubernetes.io/basic-auth} type. */
    private static final String USER_NAME = "username";

    private ManifestSecrets() {}

    static void learn(Manifests manifests, Scrubber secrets) {
        for (Manifests.Document document : manifests.documents()) {
            if (document.kind().equals("Secret")) {
                hidden(document.content().path("stringData")).forEach(value -> secrets.learn(value.asText()));
                hidden(document.content().path("data")).forEach(value -> encoded(value, secrets));
            }
            if (document.ours()) {
                misplaced(document.content(), secrets);
            }
        }
    }

    /** A name isn't hidden anywhere: it is a word of many sentences, and stands in each line of a log about who logged in. */
    private static Stream<JsonNode> hidden(JsonNode entries) {
        return entries.properties().stream()
                .filter(entry -> !entry.getKey().equals(USER_NAME))
                .map(Map.Entry::getValue);
    }

    private static void misplaced(JsonNode node, Scrubber secrets) {
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (HOLDS_ONE.matcher(field.getKey()).matches()) {
                secrets.learn(value.asText());
            }
            if (REFERENCE.matcher(field.getKey()).matches()) {
                value.forEach(part -> noName(part.asText(), secrets));
                noName(value.asText(), secrets);
            }
        });
        node.forEach(child -> misplaced(child, secrets));
    }

    private static void noName(String text, Scrubber secrets) {
        if (!NAME.matcher(text).matches()) {
            secrets.learn(text);
        }
    }

    private static void encoded(JsonNode value, Scrubber secrets) {
        secrets.learn(value.asText());
        try {
            secrets.learn(new String(Base64.getMimeDecoder().decode(value.asText()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not base64: then it is no secret but a mistake, and learnt as it stands.
            return;
        }
    }
}
