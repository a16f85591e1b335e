package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Where a router is and how to get in.
 *
 * @param console console settings that were in force before this program changed them for the first time; null on the first visit
 */
public record RouterTarget(
        String host,
        int port,
        Credentials credentials,
        HostKey hostKey,
        boolean legacyAlgorithms,
        @Nullable ConsoleSettings console) {

    /**
     * @param password login password; null with a key alone
     * @param privateKey PEM or OpenSSH text; Ed25519, ECDSA or RSA
     * @param administratorPassword null where the user may elevate without one
     */
    public record Credentials(
            String username,
            @Nullable Secret password,
            @Nullable Secret privateKey,
            @Nullable Secret passphrase,
            @Nullable Secret administratorPassword) {}

    /** How the host key is checked. */
    public sealed interface HostKey {
        /** {@code SHA256:…} as OpenSSH prints it. */
        record Pinned(String fingerprint) implements HostKey {}

        /** First use: whatever is shown is taken; the caller pins {@link RouterSession#hostKeyFingerprint()} at once. */
        record TrustOnFirstUse() implements HostKey {}
    }

    /** Router-global console settings that a session must leave as it found them (yamaha-rtx.md §1.6); null = the line is absent. */
    public record ConsoleSettings(
            @Nullable String character,
            @Nullable String columns,
            @Nullable String lines) {}
}
