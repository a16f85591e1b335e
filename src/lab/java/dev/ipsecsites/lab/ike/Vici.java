package dev.ipsecsites.lab.ike;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * strongSwan's control socket (its README for vici): length-prefixed packets that carry sections, keys and lists. One connection a
 * request, so that an answer can't be taken for another's.
 */
final class Vici {
    private static final int REQUEST = 0;
    private static final int RESPONSE = 1;
    private static final int REGISTER = 3;
    private static final int CONFIRMED = 5;
    private static final int EVENT = 7;
    private static final int SECTION_START = 1;
    private static final int SECTION_END = 2;
    private static final int KEY_VALUE = 3;
    private static final int LIST_START = 4;
    private static final int LIST_ITEM = 5;
    private static final int LIST_END = 6;
    private static final int LARGEST = 512 * 1024;

    private final Path socket;

    Vici(Path socket) {
        this.socket = socket;
    }

    /** Values are texts, {@code List<String>} and {@code Map<String, Object>}. */
    Map<String, Object> request(String command, Map<String, String> arguments, Duration atMost) {
        return exchange(command, arguments, "", atMost).getLast();
    }

    /** What the daemon streams before it answers, one message an item. */
    List<Map<String, Object>> stream(String command, String event, Duration atMost) {
        List<Map<String, Object>> all = exchange(command, Map.of(), event, atMost);
        return all.subList(0, all.size() - 1);
    }

    /** A daemon that hangs must not hang us: the channel is closed when time is up, which ends the reader. */
    private List<Map<String, Object>> exchange(
            String command, Map<String, String> arguments, String event, Duration atMost) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            var answer = threads.submit(() -> {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return talk(channel, command, arguments, event);
            });
            try {
                return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                channel.close();
                throw new IkeException("charon did not answer `" + command + "` within " + atMost, e);
            } catch (ExecutionException e) {
                throw new IkeException("charon's control socket: " + e.getCause(), e);
            }
        } catch (IOException e) {
            throw new IkeException("charon's control socket: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IkeException("interrupted while waiting for charon", e);
        }
    }

    private static List<Map<String, Object>> talk(
            SocketChannel channel, String command, Map<String, String> arguments, String event) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        if (!event.isEmpty()) {
            send(channel, named(REGISTER, event));
            if (receive(in).get() != CONFIRMED) {
                throw new IOException("no event " + event);
            }
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(named(REQUEST, command));
        arguments.forEach((key, value) -> keyValue(request, key, value));
        send(channel, request.toByteArray());
        List<Map<String, Object>> messages = new ArrayList<>();
        while (true) {
            ByteBuffer packet = receive(in);
            int type = packet.get();
            if (type == EVENT) {
                name(packet);
                messages.add(section(packet));
            } else if (type == RESPONSE) {
                messages.add(section(packet));
                return messages;
            } else {
                throw new IOException("packet of type " + type + " in answer to " + command);
            }
        }
    }

    private static byte[] named(int type, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + bytes.length)
                .put((byte) type)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    private static void keyValue(ByteArrayOutputStream out, String key, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(named(KEY_VALUE, key));
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) text.length).array());
        out.writeBytes(text);
    }

    private static void send(SocketChannel channel, byte[] packet) throws IOException {
        ByteBuffer out =
                ByteBuffer.allocate(4 + packet.length).putInt(packet.length).put(packet);
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static ByteBuffer receive(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > LARGEST) {
            throw new IOException("packet of " + length + " octets");
        }
        byte[] packet = in.readNBytes(length);
        if (packet.length < length) {
            throw new EOFException("half a packet");
        }
        return ByteBuffer.wrap(packet);
    }

    /** Up to the end of the section or of the message. */
    private static Map<String, Object> section(ByteBuffer in) throws IOException {
        Map<String, Object> section = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            int type = in.get();
            switch (type) {
                case SECTION_END -> {
                    return section;
                }
                case SECTION_START -> section.put(name(in), section(in));
                case KEY_VALUE -> section.put(name(in), value(in));
                case LIST_START -> section.put(name(in), list(in));
                default -> throw new IOException("element of type " + type);
            }
        }
        return section;
    }

    private static List<String> list(ByteBuffer in) throws IOException {
        List<String> items = new ArrayList<>();
        while (true) {
            int type = in.get();
            if (type == LIST_END) {
                return items;
            }
            if (type != LIST_ITEM) {
                throw new IOException("element of type " + type + " in a list");
            }
            items.add(value(in));
        }
    }

    private static String name(ByteBuffer in) {
        return text(in, Byte.toUnsignedInt(in.get()));
    }

    private static String value(ByteBuffer in) {
        return text(in, Short.toUnsignedInt(in.getShort()));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
