package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the programs of Kubernetes in the layout of kube-api-test, {@code ROOT/k8s/VERSION-OS-ARCH/}, and procures them
 * where they are missing: download, then a build with Go, then an error that names what to do. Safe against a second
 * JVM that does the same, and against being killed in the middle: a program appears under its name only when it is
 * whole.
 */
public final class KubeBinaries {
    /** The version that is built, and whose minor release is downloaded. */
    static final String VERSION = "1.35.4";

    private static final String MINOR = "1.35.";
    private static final URI RELEASES = URI.create("https://dl.k8s.io/release");

    private final Path root;
    private final Platform platform;
    private final List<BinarySource> sources;
    private final Consumer<String> progress;

    KubeBinaries(Path root, Platform platform, List<BinarySource> sources, Consumer<String> progress) {
        this.root = root;
        this.platform = platform;
        this.sources = List.copyOf(sources);
        this.progress = progress;
    }

    /**
     * The programs of this machine, under {@code ~/.kubeapitest} or where the variable {@code KUBE_API_TEST_DIR} says.
     *
     * @param progress told in one line each what is being done; told nothing when all is there
     */
    public static KubeBinaries ofThisMachine(Consumer<String> progress) {
        var moved = System.getenv("KUBE_API_TEST_DIR");
        var root = moved == null ? Path.of(System.getProperty("user.home"), ".kubeapitest") : Path.of(moved);
        var platform = Platform.current();
        return new KubeBinaries(
                root.toAbsolutePath(),
                platform,
                List.of(
                        new KubeApiTestDownload(MINOR + "*"),
                        new ReleaseDownload(RELEASES, platform, VERSION),
                        new GoBuild(VERSION, "go", progress)),
                progress);
    }

    /**
     * Makes sure that all four programs are there.
     *
     * @throws KubeBinariesMissingException when no way to them is open; the message names the three remedies
     */
    public synchronized Installed install() throws InterruptedException {
        var there = newestServer();
        if (there.isPresent() && missing(there.get()).isEmpty()) {
            return installed(there.get());
        }
        try (var _ =
                DirectoryLock.hold(root, () -> progress.accept("waiting for another process that fetches the same"))) {
            return installed(procure());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + root, e);
        }
    }

    private Path procure() throws IOException, InterruptedException {
        var failures = new ArrayList<String>();
        for (var source : sources) {
            var there = newestServer();
            var wanted = there.map(KubeBinaries::missing).orElseGet(() -> EnumSet.allOf(KubeBinary.class));
            wanted.retainAll(source.offers());
            if (wanted.isEmpty()) {
                continue;
            }
            progress.accept("Kubernetes is not on this machine yet (%s missing): trying to %s"
                    .formatted(names(wanted), source.description()));
            try {
                fetch(source, wanted, there);
            } catch (BinarySource.UnavailableException e) {
                progress.accept("could not " + source.description());
                failures.add("- " + source.description() + ": " + e.getMessage());
            }
        }
        return newestServer()
                .filter(directory -> missing(directory).isEmpty())
                .orElseThrow(() -> new KubeBinariesMissingException(remedies(failures)));
    }

    private void fetch(BinarySource source, Set<KubeBinary> wanted, Optional<Path> there)
            throws IOException, InterruptedException, BinarySource.UnavailableException {
        var partial = root.resolve(".partial");
        Trees.delete(partial); // of a run that was killed: we hold the lock, so nobody is at work there
        Files.createDirectories(partial);
        try {
            var version = source.fetch(EnumSet.copyOf(wanted), partial);
            var target = there.orElse(root.resolve("k8s").resolve(version + platform.suffix()));
            Files.createDirectories(target);
            for (var binary : wanted) {
                if (!binary.isIn(partial)) {
                    throw new BinarySource.UnavailableException("it did not deliver " + binary.fileName());
                }
                Files.move(
                        binary.in(partial),
                        binary.in(target),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Trees.delete(partial);
        }
    }

    /** The newest directory of our minor release that a server can be started from; a half-filled one never counts. */
    private Optional<Path> newestServer() {
        var directory = root.resolve("k8s");
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(directory)) {
            return versions.filter(version -> version.getFileName().toString().startsWith(MINOR)
                            && version.getFileName().toString().endsWith(platform.suffix())
                            && KubeBinary.server().stream().allMatch(binary -> binary.isIn(version)))
                    .max(Comparator.comparingInt(this::patch));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    private int patch(Path directory) {
        var digits = version(directory).substring(MINOR.length());
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty() ? Integer.parseInt(digits) : -1;
    }

    private String version(Path directory) {
        var name = directory.getFileName().toString();
        return name.substring(0, name.length() - platform.suffix().length());
    }

    private static Set<KubeBinary> missing(Path directory) {
        var missing = EnumSet.allOf(KubeBinary.class);
        missing.removeIf(binary -> binary.isIn(directory));
        return missing;
    }

    private Installed installed(Path directory) {
        return new Installed(root, directory, version(directory));
    }

    private static String names(Set<KubeBinary> binaries) {
        return binaries.stream().map(KubeBinary::fileName).collect(Collectors.joining(", "));
    }

    private String remedies(List<String> failures) {
        return """
                No Kubernetes API server for the tests and the lab. Tried:
                %s
                Do one of these, then run the command again:
                1. Put etcd, kube-apiserver, kubectl and kube-controller-manager %s into %s (setup-envtest fetches the first three).
                2. Give this machine access to the Internet, so that they can be downloaded.
                3. Install Go 1.25 or later with access to Go modules, so that they can be built (about five minutes, once).""".formatted(
                String.join("\n", failures), VERSION, root.resolve("k8s").resolve(VERSION + platform.suffix()));
    }

    /**
     * The programs, all there.
     *
     * @param root what kube-api-test calls its directory: versions and certificates lie below it
     * @param directory where the four programs lie
     * @param version of Kubernetes: {@code 1.35.4}
     */
    public record Installed(Path root, Path directory, String version) {
        public Path path(KubeBinary binary) {
            return binary.in(directory);
        }
    }
}
