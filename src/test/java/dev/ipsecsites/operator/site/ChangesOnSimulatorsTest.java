package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.lab.cma.Fault;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A healthy site at both simulated ends whose manifest or keys change: whatever hinders one of the ends, a tunnel stays up. */
@Order(2)
class ChangesOnSimulatorsTest {
    private static final Pattern UPS = Pattern.compile("IP Tunnel\\[(\\d+)] (Up|Down)");
    private static final String FOREIGN = "ip route 10.99.0.0/16 gateway 192.168.100.254";

    private final SiteWorld world = new SiteWorld(RtxModel.RTX830);
    private int before;

    @BeforeEach
    void start() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        before = ups().size();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    private List<String> ups() {
        return world.router.log().stream()
                .flatMap(l -> UPS.matcher(l).results())
                .map(m -> m.group(1) + " " + m.group(2))
                .toList();
    }

    /** Ups and downs of the tunnels since the site stood, as the router wrote them: {@code 2 Down}. */
    private List<String> since() {
        return ups().subList(before, ups().size());
    }

    private void move() {
        world.edit("primary: { popLocation: London }", "secondary: { popLocation: Singapore }");
    }

    private void untilMoved() {
        world.until(
                "moved",
                Duration.ofMinutes(5),
                () -> world.isTrue(Conditions.READY)
                        && world.isTrue(Conditions.REDUNDANT)
                        && remotes().equals(List.of("198.18.64.1", "198.18.96.1")));
    }

    /** Addresses that the router calls up. */
    private List<String> remotes() {
        return world.router.runningConfig().stream()
                .filter(l -> l.contains("ipsec ike remote address"))
                .map(l -> l.replaceAll(".* ", ""))
                .toList();
    }

    private long sentTunnels() {
        return world.cato.statistics().mutations().getOrDefault("updateIpsecIkeV2SiteTunnels", 0L);
    }

    @Test
    void movesOneTunnelToItsNewPopAfterTheOther() {
        move();
        untilMoved();

        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
        assertThat(world.events())
                .filteredOn(e -> e.startsWith("TunnelsUpdated"))
                .extracting(e -> e.replaceAll(".*\\[(.*)].*", "$1"))
                .containsExactly("SECONDARY", "PRIMARY");
    }

    @Test
    void tellsCatoNothingThatTheRouterMayNotFollow() {
        world.editRouter("{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.rounds(2);
        move();
        world.quiet(Duration.ofMinutes(7));

        assertThat(since()).isEmpty();
        assertThat(sentTunnels()).isZero();
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
        assertThat(world.isTrue(Conditions.CONFIGURED)).isFalse();
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains(
                        "Cato isn't told",
                        "PRIMARY1 and SECONDARY1",
                        "managementPolicy of Router osaka-rtx is Observe");

        world.editRouter("{\"spec\":{\"managementPolicy\":\"Enforce\"}}");
        untilMoved();
        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
    }

    @Test
    void aTunnelThatWaitsForItsRouterIsShownWhereItIs() throws CmaException {
        String tokyo = world.tunnel("PRIMARY1").catoAddress();
        world.editRouter("{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.rounds(2);
        world.edit("primary: { popLocation: London }");
        for (int look = 0; look < 6; look++) {
            world.round();
            assertThat(world.site().statusOrEmpty().primary()).isEqualTo("Tokyo Up");
            assertThat(world.tunnel("PRIMARY1").catoAddress()).isEqualTo(tokyo);
        }
        assertThat(world.site().statusOrEmpty().addresses()).startsWith(tokyo + ",");
        assertThat(world.condition(Conditions.OPERATIONAL).message()).contains("PRIMARY1 (Tokyo)");
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("Cato isn't told", "PRIMARY1");

        world.restart();
        world.rounds(3);
        assertThat(world.site().statusOrEmpty().primary()).isEqualTo("Tokyo Up");

        world.editRouter("{\"spec\":{\"managementPolicy\":\"Enforce\"}}");
        world.until(
                "moved",
                Duration.ofMinutes(5),
                () -> "London Up".equals(world.site().statusOrEmpty().primary()));
        assertThat(world.cma().allocatedAddresses())
                .as("one address is allocated for it, however often it was looked for")
                .filteredOn(a -> a.popLocation().equals("London"))
                .extracting(Cma.AllocatedAddress::address)
                .containsExactly(world.tunnel("PRIMARY1").catoAddress());
    }

    @Test
    void tellsCatoNothingThatAPausedRouterWouldMiss() {
        world.editRouter("{\"metadata\":{\"annotations\":{\"ipsec-sites.dev/paused\":\"true\"}}}");
        world.rounds(2);
        move();
        world.quiet(Duration.ofMinutes(7));

        assertThat(since()).isEmpty();
        assertThat(sentTunnels()).isZero();
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("Router osaka-rtx is paused");

        world.editRouter("{\"metadata\":{\"annotations\":{\"ipsec-sites.dev/paused\":null}}}");
        untilMoved();
        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
    }

    @Test
    void aRouterThatRefusesCostsOneTunnelAndNeverTheOther() {
        // Somebody is at work on the router, which shows when something is to be sent.
        world.router.type(FOREIGN);
        move();
        world.quiet(Duration.ofMinutes(10));

        assertThat(since()).containsExactly("2 Down");
        assertThat(world.tunnel("PRIMARY1").state()).isEqualTo(TunnelState.UP);
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains("not saved", FOREIGN, "Cato isn't told what changes for PRIMARY1");

        world.router.type("save");
        untilMoved();
        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
    }

    @Test
    void whatConcernsTheRouterAloneDoesNotPileUpOnARouterThatRefuses() {
        world.router.type(FOREIGN);
        world.edit("keepalive: { interval: 20s, failures: 3 }");
        world.quiet(Duration.ofMinutes(10));
        assertThat(slower()).containsExactly("osaka-secondary1");

        world.router.type("save");
        world.until("changed", Duration.ofMinutes(8), () -> slower().size() == 2 && world.isTrue(Conditions.READY));
    }

    private List<String> slower() {
        return world.routerTunnels()
                .filter(t -> "20s".equals(t.getSpec().keepalive().interval()))
                .map(t -> t.getMetadata().getName())
                .toList();
    }

    @Test
    void whatIsSaidForTheWholeSiteWaitsForTheRouterToo() {
        Map<String, Long> sent = world.cato.statistics().mutations();
        world.editRouter("{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.rounds(2);
        world.edit("proposal: { ike: { dhGroup: 5 } }");
        world.rounds(3);
        world.annotate(Api.RECONCILE, "please");
        world.quiet(Duration.ofMinutes(7));

        assertThat(since()).isEmpty();
        assertThat(world.cato.statistics().mutations())
                .containsEntry("updateIpsecIkeV2SiteGeneralDetails", sent.get("updateIpsecIkeV2SiteGeneralDetails"))
                .doesNotContainKey("updateIpsecIkeV2SiteTunnels");
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("PRIMARY1 and SECONDARY1");

        world.editRouter("{\"spec\":{\"managementPolicy\":\"Enforce\"}}");
        world.until(
                "changed",
                Duration.ofMinutes(5),
                () -> world.router.runningConfig().stream()
                                .filter(l -> l.contains("ipsec ike group") && l.contains("modp1536"))
                                .count()
                        == 2);
        world.untilReady();
        assertThat(sentTunnels()).as("the resend that a person asked for").isEqualTo(1);
    }

    @Test
    void aTunnelThatTheRouterRefusesIsMendedInTheManifest() {
        world.router.type("ip route 10.77.0.0/16 gateway 192.168.100.254", "save");
        world.edit("traffic: { through: Listed, ranges: [ 10.77.0.0/16 ] }");
        world.until(
                "refused", () -> world.condition(Conditions.STALLED).reason().equals("RouteInUse"));
        world.rounds(3);

        world.edit();
        world.until(
                "mended",
                Duration.ofMinutes(2),
                () -> world.isTrue(Conditions.READY) && world.isTrue(Conditions.CONFIGURED));
        assertThat(sentTunnels()).isZero();
    }

    @Test
    void aTunnelIsNotLostBecauseItsLineWasDownForAMomentWhileTheRouterMayNotFollow() {
        world.editRouter("{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.rounds(2);
        move();
        world.rounds(3);
        world.router.wan(world.router.wan().withUp(false));
        world.until(
                "down", Duration.ofMinutes(3), () -> world.tunnel("PRIMARY1").state() == TunnelState.DOWN);
        world.router.wan(world.router.wan().withUp(true));
        world.until("up again", Duration.ofMinutes(5), () -> world.isTrue(Conditions.REDUNDANT));

        assertThat(sentTunnels()).isZero();
    }

    private List<String> keys() {
        return world.router.runningConfig().stream()
                .filter(l -> l.contains("pre-shared-key"))
                .map(l -> l.replaceAll(".* ", ""))
                .toList();
    }

    private void untilKeysAreReplaced() {
        world.until(
                "replaced",
                Duration.ofMinutes(5),
                () -> keys().equals(List.of("PrimaryKey0099", "SecondaryKey99"))
                        && world.isTrue(Conditions.READY)
                        && world.isTrue(Conditions.REDUNDANT)
                        && since().size() >= 4);
    }

    @Test
    void keysThatAreReplacedAndResetsThatAreAskedForAreNoFlaps() {
        for (int number = 11; number <= 13; number++) {
            world.replaceKeys(number);
            world.rounds(6);
            world.untilReady();
            world.quiet(Duration.ofMinutes(4));
        }
        world.annotate(Api.RESET_TUNNELS, "1");
        world.rounds(6);
        world.untilReady();

        assertThat(world.site().statusOrEmpty().tunnels())
                .allSatisfy(t -> assertThat(t.flaps()).isZero());
        assertThat(world.routerTunnels())
                .allSatisfy(t -> assertThat(t.statusOrEmpty().flaps()).isZero());
        assertThat(world.site().statusOrEmpty().diagnosis()).isEmpty();
        assertThat(world.reasons()).contains("TunnelsReset").doesNotContain("Flapping");
    }

    @Test
    void replacesKeysOneTunnelAfterTheOther() {
        world.replaceKeys();
        untilKeysAreReplaced();

        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
        assertThat(sentTunnels()).isEqualTo(2);
        assertThat(world.router.savedConfig()).isEqualTo(world.router.runningConfig());
    }

    @Test
    void aKeyThatCatoDoesNotTakeIsNotGivenToTheRouter() {
        world.cato.inject(
                Fault.once("updateIpsecIkeV2SiteTunnels", Fault.Kind.HTTP_503).times(-1));
        world.replaceKeys();
        world.quiet(Duration.ofMinutes(7));
        assertThat(since()).isEmpty();
        assertThat(keys()).containsExactly("PrimaryKey0001", "SecondaryKey02");

        world.cato.clearFaults();
        untilKeysAreReplaced();
        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
    }

    @Test
    void aPausedSiteGetsNoOtherKeyAtOneEndAlone() {
        world.annotate(Api.PAUSED, "true");
        world.rounds(2);
        world.replaceKeys();
        world.quiet(Duration.ofMinutes(3));
        // As a version that didn't tell left them.
        world.routerTunnels()
                .forEach(t -> world.client().resource(t).edit(older -> {
                    older.getMetadata().setAnnotations(Map.of());
                    return older;
                }));
        world.quiet(Duration.ofMinutes(3));
        assertThat(since()).isEmpty();
        assertThat(keys()).containsExactly("PrimaryKey0001", "SecondaryKey02");

        world.annotate(Api.PAUSED, "false");
        untilKeysAreReplaced();
        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
    }

    @Test
    void aRouterThatMayNotFollowKeepsItsKeysAndSoDoesCato() {
        world.editRouter("{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.rounds(2);
        world.replaceKeys();
        world.quiet(Duration.ofMinutes(7));

        assertThat(since()).isEmpty();
        assertThat(sentTunnels()).isZero();
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("Cato isn't told");
    }

    @Test
    void anOperatorThatDiedAfterItToldCatoGivesTheRouterThatKeyFirst() {
        // That Cato has the key is written into the journal, and nothing after it: the router doesn't hear of it.
        world.replaceKeys();
        AtomicBoolean written = new AtomicBoolean();
        world.kube.failWrites(n -> sentTunnels() > 0 && !written.compareAndSet(false, true));
        try {
            world.until("told", Duration.ofMinutes(1), () -> sentTunnels() > 0);
        } catch (KubernetesClientException died) {
            assertThat(sentTunnels()).isEqualTo(1);
        }
        assertThat(keys()).containsExactly("PrimaryKey0001", "SecondaryKey02");
        world.kube.failWrites(n -> false);
        world.restart();
        untilKeysAreReplaced();

        assertThat(since()).containsExactly("2 Down", "2 Up", "1 Down", "1 Up");
        assertThat(sentTunnels()).isEqualTo(2);
    }
}
