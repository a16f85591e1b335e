package dev.ipsecsites.lab.ike.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that was killed leaves behind, and what the next one makes of it. */
@Tag(RealIkeTally.TAG)
class LabRunIT {
    @TempDir
    Path root;

    @BeforeEach
    void namespacesAreThere() {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void whatAKilledRunLeftIsTakenAwayAndNothingElse() throws Exception {
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        String dead = killed.pid() + "-1";
        Files.createDirectories(root.resolve(dead).resolve("osaka-tunnel1"));
        Path foreign = Files.createDirectory(root.resolve("of-somebody-else"));
        String others = "ipsec-site-" + ProcessHandle.current().pid() + "-99-osaka";
        Script.run(List.of("ip netns add ipsec-site-" + dead + "-osaka", "ip netns add " + others));
        try (LabRun run = LabRun.begin(root)) {
            assertThat(namespaces()).doesNotContain("ipsec-site-" + dead + "-").contains(others);
            assertThat(root.resolve(dead)).doesNotExist();
            assertThat(foreign).exists();
            assertThat(run.prefix())
                    .isEqualTo("ipsec-site-" + ProcessHandle.current().pid() + "-1-");
        } finally {
            Script.run(List.of("ip netns del " + others));
        }
        assertThat(root).isDirectoryContaining(path -> path.equals(foreign));
    }

    @Test
    void twoRunsOfOneProcessDoNotMeet() throws IOException {
        try (LabRun one = LabRun.begin(root);
                LabRun other = LabRun.begin(root)) {
            assertThat(one.prefix()).isNotEqualTo(other.prefix());
            Script.run(List.of("ip netns add " + one.prefix() + "osaka", "ip netns add " + other.prefix() + "osaka"));
            one.close();
            assertThat(namespaces()).contains(other.prefix()).doesNotContain(one.prefix());
        }
    }

    private static String namespaces() throws IOException {
        return Script.run(List.of("ip netns list"));
    }
}
