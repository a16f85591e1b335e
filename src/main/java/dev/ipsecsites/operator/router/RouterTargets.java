package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterSpec;
import dev.ipsecsites.api.SshAlgorithms;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.CredentialsException.Reason;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.HostKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a router is and how to get in, from its Router and Secret. */
final class RouterTargets {
    private final Credentials credentials;
    private final InUse inUse;

    RouterTargets(Credentials credentials, InUse inUse) {
        this.credentials = credentials;
        this.inUse = inUse;
    }

    RouterTarget of(Router router, RouterRecord record) throws CredentialsException {
        RouterSpec spec = router.getSpec();
        Credentials.Opened secret = credentials.open(
                router.getMetadata().getNamespace(), spec.credentialsSecretRef().name(), spec.address());
        inUse.hold(secret.resource());
        Optional<Secret> password = secret.optional("password");
        Optional<Secret> privateKey = secret.optional("privateKey");
        if (password.isEmpty() && privateKey.isEmpty()) {
            throw new CredentialsException(
                    Reason.SecretIncomplete,
                    "The Secret " + router.getMetadata().getNamespace() + "/"
                            + spec.credentialsSecretRef().name()
                            + " has neither 'password' nor 'privateKey'; write one of them, or both");
        }
        return new RouterTarget(
                spec.address(),
                spec.port(),
                new RouterTarget.Credentials(
                        secret.value("username").reveal(),
                        password.orElse(null),
                        privateKey.orElse(null),
                        secret.optional("passphrase").orElse(null),
                        secret.optional("administratorPassword").orElse(null)),
                hostKey(spec, router.statusOrEmpty().hostKeyFingerprint()),
                spec.sshAlgorithms() == SshAlgorithms.LEGACY,
                record.console());
    }

    private static HostKey hostKey(RouterSpec spec, @Nullable String pinned) {
        String fingerprint =
                spec.hostKey().fingerprint() != null ? spec.hostKey().fingerprint() : pinned;
        return fingerprint == null ? new HostKey.TrustOnFirstUse() : new HostKey.Pinned(fingerprint);
    }
}
