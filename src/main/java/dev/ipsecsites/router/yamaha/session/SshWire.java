package dev.ipsecsites.router.yamaha.session;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;

/** A shell on a pty over one SSH connection. */
final class SshWire implements Wire {
    private final ClientSession session;
    private final ClientChannel channel;
    private final OutputStream toRouter;
    private final Inbox inbox;

    SshWire(ClientSession session, ClientChannel channel, Inbox inbox) {
        this.session = session;
        this.channel = channel;
        this.toRouter = channel.getInvertedIn();
        this.inbox = inbox;
        channel.addCloseFutureListener(closed -> inbox.close());
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        toRouter.write(bytes);
        toRouter.flush();
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void close() {
        channel.close(true);
        session.close(true);
    }
}
