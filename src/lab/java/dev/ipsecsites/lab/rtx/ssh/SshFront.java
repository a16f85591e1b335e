package dev.ipsecsites.lab.rtx.ssh;

import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.state.Router;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;

/** The router's SSH server on the loopback interface. */
public final class SshFront implements AutoCloseable {
    private final Router router;
    private final Grammar grammar;
    private final String clientAddress;
    private final AuthorizedKeys keys;
    private final SshServer server = SshServer.setUpDefaultServer();

    /** @param clientAddress where clients seem to come from */
    public SshFront(Router router, Grammar grammar, String clientAddress, AuthorizedKeys keys, KeyPair hostKey) {
        this.router = router;
        this.grammar = grammar;
        this.clientAddress = clientAddress;
        this.keys = keys;
        hostKey(hostKey);
        Algorithms.configure(server, router.profile().model());
        server.setHost("127.0.0.1");
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setSubsystemFactories(List.of());
        server.setCommandFactory(null);
        server.setShellFactory(this::shell);
        server.setPasswordAuthenticator((user, password, session) -> passwordFits(user, password));
        server.setPublickeyAuthenticator((user, key, session) -> keyFits(user, key));
        server.addSessionListener(new Door());
        // As sshd does for interactive sessions; else every answer waits 40 ms for the client's delayed
        // acknowledgement.
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        // The router's own login timer is what ends idle sessions.
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    }

    public void hostKey(KeyPair key) {
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
    }

    public void start(int port) throws IOException {
        server.setPort(port);
        server.start();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        router.operators().evictAll();
        server.stop(true);
    }

    /**
     * What a new connection meets: settings as they are at this moment, or nothing but the end of it. Not an {@code IoServiceEventListener}:
     * what that throws leaves the socket open, and the client waiting.
     */
    private final class Door implements SessionListener {
        @Override
        public void sessionEstablished(Session session) {
            Configuration running = router.running();
            if (!router.admitsConsole() || !SshHosts.admits(running, clientAddress)) {
                session.getIoSession().close(true);
                return;
            }
            session.setCipherFactories(Algorithms.ciphers(running));
            ((ServerSession) session).setUserAuthFactories(methods(running));
            boolean hidden = running.isOn("sshd hide openssh version", false);
            // The library reads this one from the server only, next after this call.
            CoreModuleProperties.SERVER_IDENTIFICATION.set(server, hidden ? "OpenSSH" : "OpenSSH_7.7");
        }
    }

    private List<UserAuthFactory> methods(Configuration running) {
        String method =
                router.profile().authMethod() ? running.value(Context.GLOBAL, "sshd auth method", "all") : "password";
        List<UserAuthFactory> methods = new ArrayList<>();
        if (!method.equals("password")) {
            methods.add(UserAuthPublicKeyFactory.INSTANCE);
        }
        if (!method.equals("publickey")) {
            methods.add(UserAuthPasswordFactory.INSTANCE);
        }
        return methods;
    }

    private boolean passwordFits(String user, String password) {
        boolean fits = !router.faults().refusesLogin()
                && !password.isEmpty()
                && router.userPassword(user).filter(password::equals).isPresent()
                && Users.admits(router, user, clientAddress);
        if (!fits) {
            router.log().add("Login failed for SSH: " + clientAddress + " " + user);
        }
        return fits;
    }

    private boolean keyFits(String user, PublicKey key) {
        return !router.faults().refusesLogin()
                && router.userPassword(user).isPresent()
                && keys.allow(user, key)
                && Users.admits(router, user, clientAddress);
    }

    /** A shell needs a pty first; some routers fail the first one (yamaha-rtx.md §1.3). */
    private Command shell(ChannelSession channel) throws IOException {
        if (!channel.getEnvironment().getEnv().containsKey(Environment.ENV_TERM)
                || router.faults().takeFailedShell()) {
            throw new IOException("no shell");
        }
        return new Shell(router, grammar, clientAddress);
    }
}
