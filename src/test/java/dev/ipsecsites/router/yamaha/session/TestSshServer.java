package dev.ipsecsites.router.yamaha.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** An SSH server with a shell that repeats what was typed. */
final class TestSshServer implements AutoCloseable {
    private final SshServer server;
    private final KeyPair hostKey;
    private final AtomicInteger connections;
    private final AtomicInteger loginAttempts;

    private TestSshServer(SshServer server, KeyPair hostKey, AtomicInteger connections, AtomicInteger loginAttempts) {
        this.server = server;
        this.hostKey = hostKey;
        this.connections = connections;
        this.loginAttempts = loginAttempts;
    }

    static Builder builder() {
        return new Builder();
    }

    int port() {
        return server.getPort();
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    int connections() {
        return connections.get();
    }

    int loginAttempts() {
        return loginAttempts.get();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    static final class Builder {
        private final AtomicInteger loginAttempts = new AtomicInteger();
        private final AtomicInteger failingShells = new AtomicInteger();
        private final SshServer server = SshServer.setUpDefaultServer();
        private boolean rsa;

        Builder password(String user, String password) {
            server.setPasswordAuthenticator((name, given, session) -> {
                loginAttempts.incrementAndGet();
                return name.equals(user) && given.equals(password);
            });
            return this;
        }

        Builder publicKey(String user, PublicKey key) {
            server.setPublickeyAuthenticator((name, given, session) -> {
                loginAttempts.incrementAndGet();
                return name.equals(user) && KeyUtils.compareKeys(given, key);
            });
            return this;
        }

        /** As an RTX810. */
        Builder legacy() {
            server.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg1)));
            return sha1Signatures();
        }

        Builder sha1Signatures() {
            rsa = true;
            server.setSignatureFactories(List.of(BuiltinSignatures.rsa));
            return this;
        }

        Builder failingShells(int count) {
            failingShells.set(count);
            return this;
        }

        TestSshServer start() throws Exception {
            KeyPair hostKey =
                    rsa ? KeyUtils.generateKeyPair("ssh-rsa", 2048) : KeyUtils.generateKeyPair("ssh-ed25519", 256);
            var connections = new AtomicInteger();
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
            server.addSessionListener(new SessionListener() {
                @Override
                public void sessionCreated(Session session) {
                    connections.incrementAndGet();
                }
            });
            server.setShellFactory(channel -> {
                if (failingShells.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw new IOException("failed to start shell");
                }
                return new RepeatingShell();
            });
            server.start();
            return new TestSshServer(server, hostKey, connections, loginAttempts);
        }
    }

    private static final class RepeatingShell implements Command {
        private @Nullable InputStream in;
        private @Nullable OutputStream out;
        private @Nullable ExitCallback exit;

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            InputStream from = in;
            OutputStream to = out;
            ExitCallback done = exit;
            if (from != null && to != null && done != null) {
                Thread.ofVirtual().start(() -> {
                    repeat(from, to);
                    done.onExit(0);
                });
            }
        }

        private static void repeat(InputStream from, OutputStream to) {
            try {
                print(to, "\r\n> ");
                var line = new StringBuilder();
                for (int c = from.read(); c >= 0; c = from.read()) {
                    if (c == '\r') {
                        print(to, "\r\n" + (line.isEmpty() ? "" : "You typed " + line + "\r\n") + "> ");
                        line.setLength(0);
                    } else {
                        line.append((char) c);
                        print(to, String.valueOf((char) c));
                    }
                }
            } catch (IOException ignored) {
                // The client has gone.
            }
        }

        private static void print(OutputStream to, String text) throws IOException {
            to.write(text.getBytes(StandardCharsets.US_ASCII));
            to.flush();
        }

        @Override
        public void destroy(ChannelSession channel) {}
    }
}
