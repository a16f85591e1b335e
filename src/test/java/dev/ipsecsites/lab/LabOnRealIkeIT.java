package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import dev.ipsecsites.lab.kube.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The article's site, configured by nothing but its manifest, on real IKE: packets cross, and a lost PoP shows in its status. */
@Tag(RealIkeTally.TAG)
@Order(5)
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class LabOnRealIkeIT {
    /** Cato notices after half a minute, whatever the router does. */
    private static final Duration FAILOVER = Duration.ofMinutes(2);

    @Test
    void packetsCrossATunnelThatOnlyAManifestConfiguredAndALostPopShowsInItsStatus() throws Exception {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
        try (var stopper = new Stopper()) {
            var directory = stopper.add(LabDirectory.fresh(Path.of("target", "lab-ike-it")));
            var project = LabSession.Project.at(Path.of(""));
            var article = new Fleet(project.examples()).ofExamples().getFirst();
            // The default, six times ten seconds, would make this test a minute longer; the default polls another one.
            Resource.find(article.manifests(), Kinds.SITE.kind(), article.site())
                    .orElseThrow()
                    .set(Map.of("interval", "1s", "failures", 3), "spec", "keepalive");
            Paced.polled(article.manifests(), "5s");
            var progress = new Progress(System.out, Clock.systemUTC());
            var lab = LabSession.start(project, directory, stopper, progress, List.of(article), WireKind.IKE);
            var watch = lab.watch();
            lab.applyBranches();
            assertThat(lab.awaitReady(watch)).as("%s", lab.diagnosis()).isTrue();
            await().atMost(FAILOVER).until(() -> redundant(lab, ConditionStatus.TRUE) && active(lab, "PRIMARY1"));
            assertThat(pings(lab)).isEqualTo(3);
            progress.say("lab", "packets cross; Tokyo is cut off");

            lab.simulators().cma().cutPop("Tokyo");
            await().atMost(FAILOVER).until(() -> pings(lab) == 3);
            progress.say("lab", "packets cross again");
            await().atMost(FAILOVER).until(() -> redundant(lab, ConditionStatus.FALSE) && active(lab, "SECONDARY1"));
            progress.say("lab", "the status says so; Tokyo is back");
            assertThat(status(lab).lastFailover()).isNotNull();

            lab.simulators().cma().restorePop("Tokyo");
            await().atMost(FAILOVER).until(() -> redundant(lab, ConditionStatus.TRUE) && active(lab, "PRIMARY1"));
            await().atMost(FAILOVER).until(() -> pings(lab) == 3);
            progress.say("lab", "all is as it was");
        }
    }

    private static CatoSiteStatus status(LabSession lab) {
        var site = lab.cluster()
                .kube()
                .admin()
                .resources(CatoSite.class)
                .inNamespace(Cluster.NAMESPACE)
                .withName(lab.branches().getFirst().site())
                .get();
        return Objects.requireNonNull(site.getStatus());
    }

    private static boolean active(LabSession lab, String tunnel) {
        return tunnel.equals(status(lab).activeTunnel());
    }

    private static boolean redundant(LabSession lab, ConditionStatus value) {
        return status(lab).conditions().stream()
                .anyMatch(condition -> condition.type().equals("Redundant") && condition.status() == value);
    }

    /** Three packets from the LAN's host to Cato: how many came back. */
    private static int pings(LabSession lab) throws IOException, InterruptedException {
        var router = lab.branches().getFirst().router().name();
        var lan = lab.simulators().ike().orElseThrow().lanNamespace(router);
        var result = new Command(List.of(
                        "ip",
                        "netns",
                        "exec",
                        lan,
                        "ping",
                        "-n",
                        "-q",
                        "-i",
                        "0.2",
                        "-W",
                        "1",
                        "-c",
                        "3",
                        "10.254.254.1"))
                .run(Duration.ofSeconds(10));
        return Integer.parseInt(result.output().replaceAll("(?s).* (\\d+) received.*", "$1"));
    }
}
