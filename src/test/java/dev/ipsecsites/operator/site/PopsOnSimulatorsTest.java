package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A site at both simulated ends whose tunnels are at other PoPs than they were: as a repair, or because these are nearer. */
@Order(2)
class PopsOnSimulatorsTest {
    private final SiteWorld world = new SiteWorld(RtxModel.RTX830);

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void triesAnotherPopWhenEverythingElseIsExcludedAndStaysThereWhenItMay() {
        String london = world.allocate("London");
        world.apply("repair: { anotherPoP: true, movePoP: true }");
        world.untilReady();
        world.ticksARound = 6;
        world.cato.cutPop("Tokyo");

        world.until(
                "redundant again",
                Duration.ofHours(2),
                () -> world.isTrue(Conditions.REDUNDANT)
                        && world.tunnel("PRIMARY1").state() == TunnelState.UP
                        && "London".equals(world.tunnel("PRIMARY1").popLocation()));
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(london);
        assertThat(world.reasons()).contains("TunnelReset", "AnotherPoPTried");
        assertThat(world.cato.statistics().mutations()).containsEntry("addAllocatedIp", 2L);
    }

    @Test
    void triesTwoOtherPopsWhenBothPopsFailAtTheSameTime() {
        String london = world.allocate("London");
        String singapore = world.allocate("Singapore");
        world.apply("repair: { anotherPoP: true, movePoP: true }");
        world.untilReady();
        world.ticksARound = 6;
        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");

        world.until("tried", Duration.ofHours(2), () -> world.reasons().contains("AnotherPoPTried"));
        world.untilReady();
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(london);
        assertThat(world.tunnel("SECONDARY1").catoAddress()).isEqualTo(singapore);
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.isTrue(Conditions.STALLED)).isFalse();
    }

    @Test
    void staysAtAnotherPopWhileNoOtherTunnelCarriesTheTraffic() {
        theOnlyTrafficIsInLondon();
        world.rounds(15);
        assertThat(up("PRIMARY1", "London")).isTrue();
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains("PRIMARY1 uses 198.18.64.1, an address at another PoP", "repair.movePoP");

        world.cato.restorePop("Tokyo");
        world.rounds(15);
        assertThat(up("PRIMARY1", "London"))
                .as("nobody sees that its own PoP is back")
                .isTrue();
        world.cato.restorePop("Osaka");
        world.until("home", Duration.ofHours(2), () -> up("PRIMARY1", "Tokyo"));
        assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
        assertThat(world.condition(Conditions.CONFIGURED).message()).doesNotContain("another PoP");
    }

    @Test
    void theOnlyTrafficStaysAtAnotherPopWhenTheManifestIsChangedAsItsMessageAdvises() {
        theOnlyTrafficIsInLondon();
        world.rounds(3);

        world.edit("repair: { anotherPoP: true, movePoP: true }");
        assertStaysInLondon();
        world.restart();
        world.edit("repair: { mode: \"Off\" }");
        assertStaysInLondon();
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains("PRIMARY1 uses 198.18.64.1, an address at another PoP", "repair.mode is Off");
        world.edit("repair: { anotherPoP: false }");
        assertStaysInLondon();

        world.edit("primary: { popLocation: Singapore }", "repair: { anotherPoP: false }");
        world.until("where it is written now", () -> up("PRIMARY1", "Singapore"));
        assertThat(world.condition(Conditions.CONFIGURED).message()).doesNotContain("another PoP");
    }

    private void assertStaysInLondon() {
        for (int i = 0; i < 5; i++) {
            world.round();
            assertThat(up("PRIMARY1", "London")).isTrue();
            assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
        }
    }

    @Test
    void twoTunnelsAtOtherPopsGoHomeOneAfterTheOther() {
        world.allocate("London");
        world.allocate("Singapore");
        world.apply("repair: { anotherPoP: true }");
        world.untilReady();
        world.ticksARound = 6;
        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");
        world.until("moved", Duration.ofHours(2), () -> up("PRIMARY1", "London") && up("SECONDARY1", "Singapore"));

        world.until(
                "one goes home",
                Duration.ofHours(2),
                () -> "Tokyo".equals(world.tunnel("PRIMARY1").popLocation()));
        world.rounds(15);
        assertThat(up("SECONDARY1", "Singapore")).isTrue();
        assertThat(world.isTrue(Conditions.READY)).isTrue();
    }

    private boolean up(String tunnel, String pop) {
        return world.tunnel(tunnel).state() == TunnelState.UP
                && pop.equals(world.tunnel(tunnel).popLocation());
    }

    @Test
    void comesBackWithItsPopWhenTheAddressThatARepairChoseCannotBeUsed() throws Exception {
        String london = world.allocate("London");
        world.apply("repair: { anotherPoP: true, movePoP: true }");
        world.untilReady();
        world.ticksARound = 6;
        world.cato.cutPop("Tokyo");
        world.cato.cutPop("London");
        world.until("tried", Duration.ofHours(2), () -> world.reasons().contains("AnotherPoPTried"));
        // Before it is in use somebody takes it back.
        world.console().releaseAddress(london);
        world.restart();
        world.rounds(3);
        assertThat(world.reasons()).contains("AnotherPoPRefused");
        assertThat(world.isTrue(Conditions.READY))
                .as("the secondary carries the traffic")
                .isTrue();

        world.cato.restorePop("Tokyo");
        world.untilReady();
        assertThat(world.tunnel("PRIMARY1").popLocation()).isEqualTo("Tokyo");
    }

    @Test
    void usesTheNearestCandidateAndMovesOnlyWhenItMay() {
        String tokyo = world.allocate("Tokyo");
        String london = world.allocate("London");
        String measured = "primary: { popSelection: LowestRTT, candidates: [ Tokyo, London, Singapore ] }";
        world.measured(tokyo, 9);
        world.measured(london, 200);
        world.apply(measured);
        world.untilReady();
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(tokyo);
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains("spec.primary.candidates: not measured", "Singapore");

        for (int i = 0; i < 6; i++) {
            world.measured(tokyo, 220);
            world.measured(london, 20);
            world.round();
        }
        assertThat(world.tunnel("PRIMARY1").chosenPoP()).isEqualTo("Tokyo");
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("London answers faster");

        world.edit(measured, "repair: { movePoP: true }");
        world.until(
                "moved",
                Duration.ofMinutes(5),
                () -> london.equals(world.tunnel("PRIMARY1").catoAddress())
                        && world.tunnel("PRIMARY1").state() == TunnelState.UP);
        assertThat(world.reasons()).contains("PoPChosen");
        assertThat(world.cato.statistics().mutations()).containsEntry("addAllocatedIp", 1L);
    }

    @Test
    void leavesACandidateThatNobodyReachesAnyMore() {
        String tokyo = world.allocate("Tokyo");
        String london = world.allocate("London");
        world.router.roundTrip(tokyo, Duration.ofMillis(5));
        world.router.roundTrip(london, Duration.ofMillis(220));
        world.apply("primary: { popSelection: LowestRTT, candidates: [ Tokyo, London ] }");
        world.untilReady();
        world.quiet(Duration.ofMinutes(11));
        assertThat(world.tunnel("PRIMARY1").chosenPoP()).isEqualTo("Tokyo");

        world.ticksARound = 3;
        world.cato.cutPop("Tokyo");
        world.until("moved", Duration.ofMinutes(40), () -> up("PRIMARY1", "London"));
        assertThat(world.tunnel("PRIMARY1").chosenPoP()).isEqualTo("London");
        assertThat(world.reasons()).contains("PoPChosen");
    }

    @Test
    void measuresANewListOfCandidatesBeforeATunnelLeavesItsPop() {
        String tokyo = world.allocate("Tokyo");
        world.router.roundTrip(tokyo, Duration.ofMillis(5));
        world.router.roundTrip(world.allocate("London"), Duration.ofMillis(220));
        world.router.roundTrip(world.allocate("Singapore"), Duration.ofMillis(70));
        world.apply("primary: { popSelection: LowestRTT, candidates: [ Tokyo ] }");
        world.untilReady();
        world.quiet(Duration.ofMinutes(8));

        world.edit("primary: { popSelection: LowestRTT, candidates: [ London, Singapore ] }");
        world.round();
        assertThat(world.condition(Conditions.RECONCILING).reason()).isEqualTo("MeasuringPoPs");
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(tokyo);
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();

        world.until("moved", Duration.ofMinutes(5), () -> up("PRIMARY1", "Singapore"));
        assertThat(world.events().toString()).doesNotContain("goes to London");
    }

    @Test
    void theRouterPingsCandidatesOnlyAsLongAsTheSiteWantsIt() {
        world.allocate("Tokyo");
        world.allocate("London");
        String measured = "primary: { popSelection: LowestRTT, candidates: [ Tokyo, London ] }";
        world.apply(measured);
        world.untilReady();
        assertThat(pings(Duration.ofMinutes(11))).isPositive();

        world.edit("primary: { popLocation: Tokyo }");
        world.untilReady();
        assertThat(pings(Duration.ofMinutes(11))).isZero();

        world.edit(measured);
        world.untilReady();
        assertThat(pings(Duration.ofMinutes(11))).isPositive();

        world.client().resource(world.site()).delete();
        world.rounds(12);
        assertThat(world.kube.stored(CatoSite.class)).isEmpty();
        assertThat(pings(Duration.ofMinutes(11))).isZero();
    }

    /** How often the router pings in the time to come. */
    private long pings(Duration time) {
        int before = world.router.commandsSeen().size();
        world.quiet(time);
        return world.router.commandsSeen().stream()
                .skip(before)
                .filter(command -> command.contains("ping"))
                .count();
    }

    @Test
    void movesNoTunnelForItsDistanceWhileTheRouterIsNotHeard() {
        String tokyo = world.allocate("Tokyo");
        String london = world.allocate("London");
        world.measured(tokyo, 9);
        world.measured(london, 200);
        world.apply("primary: { popSelection: LowestRTT, candidates: [ Tokyo, London ] }");
        world.untilReady();
        for (int i = 0; i < 6; i++) {
            world.measured(tokyo, 220);
            world.measured(london, 20);
            world.round();
        }
        world.router.faults().refuseLogin(true);
        world.rounds(40);

        assertThat(world.tunnel("PRIMARY1").state()).isEqualTo(TunnelState.UNKNOWN);
        assertThat(world.tunnel("PRIMARY1").chosenPoP()).isEqualTo("Tokyo");
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(tokyo);
        world.router.faults().refuseLogin(false);
        world.untilReady();
        assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(tokyo);
    }

    /** The secondary's repair has given up, and the primary has come up at the address that was to spare. */
    private void theOnlyTrafficIsInLondon() {
        world.allocate("London");
        world.apply("repair: { anotherPoP: true }");
        world.untilReady();
        world.ticksARound = 6;
        world.cato.cutPop("Osaka");
        world.cato.cutPop("London");
        world.until("given up", Duration.ofHours(2), () -> world.reasons().contains("RepairStalled"));
        world.cato.restorePop("London");
        world.cato.cutPop("Tokyo");
        world.until("moved", Duration.ofHours(2), () -> up("PRIMARY1", "London"));
    }
}
