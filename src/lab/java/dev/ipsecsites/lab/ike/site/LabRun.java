package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.kube.Trees;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run has on this machine outside of its own process: a directory and namespaces, named after the process so that the next
 * run clears up after one that was killed. Daemons end by themselves with the process that started them.
 */
final class LabRun implements AutoCloseable {
    /** Short, because a socket's path may have 107 characters; not below {@code /run}, which each daemon has to itself. */
    static final Path ROOT = Path.of("/var/tmp/ipsec-sites-lab");

    private static final Logger LOG = LoggerFactory.getLogger(LabRun.class);
    private static final Pattern RUN = Pattern.compile("(\\d{1,9})-\\d{1,9}");

    private final Path directory;

    private LabRun(Path directory) {
        this.directory = directory;
    }

    /** Clears up after runs whose process is gone, and begins a new one. */
    static LabRun begin() throws IOException {
        for (Path run : runs()) {
            Matcher name = RUN.matcher(run.getFileName().toString());
            if (name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                LOG.info("clearing up after a run that was killed: {}", run);
                new LabRun(run).close();
            }
        }
        for (int n = 1; ; n++) {
            try {
                Files.createDirectories(ROOT);
                return new LabRun(Files.createDirectory(
                        ROOT.resolve(ProcessHandle.current().pid() + "-" + n)));
            } catch (FileAlreadyExistsException | NoSuchFileException _) {
                // Another run of this process has that number, or the last of others took the directory away just now.
            }
        }
    }

    private static List<Path> runs() throws IOException {
        try (Stream<Path> found = Files.list(ROOT)) {
            return found.toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** Of the names of this run's namespaces. */
    String prefix() {
        return "ipsec-site-" + directory.getFileName() + "-";
    }

    /** For one daemon. */
    Path directory(String namespace) {
        return directory.resolve(namespace.substring(prefix().length()));
    }

    /** Removes the namespaces with the prefix, and the directory; with the last run also the one that holds them. */
    @Override
    public void close() throws IOException {
        List<String> script = new ArrayList<>();
        for (String line : Script.run(List.of("ip netns list")).split("\n", -1)) {
            String name = line.split(" ", -1)[0];
            if (name.startsWith(prefix())) {
                script.add("ip netns del " + name);
            }
        }
        Script.run(script);
        Trees.delete(directory);
        try {
            Files.deleteIfExists(ROOT);
        } catch (DirectoryNotEmptyException _) {
            // Other runs are there.
        }
    }
}
