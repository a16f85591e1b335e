package dev.ipsecsites.router.yamaha.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.Credentials;
import dev.ipsecsites.router.RouterTarget.HostKey;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs in to a real SSH server that knows nothing of routers. */
class SshLoginTest {
    private static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofMillis(200));
    private static final SshConnector CONNECTOR = new SshConnector(TIMEOUTS);

    private @Nullable TestSshServer server;

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterAll
    static void stopClient() {
        CONNECTOR.close();
    }

    @Test
    void aPasswordOpensAShellAndTheKeyShownIsReported() throws Exception {
        TestSshServer far = start(TestSshServer.builder().password("operator", "secret1"));
        var login = CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), password("secret1"), false));
        try (var shell = new Shell(login.wire(), TIMEOUTS, "Router test")) {
            assertThat(shell.run(CommandLine.of("show status")).lines()).containsExactly("You typed show status");
        }
        assertThat(login.fingerprint()).startsWith("SHA256:").isEqualTo(far.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519,256,",
        "ssh-ed25519,256,passphrase1",
        "ecdsa-sha2-nistp256,256,",
        "ecdsa-sha2-nistp384,384,passphrase1",
        "ssh-rsa,2048,",
        "ssh-rsa,2048,passphrase1",
    })
    void everyKeyTypeOpensAShell(String type, int bits, @Nullable String passphrase) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair(type, bits);
        TestSshServer far = start(TestSshServer.builder().publicKey("operator", key.getPublic()));
        var credentials = new Credentials(
                "operator",
                null,
                Secret.of(text(key, passphrase)),
                passphrase == null ? null : Secret.of(passphrase),
                null);
        var login = CONNECTOR.login(target(far, new HostKey.Pinned(far.fingerprint()), credentials, false));
        login.wire().close();
    }

    @Test
    void aWrongPassphraseIsSaidWithoutTheKey() throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        TestSshServer far = start(TestSshServer.builder().publicKey("operator", key.getPublic()));
        var credentials =
                new Credentials("operator", null, Secret.of(text(key, "passphrase1")), Secret.of("passphrase2"), null);
        assertThatThrownBy(() -> CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), credentials, false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AuthenticationFailed))
                .hasMessageContaining("passphrase")
                .hasMessageNotContaining("passphrase2");
        assertThat(far.connections()).isZero();
    }

    @Test
    void textThatIsNoKeyIsSaid() throws Exception {
        TestSshServer far = start(TestSshServer.builder().password("operator", "secret1"));
        var credentials = new Credentials("operator", null, Secret.of("not a key"), null, null);
        assertThatThrownBy(() -> CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), credentials, false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AuthenticationFailed))
                .hasMessageContaining("privateKey")
                .hasMessageNotContaining("not a key");
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        TestSshServer far = start(TestSshServer.builder().password("operator", "secret1"));
        assertThatThrownBy(
                        () -> CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), password("secret2"), false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AuthenticationFailed))
                .hasMessageContaining("operator")
                .hasMessageNotContaining("secret2");
    }

    @Test
    void aChangedHostKeyStopsBeforeAnyPasswordIsSent() throws Exception {
        TestSshServer far = start(TestSshServer.builder().password("operator", "secret1"));
        String other = KeyUtils.getFingerPrint(
                BuiltinDigests.sha256,
                KeyUtils.generateKeyPair("ssh-ed25519", 256).getPublic());
        assertThatThrownBy(() -> CONNECTOR.login(target(far, new HostKey.Pinned(other), password("secret1"), false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HostKeyChanged))
                .hasMessageContaining(other)
                .hasMessageContaining(far.fingerprint());
        assertThat(far.loginAttempts()).isZero();
    }

    @Test
    void anOldRouterIsReachedOnlyWhenTheManifestSaysSo() throws Exception {
        TestSshServer far =
                start(TestSshServer.builder().password("operator", "secret1").legacy());
        RouterTarget modern = target(far, new HostKey.TrustOnFirstUse(), password("secret1"), false);
        assertThatThrownBy(() -> CONNECTOR.login(modern))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AlgorithmMismatch))
                .hasMessageContaining("sshAlgorithms: Legacy");
        assertThat(far.loginAttempts()).isZero();
        CONNECTOR
                .login(target(far, new HostKey.Pinned(far.fingerprint()), password("secret1"), true))
                .wire()
                .close();
    }

    @Test
    void anRsaHostKeySignedWithSha1IsLegacyToo() throws Exception {
        TestSshServer far =
                start(TestSshServer.builder().password("operator", "secret1").sha1Signatures());
        assertThatThrownBy(
                        () -> CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), password("secret1"), false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AlgorithmMismatch));
        CONNECTOR
                .login(target(far, new HostKey.TrustOnFirstUse(), password("secret1"), true))
                .wire()
                .close();
    }

    @Test
    void aShellThatFailsToStartIsAskedForOnceMore() throws Exception {
        TestSshServer far =
                start(TestSshServer.builder().password("operator", "secret1").failingShells(1));
        CONNECTOR
                .login(target(far, new HostKey.TrustOnFirstUse(), password("secret1"), false))
                .wire()
                .close();
    }

    @Test
    void aRouterWithoutAShellIsUnreachable() throws Exception {
        TestSshServer far =
                start(TestSshServer.builder().password("operator", "secret1").failingShells(2));
        assertThatThrownBy(
                        () -> CONNECTOR.login(target(far, new HostKey.TrustOnFirstUse(), password("secret1"), false)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable));
    }

    @Test
    void nobodyListeningIsUnreachable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var target =
                new RouterTarget("127.0.0.1", port, password("secret1"), new HostKey.TrustOnFirstUse(), false, null);
        assertThatThrownBy(() -> CONNECTOR.login(target))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable))
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("sshd service on");
    }

    @Test
    void aPortThatSpeaksNoSshIsUnreachableInTime() throws Exception {
        var quick = new Timeouts(
                Duration.ofMillis(400),
                Duration.ofMillis(400),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(100));
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var connector = new SshConnector(quick)) {
            var target = new RouterTarget(
                    "127.0.0.1",
                    socket.getLocalPort(),
                    password("secret1"),
                    new HostKey.TrustOnFirstUse(),
                    false,
                    null);
            assertThatThrownBy(() -> connector.login(target))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable));
        }
    }

    private TestSshServer start(TestSshServer.Builder builder) throws Exception {
        TestSshServer started = builder.start();
        server = started;
        return started;
    }

    private static Credentials password(String password) {
        return new Credentials("operator", Secret.of(password), null, null, null);
    }

    private static RouterTarget target(TestSshServer server, HostKey hostKey, Credentials credentials, boolean legacy) {
        return new RouterTarget("127.0.0.1", server.port(), credentials, hostKey, legacy, null);
    }

    private static String text(KeyPair key, @Nullable String passphrase) throws Exception {
        var out = new ByteArrayOutputStream();
        OpenSSHKeyEncryptionContext encryption = null;
        if (passphrase != null) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setPassword(passphrase);
            encryption.setCipherType("256");
        }
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
