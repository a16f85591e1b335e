package dev.ipsecsites.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half a gigabyte in 128 MiB: whatever a file is full of, little of it is held. */
@Order(4)
class HugeFilesTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "lines, 100000, AuthenticationMismatch Likely",
        "log, 500, AuthenticationMismatch Likely",
        "line, 500, ''",
        "manifest, 500, ''",
        "status, 100, ''",
        "config, 60, ''",
        "quote, 60, ''",
        "timeline, 60, AuthenticationMismatch"
    })
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void itFitsIntoLittleMemory(String kind, int size, String answer) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeFile.class.getName(),
                        kind,
                        Integer.toString(size))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("answers: " + answer).doesNotContain("OutOfMemoryError");
        } finally {
            process.destroyForcibly();
        }
    }
}
