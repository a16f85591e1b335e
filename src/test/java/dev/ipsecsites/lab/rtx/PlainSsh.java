package dev.ipsecsites.lab.rtx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;

/** An SSH client that knows nothing of routers: bytes out, bytes in. */
public final class PlainSsh implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SshClient client;
    private final ClientSession session;
    private final Sink sink = new Sink();
    private final ChannelShell shell;
    private final Charset charset;

    /** What has come so far. */
    private static final class Sink extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            bytes.write(b);
            notifyAll();
        }

        @Override
        public synchronized void write(byte[] b, int from, int length) {
            bytes.write(b, from, length);
            notifyAll();
        }

        synchronized byte[] waitFor(Predicate<byte[]> enough) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(bytes.toByteArray())) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("waited in vain; so far: " + bytes.toString(StandardCharsets.UTF_8));
                }
                wait(Math.max(1, left / 1_000_000));
            }
            byte[] all = bytes.toByteArray();
            bytes.reset();
            return all;
        }
    }

    private PlainSsh(SshClient client, ClientSession session, ChannelShell shell, Charset charset) throws IOException {
        this.client = client;
        this.session = session;
        this.shell = shell;
        this.charset = charset;
        shell.setPtyType("vt100");
        shell.setPtyColumns(512);
        shell.setOut(sink);
        shell.setErr(sink);
        shell.open().verify(PATIENCE);
    }

    static SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        List<BuiltinDHFactories> kex = new ArrayList<>(BuiltinDHFactories.VALUES);
        client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(true, kex, ClientBuilder.DH2KEX));
        client.setSignatureFactories(new ArrayList<>(BuiltinSignatures.VALUES));
        // Without these the client never learns that a request was refused.
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        client.start();
        return client;
    }

    static ClientSession connect(SshClient client, RtxSimulator router, String user) throws IOException {
        return client.connect(user, "127.0.0.1", router.port()).verify(PATIENCE).getSession();
    }

    public static PlainSsh login(RtxSimulator router, String user, String password) throws IOException {
        return login(router, user, password, StandardCharsets.UTF_8);
    }

    public static PlainSsh login(RtxSimulator router, String user, String password, Charset charset)
            throws IOException {
        SshClient client = client();
        ClientSession session = connect(client, router, user);
        session.addPasswordIdentity(password);
        session.auth().verify(PATIENCE);
        return new PlainSsh(client, session, session.createShellChannel(), charset);
    }

    public static PlainSsh login(RtxSimulator router, String user, KeyPair key) throws IOException {
        SshClient client = client();
        ClientSession session = connect(client, router, user);
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return new PlainSsh(client, session, session.createShellChannel(), StandardCharsets.UTF_8);
    }

    ClientSession session() {
        return session;
    }

    public void send(String text) throws IOException {
        OutputStream keys = shell.getInvertedIn();
        keys.write(text.getBytes(charset));
        keys.flush();
    }

    /** Everything up to where the output ends with {@code end}. */
    public String until(String end) throws InterruptedException {
        return new String(bytesUntil(end), charset);
    }

    byte[] bytesUntil(String end) throws InterruptedException {
        return sink.waitFor(b -> new String(b, charset).endsWith(end));
    }

    /** A command and what it printed, without echo and prompt. */
    public String run(String command) throws IOException, InterruptedException {
        send(command + "\r");
        String all = sinkUntilPrompt(command);
        int echoEnd = all.indexOf("\r\n");
        return all.substring(echoEnd + 2, Math.max(echoEnd + 2, all.lastIndexOf("\r\n") + 2))
                .stripTrailing();
    }

    private String sinkUntilPrompt(String command) throws InterruptedException {
        byte[] all = sink.waitFor(b -> {
            String s = new String(b, charset);
            return s.length() > command.length() && s.contains("\r\n") && s.matches("(?s).*\\r\\n[^\\r\\n]*[>#] ");
        });
        return new String(all, charset);
    }

    boolean shellClosed() {
        return shell.isClosed();
    }

    public PlainSsh elevate(String password) throws IOException, InterruptedException {
        send("administrator\r");
        until("Password: ");
        send(password + "\r");
        until("# ");
        return this;
    }

    @Override
    public void close() {
        client.stop();
    }
}
