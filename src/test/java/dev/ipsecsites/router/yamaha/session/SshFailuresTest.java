package dev.ipsecsites.router.yamaha.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.Credentials;
import dev.ipsecsites.router.RouterTarget.HostKey;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.junit.jupiter.api.Test;

class SshFailuresTest {
    private final Handshake handshake =
            new Handshake(new HostKeyCheck(new HostKey.TrustOnFirstUse()), Algorithms.modern());

    @Test
    void theReasonDoesNotDependOnHowSoonAConnectionWithoutCommonAlgorithmsEnds() {
        handshake.failed(
                new SshException(
                        "Unable to negotiate key exchange for kex algorithms (client: a,b / server: diffie-hellman-group1-sha1)"));
        RouterException said = connecting();
        assertThat(said.reason()).isEqualTo(Reason.AlgorithmMismatch);
        assertThat(said)
                .hasMessageContaining("kex algorithms")
                .hasMessageContaining("the router offers diffie-hellman-group1-sha1")
                .hasMessageContaining("sshAlgorithms: Legacy");
    }

    @Test
    void aConnectionThatEndsAtOnceIsSaidInWordsOfTheRouter() {
        RouterException said = connecting();
        assertThat(said.reason()).isEqualTo(Reason.Unreachable);
        assertThat(said)
                .hasMessageContaining("it closed the connection at once")
                .hasMessageNotContaining("Nio2");
    }

    /** As the connector says it of a connection that ended before it was looked at. */
    private RouterException connecting() {
        var gone = new SshException(
                "Failed to execute", new MissingAttachedSessionException("No session attached to Nio2Session[…]"));
        var credentials = new Credentials("operator", Secret.of("secret1"), null, null, null);
        var target = new RouterTarget("192.0.2.1", 22, credentials, new HostKey.TrustOnFirstUse(), false, null);
        return SshFailures.connecting(gone, target, handshake, "Router 192.0.2.1", Timeouts.DEFAULT);
    }
}
