package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CheckResult;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.RepairToken;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the Router's visit does for tunnels beyond configuring them. */
@Order(11)
class TunnelCareTest {
    private static final String PEER = "203.0.113.10";
    private static final String THROUGH = "PingThroughTunnel";

    private final RouterWorld world = new RouterWorld();
    private final FakeRouter router = world.router;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aResetIsCarriedOutOncePerTokenForThatTunnelOnly() {
        up();
        world.annotate("two", Api.RESET_TUNNELS, "today");
        world.rounds(3);

        assertThat(router.resets).containsExactly(2);
        assertThat(world.tunnel("two").statusOrEmpty().lastHandled()).containsEntry("reset-tunnels", "today");
        assertThat(world.tunnel("one").statusOrEmpty().lastHandled()).isEmpty();
        assertThat(world.events("TunnelReset")).hasSize(1);
        assertThat(world.events("NotSupportedYet")).isEmpty();

        world.annotate("two", Api.RESET_TUNNELS, "tomorrow");
        world.rounds(3);
        assertThat(router.resets).containsExactly(2, 2);
        assertThat(world.tunnel("two").statusOrEmpty().lastHandled()).containsEntry("reset-tunnels", "tomorrow");
    }

    @Test
    void aRepairsResetIsNotNeededByATunnelThatHasComeUpMeanwhile() {
        up();
        String token = new RepairToken(1, "2026-11-23T12:00:00Z", false).toString();
        world.annotate("two", Api.REPAIR_RESET, token);
        world.rounds(2);

        assertThat(router.resets).isEmpty();
        assertThat(world.events("ResetNotNeeded")).hasSize(1);
        assertThat(world.tunnel("two").statusOrEmpty().lastHandled()).containsEntry("repair-reset", token);

        world.annotate("two", Api.REPAIR_RESET, new RepairToken(2, "2026-11-23T12:10:00Z", true).toString());
        world.rounds(2);
        assertThat(router.resets).as("only its own end says up").containsExactly(2);
    }

    @Test
    void whatAPersonAsksForNeitherReplacesWhatARepairAsksForNorIsDoneBesideIt() {
        up();
        String token = new RepairToken(1, "2026-11-23T12:00:00Z", true).toString();
        world.annotate("two", Api.REPAIR_RESET, token);
        world.annotate("two", Api.RESET_TUNNELS, "today");
        world.rounds(4);

        assertThat(router.resets).containsExactly(2);
        assertThat(world.tunnel("two").statusOrEmpty().lastHandled())
                .containsEntry("repair-reset", token)
                .containsEntry("reset-tunnels", "today");
    }

    @Test
    void underObserveNothingIsReset() {
        world.router("rt", "managementPolicy: Observe");
        world.tunnel("one", "tunnelNumber: 1");
        world.annotate("one", Api.RESET_TUNNELS, "today");
        world.rounds(3);
        assertThat(router.resets).isEmpty();
    }

    @Test
    void aTunnelThatIsObservedIsNotResetAndTheEventSaysWhy() {
        up();
        world.client().resource(world.tunnel("two")).edit(t -> {
            String spec = world.client().getKubernetesSerialization().asJson(t.getSpec());
            t.setSpec(world.client()
                    .getKubernetesSerialization()
                    .unmarshal(
                            spec.replace("\"managementPolicy\":\"Enforce\"", "\"managementPolicy\":\"Observe\""),
                            dev.ipsecsites.api.RouterTunnelSpec.class));
            return t;
        });
        world.annotate("two", Api.RESET_TUNNELS, "today");
        world.rounds(3);

        assertThat(router.resets).isEmpty();
        assertThat(world.events("NotReset")).singleElement().asString().contains("Observe");
        assertThat(world.tunnel("two").statusOrEmpty().lastHandled()).containsEntry("reset-tunnels", "today");
    }

    @Test
    void aPausedTunnelIsResetOnlyWhenItIsntAnyMore() {
        up();
        world.annotate("two", Api.PAUSED, "true");
        world.annotate("two", Api.RESET_TUNNELS, "today");
        world.rounds(3);
        assertThat(router.resets).isEmpty();

        world.annotate("two", Api.PAUSED, "false");
        world.rounds(2);
        assertThat(router.resets).containsExactly(2);
    }

    @Test
    void aDeathAroundAResetEndsWithTheTokenRecorded() {
        int step = 0;
        boolean died;
        do {
            try (RouterWorld mortal = new RouterWorld(world.kube)) {
                up(mortal);
                mortal.annotate("two", Api.RESET_TUNNELS, "today");
                died = dies(mortal, step, 2);
                mortal.restart();
                mortal.rounds(3);
                assertThat(mortal.router.resets)
                        .as("step " + step)
                        .isNotEmpty()
                        .containsOnly(2)
                        .hasSizeLessThanOrEqualTo(2);
                assertThat(mortal.tunnel("two").statusOrEmpty().lastHandled())
                        .as("step " + step)
                        .containsEntry("reset-tunnels", "today");
            }
            step++;
        } while (died);
        assertThat(step).isGreaterThan(4);
    }

    @Test
    void aTunnelThatStaysDownIsCheckedInOrderAndOthersAreNot() {
        oneDown("verifyWithin: 20s");
        world.rounds(3);
        assertThat(checks("one")).as("before verifyWithin has passed").isEmpty();

        world.rounds(3);
        assertThat(world.tunnel("one").statusOrEmpty().checks())
                .extracting(TunnelCheck::check)
                .containsExactly(
                        "WANUp",
                        "AddressAsCatoKnows",
                        "RouteToPoP",
                        "PoPReachable",
                        "Filters",
                        "NAT",
                        "RemoteAddress",
                        "SACounters");
        assertThat(checks("one")).contains("PoPReachable Failed", "WANUp Passed", "SACounters Failed");
        assertThat(checks("two")).isEmpty();
        assertThat(router.pings).extracting(Ping::address).containsOnly(PEER);
        assertThat(router.pings).allSatisfy(p -> assertThat(p.count()).isLessThanOrEqualTo(5));
    }

    @Test
    void aTunnelThatStaysDownCostsLessAndLessAndNoWrites() {
        oneDown("verifyWithin: 20s");
        world.rounds(20);
        int pings = router.pings.size();
        world.clock.advance(Duration.ofMinutes(20));
        world.rounds(3);
        assertThat(router.pings.size()).as("due again").isGreaterThan(pings);
        pings = router.pings.size();
        int writes = world.kube.writes();
        world.rounds(60);

        assertThat(router.pings.size() - pings).as("pings within five minutes").isLessThanOrEqualTo(1);
        assertThat(world.kube.writes() - writes).as("writes").isZero();
    }

    @Test
    void checksAreDoneAtOnceOnRequest() {
        oneDown("verifyWithin: 10m");
        world.rounds(2);
        world.annotate("one", Api.RECONCILE, "now");
        world.rounds(2);

        assertThat(checks("one")).contains("PoPReachable Failed");
        assertThat(world.tunnel("one").statusOrEmpty().lastHandled()).containsEntry("reconcile", "now");
    }

    @Test
    void aRequestToATunnelThatIsNotOnTheRouterIsAnsweredToo() {
        up();
        router.refusedTunnels.add("net/three");
        world.tunnel("three", "tunnelNumber: 3");
        world.annotate("three", Api.RECONCILE, "now");
        world.rounds(2);

        assertThat(world.tunnel("three").statusOrEmpty().lastHandled()).containsEntry("reconcile", "now");
    }

    @Test
    void whenTheTunnelComesUpTheChecksLeaveItsStatus() {
        oneDown("verifyWithin: 20s");
        world.rounds(6);
        assertThat(checks("one")).isNotEmpty();
        router.willing.add(1);
        world.rounds(2);

        assertThat(checks("one")).isEmpty();
        assertThat(world.tunnel("one").statusOrEmpty().diagnosis()).isEmpty();
    }

    @Test
    void aRestartLeavesWhatWasFoundStanding() {
        oneDown("verifyWithin: 20s");
        world.rounds(12);
        List<String> before = checks("one");
        List<Diagnosis> diagnosis = world.tunnel("one").statusOrEmpty().diagnosis();
        int writes = world.kube.writes();
        world.restart();
        world.rounds(2);

        assertThat(checks("one")).isEqualTo(before).isNotEmpty();
        assertThat(world.tunnel("one").statusOrEmpty().diagnosis()).isEqualTo(diagnosis);
        assertThat(world.kube.writes()).isEqualTo(writes);
    }

    @Test
    void theDebugWindowIsClosedByTheNextVisitAndNeverSaved() {
        oneDown("verifyWithin: 20s");
        int windows = 0;
        for (int i = 0; i < 20; i++) {
            boolean before = router.running.contains(FakeRouter.DEBUG);
            world.round();
            boolean after = router.running.contains(FakeRouter.DEBUG);
            assertThat(before && after).as("open over two visits").isFalse();
            assertThat(router.saved).doesNotContain(FakeRouter.DEBUG);
            windows += after ? 1 : 0;
        }
        assertThat(windows).isBetween(1, 3);
        assertThat(world.condition(world.router("rt"), Conditions.STALLED).status())
                .as("its own lines are no unsaved changes of others")
                .isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void eachTunnelThatIsDownGetsDebugWindowsOfItsOwn() {
        world.router("rt", "commit: { verifyWithin: 20s }");
        world.tunnel("one", "tunnelNumber: 1");
        world.tunnel("two", "tunnelNumber: 2");
        Map<Integer, Set<String>> windows = new TreeMap<>();
        for (int i = 0; i < 600; i++) {
            world.round();
            RouterRecord record = new RouterRecords(world.client(), new Directory()).read(world.router("rt"));
            DebugSettings open = record.debug();
            if (open != null) {
                windows.computeIfAbsent(open.tunnel(), t -> new HashSet<>()).add(String.valueOf(record.debugSince()));
            }
        }
        assertThat(windows)
                .containsOnlyKeys(1, 2)
                .allSatisfy((tunnel, since) -> assertThat(since).hasSize(3));
    }

    @Test
    void aDeathAroundTheDebugWindowLeavesNoTraceOfIt() {
        int step = 0;
        boolean died;
        do {
            try (RouterWorld mortal = new RouterWorld(world.kube)) {
                oneDown(mortal, "verifyWithin: 20s");
                mortal.rounds(3);
                died = dies(mortal, step, 3);
                mortal.restart();
                mortal.router.willing.add(1);
                mortal.rounds(4);
                assertThat(mortal.router.running)
                        .as("step " + step)
                        .doesNotContain(FakeRouter.DEBUG)
                        .isEqualTo(mortal.router.saved);
            }
            step++;
        } while (died);
        assertThat(step).isGreaterThan(10);
    }

    @Test
    void aWindowThatSomebodyElseHadOpenStaysOpen() {
        router.running.add(FakeRouter.DEBUG);
        router.saved.add(FakeRouter.DEBUG);
        oneDown("verifyWithin: 20s");
        world.rounds(12);
        assertThat(router.running).contains(FakeRouter.DEBUG);
    }

    private void untilAWindowIsOpen() {
        oneDown("verifyWithin: 20s");
        int rounds = 0;
        while (!router.running.contains(FakeRouter.DEBUG) && rounds++ < 20) {
            world.round();
        }
        assertThat(router.running).contains(FakeRouter.DEBUG);
    }

    private void paused(String value) {
        world.client().resource(world.router("rt")).edit(r -> {
            r.getMetadata().setAnnotations(Map.of(Api.PAUSED, value));
            return r;
        });
    }

    @Test
    void aRouterThatGoesWhileAWindowIsOpenIsLeftAsItWas() {
        untilAWindowIsOpen();
        world.client().resource(world.tunnel("one")).delete();
        world.client().resource(world.tunnel("two")).delete();
        world.client().resource(world.router("rt")).delete();
        world.rounds(4);

        assertThat(world.router("rt")).isNull();
        assertThat(router.running).containsExactly(FakeRouter.OWN_ROUTE);
    }

    /** Paused means left alone: what is still on is said, and put back by the first visit afterwards. */
    @Test
    void aRouterThatIsPausedWhileAWindowIsOpenSaysSoAndIsPutBackAfterwards() {
        untilAWindowIsOpen();
        paused("true");
        world.restart();
        int connects = router.connects;
        world.rounds(3);

        assertThat(router.connects).isEqualTo(connects);
        assertThat(router.running).contains(FakeRouter.DEBUG);
        var ready = world.condition(world.router("rt"), Conditions.READY);
        assertThat(ready.reason()).isEqualTo("Paused");
        assertThat(ready.message())
                .contains("syslog debug on", "tunnel 1", "status.debugSince", "'no syslog debug'")
                .doesNotContain("202");
        assertThat(world.router("rt").statusOrEmpty().debugSince()).isNotNull();

        paused("false");
        router.willing.add(1);
        world.rounds(4);

        assertThat(router.running).doesNotContain(FakeRouter.DEBUG).isEqualTo(router.saved);
        assertThat(world.router("rt").statusOrEmpty().debugSince()).isNull();
    }

    @Test
    void theRecordTellsWhatStoodBeforeTheWindow() {
        untilAWindowIsOpen();
        RouterRecord record = new RouterRecords(world.client(), new Directory()).read(world.router("rt"));
        assertThat(record.debug()).isEqualTo(new DebugSettings(1, null, null));
    }

    @Test
    void aFirstUpIsProvenByAPingThroughTheTunnelFromTheInside() {
        up();
        assertThat(router.pings).as("the peer isn't known to be Cato").isEmpty();

        router.answering.add(TunnelCare.CATO_ADDRESS);
        world.label("one", Api.PEER, Api.PEER_CATO);
        world.rounds(3);

        assertThat(router.pings).containsExactly(new Ping(TunnelCare.CATO_ADDRESS, FakeRouter.INSIDE, 3));
        assertThat(checks("one")).containsExactly(THROUGH + " Passed");

        world.annotate("one", Api.RECONCILE, "again");
        world.rounds(3);
        assertThat(router.pings).as("on request").hasSize(2);
    }

    @Test
    void aPingThroughTheTunnelThatIsntAnsweredIsTriedAgainWithPauses() {
        up();
        world.label("one", Api.PEER, Api.PEER_CATO);
        world.rounds(10);
        assertThat(checks("one")).containsExactly(THROUGH + " Failed");
        assertThat(router.pings).hasSize(1);

        router.answering.add(TunnelCare.CATO_ADDRESS);
        world.clock.advance(Duration.ofMinutes(6));
        world.rounds(2);
        assertThat(checks("one")).containsExactly(THROUGH + " Passed");
    }

    @Test
    void theTunnelThatDoesntCarryCatoIsNotPingedThrough() {
        up();
        router.answering.add(TunnelCare.CATO_ADDRESS);
        world.label("two", Api.PEER, Api.PEER_CATO);
        world.rounds(4);

        assertThat(router.pings).isEmpty();
        assertThat(checks("two")).containsExactly(THROUGH + " Skipped");
    }

    @Test
    void flapsAreCountedSettleAndDampEventsButNeverOperational() {
        up();
        for (int i = 0; i < 6; i++) {
            router.willing.remove(1);
            world.round();
            assertThat(world.condition(world.tunnel("one"), Conditions.OPERATIONAL)
                            .status())
                    .isEqualTo(ConditionStatus.FALSE);
            router.willing.add(1);
            world.rounds(2);
            assertThat(world.condition(world.tunnel("one"), Conditions.OPERATIONAL)
                            .status())
                    .isEqualTo(ConditionStatus.TRUE);
        }
        assertThat(world.tunnel("one").statusOrEmpty().flaps()).isEqualTo(6);
        assertThat(world.tunnel("two").statusOrEmpty().flaps()).isZero();
        assertThat(world.events("Flapping")).hasSize(1);

        int writes = world.kube.writes();
        world.clock.advance(Duration.ofMinutes(58));
        world.rounds(2);
        assertThat(world.kube.writes()).as("flaps that grow old one by one").isEqualTo(writes);
        world.clock.advance(Duration.ofMinutes(5));
        world.rounds(2);
        assertThat(world.tunnel("one").statusOrEmpty().flaps()).isZero();
    }

    @Test
    void theCauseIsTheReasonOfATunnelUsedAlone() {
        oneDown("verifyWithin: 20s");
        router.log.add(
                new LogEntry(world.clock.instant().plusSeconds(3), "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED"));
        world.rounds(12);

        assertThat(world.tunnel("one").statusOrEmpty().diagnosis())
                .first()
                .satisfies(d -> assertThat(d.cause()).isEqualTo("AuthenticationMismatch"));
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).reason())
                .isEqualTo("AuthenticationMismatch");
        assertThat(world.events("AuthenticationMismatch")).isNotEmpty();
        assertThat(world.tunnel("two").statusOrEmpty().diagnosis()).isEmpty();
    }

    @Test
    void theSightOfATunnelHoldsTheRoutersHalf() {
        oneDown("verifyWithin: 20s");
        List<String> told = new ArrayList<>();
        world.controllers().sights().onChange(t -> told.add(t.getMetadata().getName()));
        router.log.add(new LogEntry(world.clock.instant(), "[IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN"));
        world.rounds(12);

        RouterSight sight = world.controllers()
                .sights()
                .of(world.tunnel("one").getMetadata().getUid())
                .orElseThrow();
        assertThat(sight.evidence().messages())
                .singleElement()
                .satisfies(m -> assertThat(m.text()).contains("NO_PROPOSAL_CHOSEN"));
        assertThat(sight.checks()).hasSize(8);
        assertThat(sight.evidence().intended()).isNotNull();
        assertThat(world.controllers()
                        .sights()
                        .of(world.tunnel("two").getMetadata().getUid())
                        .orElseThrow()
                        .evidence()
                        .intended())
                .as("of a tunnel that is well little is remembered")
                .isNull();
        assertThat(told).contains("one").doesNotContain("two");
    }

    @Test
    void roundTripsAreMeasuredForWhoeverAsksAndPaced() {
        up();
        router.answering.addAll(Set.of("203.0.113.20", "203.0.113.21"));
        Measurements measurements = world.controllers().measurements();
        List<String> told = new ArrayList<>();
        measurements.onChange(told::add);
        measurements.want("net/rt", "net/site", Set.of("203.0.113.20", "203.0.113.22", "not an address"));
        measurements.want("net/rt", "net/other", Set.of("203.0.113.21"));
        world.rounds(4);

        assertThat(router.pings)
                .extracting(Ping::address)
                .containsExactlyInAnyOrder("203.0.113.20", "203.0.113.21", "203.0.113.22");
        assertThat(told).containsExactly("net/rt");
        assertThat(measurements.of("net/rt", "203.0.113.20").orElseThrow().roundTrip())
                .isEqualTo(Duration.ofMillis(5));
        assertThat(measurements.of("net/rt", "203.0.113.22").orElseThrow().roundTrip())
                .isNull();

        measurements.want("net/rt", "net/other", Set.of());
        world.clock.advance(Measurements.EVERY);
        world.rounds(1);
        assertThat(router.pings).hasSize(5);
        assertThat(measurements.of("net/rt", "203.0.113.21"))
                .as("nobody asks any more")
                .isEmpty();
    }

    @Test
    void nobodyIsPingedForWhoeverHasWithdrawn() {
        Measurements measurements = world.controllers().measurements();
        measurements.want("net/rt", "net/site", Set.of("203.0.113.20"));
        measurements.want("net/rt", "net/other", Set.of("203.0.113.21"));
        measurements.want("net/new", "net/site", Set.of("203.0.113.20"));

        measurements.withdraw("net/site", "net/new");
        assertThat(measurements.due("net/rt")).containsExactly("203.0.113.21");
        assertThat(measurements.due("net/new")).containsExactly("203.0.113.20");

        measurements.withdraw("net/site", null);
        assertThat(measurements.due("net/rt")).containsExactly("203.0.113.21");
        assertThat(measurements.due("net/new")).isEmpty();
    }

    private void up() {
        up(world);
    }

    private static void up(RouterWorld world) {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1");
        world.tunnel("two", "tunnelNumber: 2");
        world.router.willing.addAll(Set.of(1, 2));
        world.rounds(4);
        assertThat(world.router.saved).isEqualTo(world.router.running);
    }

    private void oneDown(String commit) {
        oneDown(world, commit);
    }

    private static void oneDown(RouterWorld world, String commit) {
        world.router("rt", "commit: { " + commit + " }");
        world.tunnel("one", "tunnelNumber: 1");
        world.tunnel("two", "tunnelNumber: 2");
        world.router.willing.add(2);
    }

    private static boolean dies(RouterWorld world, int steps, int rounds) {
        world.router.stepsToLive = steps;
        try {
            world.rounds(rounds);
            return false;
        } catch (FakeRouter.Killed killed) {
            return true;
        } finally {
            world.router.stepsToLive = -1;
        }
    }

    private List<String> checks(String tunnel) {
        return world.tunnel(tunnel).statusOrEmpty().checks().stream()
                .map(c -> c.check() + " " + result(c.result()))
                .collect(Collectors.toList());
    }

    private static String result(CheckResult result) {
        return result.wire();
    }
}
