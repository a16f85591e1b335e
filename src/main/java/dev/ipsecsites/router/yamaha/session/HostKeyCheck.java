package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterTarget.HostKey;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/** Compares the key that a router shows with the one that it should have; of one connection. */
final class HostKeyCheck {
    private final HostKey expected;
    private volatile @Nullable String seen;

    HostKeyCheck(HostKey expected) {
        this.expected = expected;
    }

    boolean accepts(PublicKey key) {
        String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        seen = fingerprint;
        return pinned().map(pin -> normal(pin).equals(normal(fingerprint))).orElse(true);
    }

    /** {@code SHA256:…} of the key that the router showed; null before it showed one. */
    @Nullable
    String seen() {
        return seen;
    }

    /** The key that was expected, when another one was shown. */
    Optional<String> contradicted() {
        String fingerprint = seen;
        return pinned().filter(pin -> fingerprint != null && !normal(pin).equals(normal(fingerprint)));
    }

    private Optional<String> pinned() {
        return expected instanceof HostKey.Pinned(String fingerprint) ? Optional.of(fingerprint) : Optional.empty();
    }

    /** OpenSSH prints no padding, other tools do. */
    private static String normal(String fingerprint) {
        return fingerprint.strip().replaceFirst("=+$", "");
    }
}
