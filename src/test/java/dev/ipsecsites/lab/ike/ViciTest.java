package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control protocol, against a socket that plays charon. */
class ViciTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private static byte[] word(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] value(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                out.write(number);
            } else {
                out.writeBytes((byte[]) part);
            }
        }
        return out.toByteArray();
    }

    /** Answers each packet with the packets given for it, and keeps what it got. */
    private List<String> playing(List<List<byte[]>> answers, Runnable asking) throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("vici")));
            Thread player = Thread.ofVirtual().start(() -> play(server, answers, got));
            asking.run();
            player.join(SOON);
        }
        return got;
    }

    private static void play(ServerSocketChannel server, List<List<byte[]>> answers, List<String> got) {
        try (var client = server.accept()) {
            for (List<byte[]> packets : answers) {
                ByteBuffer length = ByteBuffer.allocate(4);
                client.read(length);
                ByteBuffer packet = ByteBuffer.allocate(length.getInt(0));
                client.read(packet);
                got.add(new String(packet.array(), StandardCharsets.ISO_8859_1));
                for (byte[] answer : packets) {
                    client.write(ByteBuffer.allocate(4).putInt(answer.length).flip());
                    client.write(ByteBuffer.wrap(answer));
                }
            }
        } catch (IOException e) {
            got.add(e.toString());
        }
    }

    @Test
    void anAnswerIsASectionOfValuesAndLists() throws Exception {
        byte[] answer = bytes(
                1,
                3,
                word("success"),
                value("yes"),
                1,
                word("child"),
                4,
                word("ts"),
                5,
                value("10.0.0.0/8"),
                5,
                value("0.0.0.0/0"),
                6,
                2);
        List<String> got = playing(
                List.of(List.of(answer)),
                () -> assertThat(new Vici(directory.resolve("vici")).request("initiate", Map.of("child", "gw1"), SOON))
                        .isEqualTo(
                                Map.of("success", "yes", "child", Map.of("ts", List.of("10.0.0.0/8", "0.0.0.0/0")))));
        assertThat(got).containsExactly("\0\u0008initiate\u0003\u0005child\0\u0003gw1");
    }

    @Test
    void whatIsStreamedComesBeforeTheAnswer() throws Exception {
        byte[] event = bytes(7, word("list-sa"), 1, word("gw1"), 3, word("state"), value("ESTABLISHED"), 2);
        playing(
                List.of(List.of(bytes(5)), List.of(event, bytes(1))),
                () -> assertThat(new Vici(directory.resolve("vici")).stream("list-sas", "list-sa", SOON))
                        .containsExactly(Map.of("gw1", Map.of("state", "ESTABLISHED"))));
    }

    @Test
    void aDaemonThatHangsUpOrSaysSomethingElseIsAnError() throws Exception {
        Vici vici = new Vici(directory.resolve("vici"));
        playing(
                List.of(List.of(bytes(2))),
                () -> assertThatThrownBy(() -> vici.request("version", Map.of(), SOON))
                        .isInstanceOf(IkeException.class)
                        .hasMessageContaining("packet of type 2"));
    }

    @Test
    void aDaemonThatDoesNotAnswerIsGivenUp() throws Exception {
        Vici vici = new Vici(directory.resolve("vici"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("vici")));
            assertThatThrownBy(() -> vici.request("version", Map.of(), Duration.ofMillis(50)))
                    .isInstanceOf(IkeException.class)
                    .hasMessageContaining("did not answer");
        }
    }
}
