package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the JDK lacks for directories with everything in them. */
public final class Trees {
    private Trees() {}

    /** Deletes it with all that is in it; nothing happens when it is not there. Links are not followed. */
    public static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
