package dev.ipsecsites.lab.ike.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Address translation on the way between one gateway and one PoP, as a process in a network namespace of its own: what the gateway sends to UDP 500
 * and 4500 goes on from the outside address and another port, and what answers it comes back. Nobody comes in from outside first. Kernels here
 * have no tool for translation of their own.
 */
final class UdpTranslator implements AutoCloseable {
    private static final List<Integer> PORTS = List.of(500, 4500);

    /** Of port numbers outside: a translator that several hosts share can't keep everybody's. */
    private static final int ELSEWHERE = 40_000;

    private static final int LARGEST = 65_535;

    private final Process process;

    /** What it was started with. */
    record Way(String pop, String outside, boolean espInUdp) {}

    private UdpTranslator(Process process) {
        this.process = process;
    }

    /**
     * Starts one; it ends when it is closed, and when this process ends.
     *
     * @param way {@code espInUdp} false: the gateway doesn't encapsulate, so its ESP has no ports and isn't translated; the daemons know no
     *     other ESP than that in UDP 4500, so it is this that is kept back
     */
    static UdpTranslator start(String namespace, Way way) throws IOException {
        try {
            Path classes = Path.of(UdpTranslator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Process process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            namespace,
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx32m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes.toString(),
                            UdpTranslator.class.getName(),
                            way.pop(),
                            way.outside(),
                            Boolean.toString(way.espInUdp()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.getInputStream().read() < 0) {
                throw new IOException("no translator in " + namespace);
            }
            return new UdpTranslator(process);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Both sockets of one port, and who spoke last inside. */
    private static final class Port {
        private final DatagramChannel inside;
        private final DatagramChannel outside;
        private final SocketAddress pop;
        private final int number;
        private @Nullable SocketAddress gateway;

        Port(int number, InetAddress pop, InetAddress outside) throws IOException {
            this.number = number;
            this.pop = new InetSocketAddress(pop, number);
            // Inside, the namespace has the PoP's address for its own.
            this.inside = DatagramChannel.open().bind(this.pop);
            this.outside = DatagramChannel.open().bind(new InetSocketAddress(outside, ELSEWHERE + number));
        }

        void register(Selector selector) throws IOException {
            inside.configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
            outside.configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
        }

        void pass(DatagramChannel from, ByteBuffer buffer, boolean espInUdp) throws IOException {
            buffer.clear();
            SocketAddress sender = from.receive(buffer);
            buffer.flip();
            if (sender == null || (!espInUdp && isEsp(buffer))) {
                return;
            }
            if (from.equals(inside)) {
                gateway = sender;
                outside.send(buffer, pop);
            } else if (gateway != null && sender.equals(pop)) {
                inside.send(buffer, gateway);
            }
        }

        /** IKE on port 4500 begins with four zeros (RFC 3948 §2.2); a single octet keeps the translation alive. */
        private boolean isEsp(ByteBuffer packet) {
            return number == PORTS.getLast() && packet.remaining() >= Integer.BYTES && packet.getInt(0) != 0;
        }
    }

    /** In the namespace: address of the PoP, address outside, whether ESP inside of UDP passes. */
    public static void main(String[] args) throws IOException {
        boolean espInUdp = Boolean.parseBoolean(args[2]);
        Selector selector = Selector.open();
        for (int number : PORTS) {
            new Port(number, InetAddress.getByName(args[0]), InetAddress.getByName(args[1])).register(selector);
        }
        Thread.ofPlatform().daemon().start(UdpTranslator::untilInputEnds);
        System.out.print('.');
        System.out.flush();
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                try {
                    ((Port) key.attachment()).pass((DatagramChannel) key.channel(), buffer, espInUdp);
                } catch (IOException _) {
                    // A line that is down loses packets.
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private static void untilInputEnds() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        } catch (IOException _) {
            // Whoever started it is gone.
        }
        Runtime.getRuntime().halt(0);
    }
}
