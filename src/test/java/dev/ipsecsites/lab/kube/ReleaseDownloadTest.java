package dev.ipsecsites.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseDownloadTest {
    private static final String FILE = "/v1.35.4/bin/linux/amd64/kube-controller-manager";
    private static final String SHA256_OF_PROGRAM = "1310ca2c8932dbd118668bd97442558a3e1f546b5e15c69699dfbd6024f548d8";

    @TempDir
    Path directory;

    private final Map<String, String> files = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = files.get(exchange.getRequestURI().getPath());
            var bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keepsAProgramWhoseChecksumIsTheOneBesideIt() throws Exception {
        files.put(FILE, "program");
        files.put(FILE + ".sha256", SHA256_OF_PROGRAM);

        assertThat(fetch()).isEqualTo("1.35.4");
        assertThat(KubeBinary.KUBE_CONTROLLER_MANAGER.in(directory))
                .hasContent("program")
                .isExecutable();
    }

    @Test
    void refusesAProgramWithAnotherChecksum() {
        files.put(FILE, "programme");
        files.put(FILE + ".sha256", SHA256_OF_PROGRAM);

        assertThatThrownBy(this::fetch)
                .isInstanceOf(BinarySource.UnavailableException.class)
                .hasMessageContaining("expected " + SHA256_OF_PROGRAM);
        assertThat(KubeBinary.KUBE_CONTROLLER_MANAGER.isIn(directory)).isFalse();
    }

    @Test
    void saysWhichAddressHadNothing() {
        assertThatThrownBy(this::fetch).hasMessageContaining(FILE + " answered 404");
    }

    private String fetch() throws Exception {
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ReleaseDownload(base, new Platform("linux", "amd64"), "1.35.4")
                .fetch(EnumSet.of(KubeBinary.KUBE_CONTROLLER_MANAGER), directory);
    }
}
