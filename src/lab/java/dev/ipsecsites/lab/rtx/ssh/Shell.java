package dev.ipsecsites.lab.rtx.ssh;

import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.shell.Session;
import dev.ipsecsites.lab.rtx.state.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/** Ties a console to a channel. */
final class Shell implements Command {
    private final Router router;
    private final Grammar grammar;
    private final String from;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback exit;
    private @Nullable Session console;

    Shell(Router router, Grammar grammar, String from) {
        this.router = router;
        this.grammar = grammar;
        this.from = from;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        // A router has one output.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        ServerSession connection = channel.getServerSession();
        Runnable cut = () -> connection.close(true);
        Session.Client client = new Session.Client(connection.getUsername(), from, cut);
        Session session = new Session(router, grammar, client, Objects.requireNonNull(out));
        console = session;
        InputStream keys = Objects.requireNonNull(in);
        ExitCallback leave = Objects.requireNonNull(exit);
        Thread.ofVirtual().name(router.name() + "-keys").start(() -> read(keys, session));
        Thread.ofVirtual().name(router.name() + "-console").start(() -> {
            try {
                session.run();
            } finally {
                leave.onExit(0);
            }
        });
    }

    private static void read(InputStream keys, Session session) {
        try {
            for (int b = keys.read(); b >= 0; b = keys.read()) {
                session.typed(b);
            }
        } catch (IOException closed) {
            // The same as the end of the stream.
        } finally {
            session.hangUp();
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        Session session = console;
        if (session != null) {
            session.hangUp();
        }
    }
}
