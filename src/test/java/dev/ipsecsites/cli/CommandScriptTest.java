package dev.ipsecsites.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command hands over to Java what the shell or {@code kubectl} gave it. Java is a script here that tells its arguments and exits with 7. */
@DisabledOnOs(OS.WINDOWS)
class CommandScriptTest {
    private static final Path SCRIPT = Path.of("src/main/bin/ipsec-sites");

    @TempDir
    private Path directory;

    @BeforeEach
    void fakeJava() throws IOException {
        Path java = directory.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nfor each in \"$@\"; do printf '<%s>' \"$each\"; done\nexit 7\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path script = directory.resolve("bin/ipsec-sites");
        Files.createDirectories(script.getParent());
        Files.copy(SCRIPT, script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(directory.resolve("bin/kubectl-ipsec_sites"), Path.of("ipsec-sites"));
        Files.createDirectories(directory.resolve("lib"));
    }

    private Ended run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of(
                "JAVA_HOME",
                directory.resolve("jdk").toString(),
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH")));
        all.putAll(environment);
        return Ended.run(directory, Duration.ofSeconds(30), all, List.of(command));
    }

    private List<String> commands() throws IOException {
        List<String> ways = new ArrayList<>(List.of(
                directory.resolve("bin/ipsec-sites").toString(),
                directory.resolve("bin/kubectl-ipsec_sites").toString()));
        kubectl().ifPresent(way -> ways.add(way.toString()));
        return ways;
    }

    /** Where the tests of the API server keep it. */
    private static Optional<Path> kubectl() throws IOException {
        Path home = Path.of(System.getProperty("user.home"), ".kubeapitest");
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(home, 3)) {
            return files.filter(file -> file.endsWith("kubectl") && Files.isExecutable(file))
                    .findFirst();
        }
    }

    @Test
    void argumentsAndExitCodeGoThrough() throws Exception {
        Path jar = Files.createFile(directory.resolve("ipsec-sites.jar"));
        for (String way : commands()) {
            List<String> command = new ArrayList<>(List.of(way));
            if (way.endsWith("kubectl")) {
                command.add("ipsec_sites");
            }
            command.addAll(List.of("diagnose", "osaka", "-n", "net work", "--lang", "ja"));
            Ended ended = run(Map.of(), command.toArray(String[]::new));
            assertThat(ended.out())
                    .as(way)
                    .endsWith("<-jar><" + directory.toRealPath() + "/bin/../" + jar.getFileName()
                            + "><diagnose><osaka><-n><net work><--lang><ja>");
            assertThat(ended.code()).as(way).isEqualTo(7);
        }
    }

    @Test
    void theJarMayLieElsewhere() throws Exception {
        Path jar = Files.createFile(directory.resolve("other.jar"));
        Ended ended = run(Map.of("IPSEC_SITES_JAR", jar.toString()), commands().getFirst(), "explain");
        assertThat(ended.out()).endsWith("<-jar><" + jar + "><explain>");
    }

    @Test
    void aMissingJarIsSaidWithWhatToDo() throws Exception {
        Ended ended = run(Map.of(), commands().getFirst(), "explain");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("set IPSEC_SITES_JAR");
    }

    /** The jar alone can't run: it names its libraries beside it. */
    @Test
    void aJarThatWasCopiedWithoutItsLibrariesIsSaidWithWhatToDo() throws Exception {
        Files.createFile(directory.resolve("bin/ipsec-sites.jar"));
        Ended ended = run(Map.of(), commands().getFirst(), "explain");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("no lib directory beside", "copy both");
    }

    @Test
    void anOlderJavaIsSaidByItsVersion() throws Exception {
        Files.createFile(directory.resolve("ipsec-sites.jar"));
        Files.writeString(directory.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.5\"\n");
        Ended old = run(Map.of(), commands().getFirst(), "explain");
        assertThat(old.code()).isEqualTo(2);
        assertThat(old.err()).contains("jdk/bin/java is Java 21", "25", "JAVA_HOME");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        assertThat(run(Map.of(), commands().getFirst(), "explain").code()).isEqualTo(7);
    }

    @Test
    void aJavaHomeWithoutJavaIsSaid() throws Exception {
        Files.createFile(directory.resolve("ipsec-sites.jar"));
        Ended ended = run(
                Map.of("JAVA_HOME", directory.resolve("none").toString()),
                commands().getFirst(),
                "explain");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("none/bin/java can't be run");
    }
}
