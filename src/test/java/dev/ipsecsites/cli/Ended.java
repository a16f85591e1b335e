package dev.ipsecsites.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command that was run to its end, and what it printed. */
record Ended(int code, String out, String err) {
    /** @param environment beside what this process has; {@code IPSEC_SITES_JAR} only from here */
    static Ended run(Path directory, Duration limit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("IPSEC_SITES_JAR");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(limit)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
