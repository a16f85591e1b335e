package dev.ipsecsites.lab;

import dev.ipsecsites.lab.kube.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code target/lab}: the logs of every part, which stay, and what only a running lab needs, which does not.
 *
 * @param root absolute
 */
record LabDirectory(Path root) implements AutoCloseable {

    /** An empty one; the logs of the last run are gone. */
    static LabDirectory fresh(Path root) throws IOException {
        var absolute = root.toAbsolutePath();
        Trees.delete(absolute);
        Files.createDirectories(absolute.resolve("tmp"));
        return new LabDirectory(absolute);
    }

    Path log(String part) {
        return root.resolve(part + ".log");
    }

    /** Files of the running lab: kubeconfigs, certificates. */
    Path run(String name) {
        return root.resolve("run").resolve(name);
    }

    /** Temporary files of the lab's and the operator's JVM. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /** Leaves the logs. */
    @Override
    public void close() throws IOException {
        Trees.delete(root.resolve("run"));
        Trees.delete(temporary());
    }
}
