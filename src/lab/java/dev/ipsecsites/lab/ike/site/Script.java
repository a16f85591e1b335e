package dev.ipsecsites.lab.ike.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a few commands in one shell: a process for each {@code ip} call of a whole site would cost more than the site. */
final class Script {
    private static final int SECONDS = 30;

    private Script() {}

    /**
     * Runs the lines until one fails.
     *
     * @return what they printed
     * @throws IOException when a line fails; the message holds what it printed
     */
    static String run(List<String> lines) throws IOException {
        Process process =
                new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
        try {
            try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
                for (String line : lines) {
                    in.write(line);
                    in.write('\n');
                }
            } catch (IOException _) {
                // It has failed already and reads no further: its exit code and what it printed say why.
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("network set-up does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException("network set-up failed: " + printed.strip() + " in\n" + String.join("\n", lines));
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
