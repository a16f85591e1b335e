package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Kubernetes' own release files, one program each with its SHA-256 beside it. Only for the controller manager, which
 * kube-api-test's archive does not have.
 */
final class ReleaseDownload implements BinarySource {
    private final URI base;
    private final Platform platform;
    private final String version;

    /** @param base where releases lie: {@code BASE/v1.35.4/bin/linux/amd64/kube-controller-manager} */
    ReleaseDownload(URI base, Platform platform, String version) {
        this.base = base;
        this.platform = platform;
        this.version = version;
    }

    @Override
    public String description() {
        return "download kube-controller-manager " + version + " (Kubernetes release)";
    }

    @Override
    public Set<KubeBinary> offers() {
        return EnumSet.of(KubeBinary.KUBE_CONTROLLER_MANAGER);
    }

    @Override
    public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException, InterruptedException {
        try (var http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (var binary : wanted) {
                download(http, binary, directory);
            }
            return version;
        } catch (IOException e) {
            throw new UnavailableException(
                    "cannot reach %s (%s)".formatted(base, e.getClass().getSimpleName()), e);
        }
    }

    private void download(HttpClient http, KubeBinary binary, Path directory)
            throws IOException, InterruptedException, UnavailableException {
        var address = URI.create("%s/v%s/bin/%s/%s/%s"
                .formatted(base, version, platform.os(), platform.architecture(), binary.fileName()));
        var checksum = http.send(
                HttpRequest.newBuilder(URI.create(address + ".sha256"))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.US_ASCII));
        requireFound(address, checksum.statusCode());
        var program = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
        var digest = sha256();
        try (var body = new DigestInputStream(program.body(), digest)) {
            requireFound(address, program.statusCode());
            Files.copy(body, binary.in(directory));
        }
        var found = HexFormat.of().formatHex(digest.digest());
        var expected = checksum.body().strip();
        if (!found.equals(expected)) {
            throw new UnavailableException("%s has SHA-256 %s, expected %s".formatted(address, found, expected));
        }
        if (!binary.in(directory).toFile().setExecutable(true)) {
            throw new UnavailableException("cannot make " + binary.in(directory) + " executable");
        }
    }

    private static void requireFound(URI address, int status) throws UnavailableException {
        if (status != 200) {
            throw new UnavailableException(address + " answered " + status);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
