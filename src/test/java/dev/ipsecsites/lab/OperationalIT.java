package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.wire.WireTiming;
import dev.ipsecsites.operator.common.Conditions;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code Operational} says what the ends say, one poll interval and two seconds after they say it at the latest (issue "It says what is wrong"): of tunnels that
 * are lost and come back at Cato's end and at the router's, at the shortest intervals and at the default ones, also while they flap.
 */
@Order(2)
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class OperationalIT {
    /** What is added to the poll interval. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration FAST = Duration.ofSeconds(5);
    private static final Duration DEFAULT = Duration.ofSeconds(30);

    /** Two reports of each of the slow sites, and some ten of each of the fast ones. */
    private static final Duration PLAY = Duration.ofSeconds(80);

    /** Cato notices after two seconds that nothing comes any more, as the router does by its keepalive. */
    private static final WireTiming TIMING = new WireTiming(Duration.ofSeconds(2), Duration.ofSeconds(1), 1);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(4);

    @Test
    void followsWhatTheEndsReportWithinAPollAndTwoSeconds() throws Exception {
        try (var stopper = new Stopper()) {
            var directory = stopper.add(LabDirectory.fresh(Path.of("target", "operational-it")));
            var branches = new Fleet(Path.of("examples"), Optional.of(SharedHostKey.PAIR)).generated(6);
            var fast = branches.subList(0, 4);
            var slow = branches.subList(4, 6);
            fast.forEach(branch -> paced(branch, "main", "12345", "5s"));
            slow.forEach(branch -> paced(branch, "second", "54321", "30s"));
            at(branches.get(0), "Tokyo", null);
            at(branches.get(1), "Osaka", null);
            at(branches.get(2), "Singapore", null);
            at(branches.get(3), "London", "Frankfurt");
            at(branches.get(4), "Sydney", null);
            at(branches.get(5), "Hong Kong", null);
            var lab = LabSession.start(
                    LabSession.Project.at(Path.of("")),
                    directory,
                    stopper,
                    new Progress(System.out, Clock.systemUTC()),
                    branches,
                    WireKind.COMPARED,
                    TIMING);
            var watch = lab.watch();
            lab.applyBranches();
            assertThat(lab.awaitReady(watch)).as("%s", lab.diagnosis()).isTrue();
            awaitSaved(lab);
            observed(lab, branches.get(1));
            observed(lab, branches.get(5));

            var reports = stopper.add(new Reports(lab));
            play(lab, reports);

            measured(FAST, reports.flips(fast, FAST.plus(GRACE)), reports.longestGap());
            measured(DEFAULT, reports.flips(slow, DEFAULT.plus(GRACE)), reports.longestGap());
            // How many of them is chance: what lies between two polls isn't counted. That some did is the point:
            // nothing was damped.
            assertThat(flapping(lab, fast)).as("tunnels that flap").hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /** An account and a router that are asked that often; the router gives a peer up after two unanswered probes. */
    private static void paced(Branch branch, String account, String accountId, String interval) {
        var manifests = branch.manifests();
        var key = "cato-api-" + account;
        Resource.find(manifests, "Secret", "cato-api")
                .ifPresent(found -> found.manifest().getMetadata().setName(key));
        for (var found : Resource.ofKind(manifests, Kinds.ACCOUNT.kind())) {
            found.manifest().getMetadata().setName(account);
            found.set(accountId, "spec", "accountId").set(key, "spec", "apiKeySecretRef", "name");
        }
        Paced.polled(manifests, interval);
        site(branch)
                .set(account, "spec", "accountRef", "name")
                .set(Map.of("interval", "1s", "failures", 2), "spec", "keepalive");
    }

    private static void at(Branch branch, String primary, @org.jspecify.annotations.Nullable String secondary) {
        var site = site(branch).set(primary, "spec", "primary", "popLocation");
        if (secondary == null) {
            site.remove("spec", "secondary");
        } else {
            site.set(secondary, "spec", "secondary", "popLocation");
        }
    }

    private static Resource site(Branch branch) {
        return Resource.find(branch.manifests(), Kinds.SITE.kind(), branch.site())
                .orElseThrow();
    }

    private static void awaitSaved(LabSession lab) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> tunnels(lab).stream()
                        .allMatch(t -> Conditions.isTrue(t.statusOrEmpty().conditions(), Conditions.READY)));
    }

    private static List<RouterTunnel> tunnels(LabSession lab) {
        return lab.cluster()
                .kube()
                .admin()
                .resources(RouterTunnel.class)
                .inNamespace(Cluster.NAMESPACE)
                .list()
                .getItems();
    }

    /** From now on its owner has the router to himself: a tunnel that he disables stays disabled. */
    private static void observed(LabSession lab, Branch branch) {
        lab.cluster()
                .kube()
                .admin()
                .resources(Router.class)
                .inNamespace(Cluster.NAMESPACE)
                .withName(branch.router().name())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"managementPolicy\":\"" + ManagementPolicy.OBSERVE.wire() + "\"}}");
    }

    /** Everything that happens, at moments that have nothing to do with anybody's polls. */
    private void play(LabSession lab, Reports reports) throws InterruptedException {
        var cma = lab.simulators().cma();
        var branches = lab.branches();
        try (ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor()) {
            var line = router(lab, branches.get(0));
            swing(
                    stage,
                    FAST,
                    () -> line.wan(line.wan().withUp(false)),
                    () -> line.wan(line.wan().withUp(true)));
            swing(
                    stage,
                    FAST,
                    () -> disable(lab, reports, branches.get(1)),
                    () -> enable(lab, reports, branches.get(1)));
            swing(stage, FAST, () -> cma.cutPop("Singapore"), () -> cma.restorePop("Singapore"));
            flap(
                    stage,
                    () -> {
                        cma.cutPop("London");
                        cma.cutPop("Frankfurt");
                    },
                    () -> {
                        cma.restorePop("London");
                        cma.restorePop("Frankfurt");
                    },
                    () -> cma.resetTunnel(reports.catoKey(branches.get(3))));
            swing(stage, DEFAULT, () -> cma.cutPop("Sydney"), () -> cma.restorePop("Sydney"));
            swing(
                    stage,
                    DEFAULT,
                    () -> disable(lab, reports, branches.get(5)),
                    () -> enable(lab, reports, branches.get(5)));
            stage.shutdown();
            assertThat(stage.awaitTermination(PLAY.toSeconds() + 60, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** Down and up again, each for a little longer than the condition may take to follow. */
    private void swing(ScheduledExecutorService stage, Duration poll, Runnable down, Runnable up) {
        long at = random.nextLong(3_000);
        boolean isUp = true;
        while (at < PLAY.toMillis()) {
            var _ = stage.schedule(isUp ? down : up, at, TimeUnit.MILLISECONDS);
            isUp = !isUp;
            at += standing(poll);
        }
        var _ = stage.schedule(() -> {}, at, TimeUnit.MILLISECONDS);
    }

    private long standing(Duration poll) {
        return poll.plus(GRACE).toMillis() + 4_000 + random.nextLong(3_000);
    }

    /** Falls and resets in quick succession, then a while down and a while up. */
    private void flap(ScheduledExecutorService stage, Runnable down, Runnable up, Runnable reset) {
        long at = 1_000;
        while (at < PLAY.toMillis()) {
            for (int i = 0; i < 2; i++) {
                var _ = stage.schedule(reset, at, TimeUnit.MILLISECONDS);
                at += 1_000 + random.nextLong(1_500);
                var _ = stage.schedule(down, at, TimeUnit.MILLISECONDS);
                at += 2_500 + random.nextLong(1_500);
                var _ = stage.schedule(up, at, TimeUnit.MILLISECONDS);
                at += 1_000 + random.nextLong(2_000);
            }
            at += standing(FAST);
            var _ = stage.schedule(down, at, TimeUnit.MILLISECONDS);
            at += standing(FAST);
            var _ = stage.schedule(up, at, TimeUnit.MILLISECONDS);
            at += standing(FAST);
        }
    }

    private static RtxSimulator router(LabSession lab, Branch branch) {
        return lab.simulators().router(branch.router().name());
    }

    private static void disable(LabSession lab, Reports reports, Branch branch) {
        router(lab, branch).type("tunnel disable " + reports.number(branch));
    }

    private static void enable(LabSession lab, Reports reports, Branch branch) {
        router(lab, branch).type("tunnel enable " + reports.number(branch));
    }

    private static void measured(Duration poll, List<Flip> flips, Duration gap) {
        var allowed = poll.plus(GRACE);
        var late = flips.stream().filter(flip -> flip.late(allowed)).toList();
        var slowest = flips.stream()
                .map(Flip::lag)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        System.out.println(String.format(
                Locale.ROOT,
                "operational: %d flips, slowest %.1f s after the end's report (poll %d s + 2 s allowed), %d late;"
                        + " the ends were looked at every %.1f s or oftener",
                flips.size(),
                slowest.toMillis() / 1000.0,
                poll.toSeconds(),
                late.size(),
                gap.toMillis() / 1000.0));
        assertThat(flips).as("in both directions").extracting(Flip::up).contains(true, false);
        assertThat(flips).as("never followed").extracting(Flip::lag).doesNotContainNull();
        // The number is printed for a person to read. On cores that others keep busy a flip may come late and nothing
        // be wrong; one in ten may not.
        assertThat(late).as("late").hasSizeLessThanOrEqualTo(flips.size() / 10);
    }

    private static List<String> flapping(LabSession lab, List<Branch> branches) {
        var names = new ArrayList<String>();
        for (var tunnel : tunnels(lab)) {
            boolean of = branches.stream()
                    .anyMatch(b -> tunnel.getSpec()
                            .routerRef()
                            .name()
                            .equals(b.router().name()));
            if (of && tunnel.statusOrEmpty().flaps() >= 3) {
                names.add(tunnel.getMetadata().getName());
            }
        }
        return names;
    }
}
