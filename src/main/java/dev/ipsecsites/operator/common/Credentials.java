package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.CredentialsException.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads Secrets (DESIGN §9.6): same namespace as who names them, labelled for this operator, and sent only where their annotation
 * allows.
 */
public final class Credentials {
    private final SecretCache cache;
    private final KubernetesClient client;

    public Credentials(SecretCache cache, KubernetesClient client) {
        this.cache = cache;
        this.client = client;
    }

    /**
     * Opens a Secret.
     *
     * @param namespace of the resource that names the Secret
     * @param host where its values are to be sent
     * @throws CredentialsException if it isn't there, isn't labelled or must not go to {@code host}
     */
    public Opened open(String namespace, String name, String host) throws CredentialsException {
        io.fabric8.kubernetes.api.model.Secret secret = find(namespace, name)
                .orElseThrow(() -> new CredentialsException(
                        Reason.SecretMissing,
                        "There is no Secret " + namespace + "/" + name + "; create it, with the label "
                                + Api.CREDENTIALS + ": \"true\""));
        if (!labelled(secret)) {
            cache.outside(secret);
            throw new CredentialsException(
                    Reason.SecretNotLabelled,
                    "The Secret " + namespace + "/" + name + " is not released for this operator; give it the label "
                            + Api.CREDENTIALS + ": \"true\"");
        }
        String onlyFor = Annotations.get(secret, Api.ONLY_FOR).orElse("").trim();
        if (!onlyFor.isEmpty() && !allows(onlyFor, host)) {
            throw new CredentialsException(
                    Reason.SecretRestricted,
                    "The Secret " + namespace + "/" + name + " may be sent to " + onlyFor + " only (annotation "
                            + Api.ONLY_FOR + "), not to " + host + "; use another Secret or change the annotation");
        }
        return new Opened(namespace + "/" + name, secret);
    }

    /**
     * From the cache; a Secret that isn't in it is asked for, since it may be a moment old, or be there without the label, which
     * is another mistake than being absent.
     */
    private Optional<io.fabric8.kubernetes.api.model.Secret> find(String namespace, String name) {
        return cache.get(namespace, name)
                .or(() -> Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get()));
    }

    private static boolean labelled(io.fabric8.kubernetes.api.model.Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        return labels != null && "true".equals(labels.get(Api.CREDENTIALS));
    }

    /** One host, or several with commas: a pre-shared key goes to both ends. */
    private static boolean allows(String onlyFor, String host) {
        return Arrays.stream(onlyFor.split(",", -1))
                .anyMatch(h -> h.trim().toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT)));
    }

    /** A Secret that may be used. */
    public static final class Opened {
        private final String name;
        private final io.fabric8.kubernetes.api.model.Secret secret;

        private Opened(String name, io.fabric8.kubernetes.api.model.Secret secret) {
            this.name = name;
            this.secret = secret;
        }

        public io.fabric8.kubernetes.api.model.Secret resource() {
            return secret;
        }

        /**
         * The value of a key, as it stands: a line break at its end belongs to it.
         *
         * @throws CredentialsException if the key is absent, empty or not UTF-8
         */
        public Secret value(String key) throws CredentialsException {
            Optional<Secret> value = optional(key);
            if (value.isEmpty()) {
                var keys = new TreeSet<>(
                        secret.getData() == null
                                ? Map.<String, String>of().keySet()
                                : secret.getData().keySet());
                throw incomplete("has no value under the key '" + key + "'; it has "
                        + (keys.isEmpty() ? "no keys" : "the keys " + String.join(", ", keys)));
            }
            return value.get();
        }

        /** The value of a key; empty when it is absent or empty. */
        public Optional<Secret> optional(String key) throws CredentialsException {
            String encoded = secret.getData() == null ? null : secret.getData().get(key);
            if (encoded == null || encoded.isEmpty()) {
                return Optional.empty();
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(encoded);
                return Optional.of(Secret.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString()));
            } catch (IllegalArgumentException | CharacterCodingException e) {
                throw incomplete("has a value under the key '" + key + "' that is no UTF-8 text");
            }
        }

        private CredentialsException incomplete(String what) {
            return new CredentialsException(Reason.SecretIncomplete, "The Secret " + name + " " + what);
        }
    }
}
