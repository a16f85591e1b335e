package dev.ipsecsites.operator.common;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of what was sent and can't be read back, keyed with a key of the operator's own: a bare hash in status would let anybody
 * who reads it try passwords (DESIGN §9.6).
 */
public final class Keyring {
    /** What a stored hash says of a value. */
    public enum Match {
        SAME,
        DIFFERENT,
        /** No hash, or one made with a key that is lost: nobody may act on it. */
        UNKNOWN
    }

    private static final String SECRET = "ipsec-sites-keyring";
    private static final String ENTRY = "hmac";
    private static final int KEY_BYTES = 32;
    private static final int CONFLICT = 409;

    private final SecretKeySpec key;
    private final String id;

    private Keyring(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
        this.id = HexFormat.of().formatHex(mac("key id"), 0, 4);
    }

    /** A keyring that lives in memory only. */
    public static Keyring of(byte[] key) {
        return new Keyring(key.clone());
    }

    /**
     * Reads the key from its Secret in the operator's namespace; makes the Secret when there is none, never changes one that is
     * there.
     *
     * @throws IllegalStateException if the Secret holds no usable key
     */
    public static Keyring load(KubernetesClient client, String namespace, RandomGenerator random) {
        var there = client.secrets().inNamespace(namespace).withName(SECRET);
        return Optional.ofNullable(there.get())
                .or(() -> create(client, namespace, random))
                .or(() -> Optional.ofNullable(there.get()))
                .map(Keyring::read)
                .orElseThrow(() -> new IllegalStateException(
                        "The Secret " + namespace + "/" + SECRET + " can be neither read nor created"));
    }

    /** Empty when somebody else was first. */
    private static Optional<Secret> create(KubernetesClient client, String namespace, RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        try {
            return Optional.of(client.secrets()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(SECRET)
                            .withNamespace(namespace)
                            .endMetadata()
                            .withType("Opaque")
                            .withData(Map.of(ENTRY, Base64.getEncoder().encodeToString(bytes)))
                            .build())
                    .create());
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Keyring read(Secret secret) {
        String encoded = secret.getData() == null ? null : secret.getData().get(ENTRY);
        byte[] bytes = encoded == null ? new byte[0] : Base64.getDecoder().decode(encoded);
        if (bytes.length < KEY_BYTES) {
            throw new IllegalStateException("The Secret " + secret.getMetadata().getNamespace() + "/" + SECRET
                    + " holds no key of " + KEY_BYTES + " bytes under '" + ENTRY
                    + "'; delete it, and a new one is made: what was applied before is then unknown");
        }
        return new Keyring(bytes);
    }

    /** Hash of {@code text}, with the id of the key in front. */
    public String seal(String text) {
        return id + ":" + HexFormat.of().formatHex(mac(text));
    }

    /** Compares a hash from status with a value. */
    public Match compare(@Nullable String sealed, String text) {
        if (sealed == null || !sealed.startsWith(id + ":")) {
            return Match.UNKNOWN;
        }
        return MessageDigest.isEqual(
                        sealed.getBytes(StandardCharsets.UTF_8), seal(text).getBytes(StandardCharsets.UTF_8))
                ? Match.SAME
                : Match.DIFFERENT;
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
