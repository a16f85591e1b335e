package dev.ipsecsites.lab.kube;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** kube-api-test's own download: API server, etcd and kubectl from one archive; it has no controller manager. */
final class KubeApiTestDownload implements BinarySource {
    private final String versions;

    /** @param versions {@code 1.35.*}: not every patch release is published as such an archive, the newest is taken */
    KubeApiTestDownload(String versions) {
        this.versions = versions;
    }

    @Override
    public String description() {
        return "download API server, etcd and kubectl " + versions + " (kube-api-test)";
    }

    @Override
    public Set<KubeBinary> offers() {
        return KubeBinary.server();
    }

    @Override
    public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException {
        // Its own directory for it: kube-api-test takes a half-unpacked version directory for a whole one ever after.
        var config = KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withApiServerVersion(versions)
                .withOfflineMode(false)
                .build();
        try {
            var manager = new BinaryManager(config);
            manager.initAndDownloadIfRequired();
            var unpacked =
                    manager.binaries().getApiServer().toPath().toAbsolutePath().getParent();
            if (unpacked == null) {
                throw new UnavailableException("nothing was unpacked");
            }
            try (Stream<Path> files = Files.list(unpacked)) {
                for (Path file : files.toList()) {
                    Files.move(file, directory.resolve(file.getFileName()));
                }
            }
            return versionOf(unpacked);
        } catch (KubeAPITestException | UncheckedIOException | IOException e) {
            throw new UnavailableException(rootMessage(e), e);
        }
    }

    private static String versionOf(Path directory) {
        var name = String.valueOf(directory.getFileName());
        return name.substring(0, name.indexOf('-'));
    }

    /** kube-api-test wraps without words of its own: the innermost exception is the one that says something. */
    private static String rootMessage(Throwable e) {
        Throwable root = e;
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
