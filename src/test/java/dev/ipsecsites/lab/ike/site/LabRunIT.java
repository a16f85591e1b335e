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

/** What a run that was killed leaves behind, and what the next one makes of it. */
@Tag(RealIkeTally.TAG)
class LabRunIT {
    private static final Path ROOT = LabRun.ROOT;

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
        Files.createDirectories(ROOT.resolve(dead).resolve("osaka-tunnel1"));
        Path foreign = Files.createTempDirectory(ROOT, "of-somebody-else");
        String others = "ipsec-site-" + ProcessHandle.current().pid() + "-99-osaka";
        Script.run(List.of("ip netns add ipsec-site-" + dead + "-osaka", "ip netns add " + others));
        try (LabRun run = LabRun.begin()) {
            assertThat(namespaces()).doesNotContain("ipsec-site-" + dead + "-").contains(others);
            assertThat(ROOT.resolve(dead)).doesNotExist();
            assertThat(run.prefix())
                    .startsWith("ipsec-site-" + ProcessHandle.current().pid() + "-");
        } finally {
            Script.run(List.of("ip netns del " + others));
        }
        assertThat(foreign).exists();
        Files.delete(foreign);
    }

    @Test
    void twoRunsOfOneProcessDoNotMeet() throws IOException {
        try (LabRun one = LabRun.begin();
                LabRun other = LabRun.begin()) {
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
