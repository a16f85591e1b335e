package dev.ipsecsites.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the build makes for people to install, unpacked elsewhere and run by the Java of this test. */
@DisabledOnOs(OS.WINDOWS)
class CommandArchiveIT {
    private static final Path ARCHIVE = Path.of("target/ipsec-sites-cli.tar.gz");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void unpack() throws Exception {
        assertThat(run(List.of("tar", "xzf", ARCHIVE.toAbsolutePath().toString()))
                        .code())
                .isZero();
    }

    private static Ended run(List<String> command) throws Exception {
        return run("C.UTF-8", command);
    }

    private static Ended run(String locale, List<String> command) throws Exception {
        return Ended.run(
                directory,
                Duration.ofSeconds(60),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "LC_ALL", locale),
                command);
    }

    @Test
    void theCommandRunsFromWhereItWasUnpacked() throws Exception {
        Path log = Files.writeString(
                directory.resolve("router.log"),
                "2024/01/29 18:38:23: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n".repeat(3));
        Ended ended = run(List.of("ipsec-sites/bin/ipsec-sites", "diagnose", log.toString()));
        assertThat(ended.out()).contains("AuthenticationMismatch");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void thePluginOfKubectlIsTheSameCommand() throws Exception {
        Ended ended = run(List.of("ipsec-sites/bin/kubectl-ipsec_sites", "explain", "DHGroupMismatch"));
        assertThat(ended.out()).contains("DHGroupMismatch");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
    }

    /** A link on the PATH is how most people install such a thing. */
    @Test
    void aLinkToTheCommandWorks() throws Exception {
        Path link = Files.createSymbolicLink(
                directory.resolve("kubectl-ipsec_sites"), directory.resolve("ipsec-sites/bin/ipsec-sites"));
        assertThat(run(List.of(link.toString(), "--version")).out()).startsWith("ipsec-sites ");
    }

    /** As over SSH from a machine with other locales. */
    @Test
    void aJapaneseFileNameIsFoundWithoutALocale() throws Exception {
        assertThat(run(List.of("sh", "-c", "echo kind: CatoSite > 大阪.yaml")).code())
                .isZero();
        for (String locale : List.of("C", "xx_XX.UTF-8")) {
            assertThat(run(locale, List.of("sh", "-c", "ipsec-sites/bin/ipsec-sites diagnose *.yaml"))
                            .err())
                    .contains("大阪.yaml: ")
                    .doesNotContain("can't be");
        }
    }
}
