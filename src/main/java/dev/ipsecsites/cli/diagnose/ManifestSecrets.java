package dev.ipsecsites.cli.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cli.manifest.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What stands in Secrets among the manifests must not come out anywhere. */
final class ManifestSecrets {
    private ManifestSecrets() {}

    static void learn(Manifests manifests, Scrubber secrets) {
        for (Manifests.Document document : manifests.documents()) {
            if (document.kind().equals("Secret")) {
                document.content().path("stringData").forEach(value -> secrets.learn(value.asText()));
                document.content().path("data").forEach(value -> encoded(value, secrets));
            }
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
