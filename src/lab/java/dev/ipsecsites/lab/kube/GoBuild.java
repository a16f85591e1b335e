package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Builds the programs from source with the machine's Go, out of two small modules in {@code src/lab/go} that pin every
 * version. Two of them, because Kubernetes pins an older etcd client than etcd's server wants.
 */
final class GoBuild implements BinarySource {
    /** The newest Go that the modules ask for; an older one (from 1.21) may fetch a newer toolchain by itself. */
    private static final String GO_NEEDED = "1.25";

    private static final Duration AT_MOST = Duration.ofMinutes(30);
    private static final List<String> MODULE_FILES = List.of("go.mod", "go.sum", "tools.go");

    private final String version;
    private final String go;
    private final Consumer<String> progress;

    /** @param go the command: {@code go} */
    GoBuild(String version, String go, Consumer<String> progress) {
        this.version = version;
        this.go = go;
        this.progress = progress;
    }

    @Override
    public String description() {
        return "build Kubernetes " + version + " from source with Go";
    }

    @Override
    public Set<KubeBinary> offers() {
        return EnumSet.allOf(KubeBinary.class);
    }

    @Override
    public String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException, InterruptedException {
        try {
            var installed =
                    run(List.of(go, "env", "GOVERSION"), directory).output().strip();
            for (var binary : wanted) {
                progress.accept("building %s with %s: takes a minute or two the first time"
                        .formatted(binary.fileName(), installed));
                build(binary, directory);
            }
            return version;
        } catch (IOException e) {
            throw new UnavailableException(
                    "no usable Go (%s or later) on the path: %s".formatted(GO_NEEDED, e.getMessage()), e);
        }
    }

    private void build(KubeBinary binary, Path directory)
            throws IOException, UnavailableException, InterruptedException {
        var module = binary == KubeBinary.ETCD ? "etcd" : "kubernetes";
        run(
                List.of(
                        go,
                        "build",
                        "-trimpath",
                        "-ldflags",
                        linkerFlags(binary),
                        "-o",
                        binary.in(directory).toString(),
                        packageOf(binary)),
                unpack(module, directory));
    }

    private static String packageOf(KubeBinary binary) {
        return binary == KubeBinary.ETCD ? "go.etcd.io/etcd/server/v3" : "k8s.io/kubernetes/cmd/" + binary.fileName();
    }

    /** Without the version stamped in the server calls itself v0.0.0 and clients stumble over it. */
    private String linkerFlags(KubeBinary binary) {
        if (binary == KubeBinary.ETCD) {
            return "-s -w";
        }
        var parts = version.split("\\.", -1);
        var stamp = " -X k8s.io/component-base/version.";
        return "-s -w"
                + (stamp + "gitVersion=v" + version)
                + (stamp + "gitMajor=" + parts[0])
                + (stamp + "gitMinor=" + parts[1]);
    }

    private Command.Result run(List<String> command, Path directory)
            throws IOException, UnavailableException, InterruptedException {
        var result = new Command(command)
                .in(directory)
                // No cgo: the machine may have no C compiler. No workspace: it could replace the pinned modules.
                .with(Map.of("CGO_ENABLED", "0", "GOWORK", "off", "GOFLAGS", "-mod=readonly"))
                .run(AT_MOST);
        if (result.exitCode() != 0) {
            throw new UnavailableException("`%s` ended with %d: %s"
                    .formatted(String.join(" ", command.subList(0, 2)), result.exitCode(), lastLines(result.errors())));
        }
        return result;
    }

    private static String lastLines(String text) {
        var lines = text.strip()
                .lines()
                .filter(line -> !line.contains(": downloading "))
                .toList();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private static Path unpack(String module, Path directory) throws IOException {
        var target = directory.resolve("module-" + module);
        Files.createDirectories(target);
        for (var name : MODULE_FILES) {
            var resource = "/go/" + module + "/" + name;
            try (InputStream in = GoBuild.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("not on the class path: " + resource);
                }
                if (Files.notExists(target.resolve(name))) {
                    Files.copy(in, target.resolve(name));
                }
            }
        }
        return target;
    }
}
