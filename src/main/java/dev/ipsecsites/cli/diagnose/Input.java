package dev.ipsecsites.cli.diagnose;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to look into.
 *
 * @param name for messages
 * @param timeline whoever gave it says that it is Cato's timeline; otherwise its content tells what it is
 * @param opener opens it, once
 */
public record Input(String name, boolean timeline, Opener opener) {
    /** Opens a file. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    public static Input of(Path file) {
        return new Input(file.toString(), false, () -> Files.newInputStream(file));
    }

    public static Input of(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Input of(String name, byte[] content) {
        return new Input(name, false, () -> new ByteArrayInputStream(content));
    }

    /** Standard input, which is left open. */
    public static Input standard(InputStream in) {
        return new Input("(standard input)", false, () -> new FilterInputStream(in) {
            @Override
            public void close() {}
        });
    }

    public Input asTimeline() {
        return new Input(name, true, opener);
    }
}
