package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.Credentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Logs in over SSH: one client for all routers, nothing taken from the files of whoever runs this program. Thread-safe. */
public final class SshConnector implements AutoCloseable {
    private static final AttributeKey<Handshake> HANDSHAKE = new AttributeKey<>();

    /** Wide, though routers break lines at {@code console columns} (yamaha-rtx.md §1.3). */
    private static final int PTY_COLUMNS = 512;

    private final SshClient client;
    private final Timeouts timeouts;
    private final Algorithms modern = Algorithms.modern();
    private final Algorithms legacy = Algorithms.legacy();

    public SshConnector(Timeouts timeouts) {
        this.timeouts = timeouts;
        client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        client.setServerKeyVerifier((session, address, key) -> {
            Handshake handshake = handshakeOf(session);
            return handshake != null && handshake.hostKey().accepts(key);
        });
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                // Before the first proposal is sent.
                Handshake handshake = handshakeOf(session);
                if (handshake != null) {
                    handshake.algorithms().applyTo(session);
                }
            }

            @Override
            public void sessionNegotiationEnd(
                    Session session,
                    Map<KexProposalOption, String> clientProposal,
                    Map<KexProposalOption, String> serverProposal,
                    Map<KexProposalOption, String> negotiated,
                    @Nullable Throwable reason) {
                Handshake handshake = handshakeOf(session);
                if (handshake != null && reason != null) {
                    handshake.failed(reason);
                }
            }
        });
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        // Commands are short and each waits for its answer: collecting them only costs time.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
    }

    private static @Nullable Handshake handshakeOf(Session session) {
        AttributeRepository context = session instanceof ClientSession ours ? ours.getConnectionContext() : null;
        return context == null ? null : context.getAttribute(HANDSHAKE);
    }

    /**
     * A shell that waits for a command.
     *
     * @param fingerprint {@code SHA256:…} of the router's key
     */
    record Login(Wire wire, String fingerprint) {}

    Login login(RouterTarget target) throws RouterException {
        String router = name(target);
        Iterable<KeyPair> keys = keys(target.credentials(), router);
        var handshake = new Handshake(new HostKeyCheck(target.hostKey()), target.legacyAlgorithms() ? legacy : modern);
        ClientSession session = connect(target, handshake, router);
        try {
            authenticate(session, target.credentials(), keys, handshake, router);
            String fingerprint = handshake.hostKey().seen();
            if (fingerprint == null) {
                throw new RouterException(Reason.Unreachable, router + " showed no host key");
            }
            return new Login(shell(session, router), fingerprint);
        } catch (RouterException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    static String name(RouterTarget target) {
        return "Router " + target.host() + (target.port() == 22 ? "" : ":" + target.port());
    }

    private ClientSession connect(RouterTarget target, Handshake handshake, String router) throws RouterException {
        var context = AttributeRepository.ofKeyValuePair(HANDSHAKE, handshake);
        try {
            return client.connect(target.credentials().username(), target.host(), target.port(), context, null)
                    .verify(timeouts.connect())
                    .getSession();
        } catch (IOException | RuntimeException e) {
            throw SshFailures.connecting(e, target, handshake, router, timeouts);
        }
    }

    private void authenticate(
            ClientSession session, Credentials credentials, Iterable<KeyPair> keys, Handshake handshake, String router)
            throws RouterException {
        keys.forEach(session::addPublicKeyIdentity);
        Secret password = credentials.password();
        if (password != null) {
            session.addPasswordIdentity(password.reveal());
        }
        try {
            session.auth().verify(timeouts.authentication());
        } catch (IOException | RuntimeException e) {
            throw SshFailures.authenticating(e, credentials, handshake, router, timeouts);
        }
    }

    private static Iterable<KeyPair> keys(Credentials credentials, String router) throws RouterException {
        Secret privateKey = credentials.privateKey();
        if (privateKey == null) {
            return List.of();
        }
        Secret passphrase = credentials.passphrase();
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("privateKey"),
                    new ByteArrayInputStream(privateKey.reveal().getBytes(StandardCharsets.UTF_8)),
                    passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase.reveal()));
            if (pairs != null && pairs.iterator().hasNext()) {
                return pairs;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause is left out: parsers quote what they read.
            throw new RouterException(
                    Reason.AuthenticationFailed,
                    router + ": privateKey of the credentials Secret can't be read"
                            + (passphrase == null ? "; an encrypted key needs passphrase" : "; is passphrase right?"));
        }
        throw new RouterException(
                Reason.AuthenticationFailed,
                router
                        + ": privateKey of the credentials Secret holds no key; wanted is PEM or OpenSSH text of an"
                        + " Ed25519, ECDSA or RSA key");
    }

    /** A router may fail to start a shell at the first try (yamaha-rtx.md §1.3): one more is made. */
    private Wire shell(ClientSession session, String router) throws RouterException {
        try {
            return open(session);
        } catch (IOException | RuntimeException first) {
            try {
                return open(session);
            } catch (IOException | RuntimeException second) {
                second.addSuppressed(first);
                throw new RouterException(
                        Reason.Unreachable,
                        router + " gave no shell; are all of its SSH sessions (8 at most) in use?",
                        second);
            }
        }
    }

    private Wire open(ClientSession session) throws IOException {
        ChannelShell channel = session.createShellChannel();
        channel.setPtyType("vt100");
        channel.setPtyColumns(PTY_COLUMNS);
        channel.setPtyLines(40);
        var inbox = new Inbox();
        channel.setOut(inbox);
        channel.setErr(inbox);
        channel.open().verify(timeouts.connect());
        var wire = new SshWire(session, channel, inbox);
        awaitFirstByte(inbox);
        return wire;
    }

    /** Only then the router has started the shell: the channel counts as open before. */
    private void awaitFirstByte(Inbox inbox) throws IOException {
        try {
            inbox.awaitMore(0, timeouts.answer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this program is stopping", e);
        }
        if (inbox.size() == 0) {
            throw new IOException(inbox.ended() ? "the shell was closed at once" : "the shell is silent");
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
