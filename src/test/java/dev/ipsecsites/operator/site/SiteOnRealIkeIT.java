package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.CmaTunnels;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The operator and a site whose tunnels are real IKE daemons: what goes wrong there goes wrong as IKE makes it, and is seen and mended. One
 * site for all tests; each begins when it is Ready, whatever the one before did.
 */
@Tag(RealIkeTally.TAG)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the site") // one test after the other, beside other classes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteOnRealIkeIT {
    /** A keepalive a second, three of them unanswered: real seconds, in which the world's clock goes on. */
    private static final String KEEPALIVE = "keepalive: { interval: 1s, failures: 3 }";

    /** A child SA of an hour lives for 18 seconds. */
    private static final int LAPSE = 200;

    private SiteWorld world;
    private DaemonWire wire;

    @BeforeAll
    void daemonsAreThere() {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
        world = new SiteWorld(RtxModel.RTX830, DaemonWire.lapsing(LAPSE));
        wire = (DaemonWire) world.wire;
        world.apply(KEEPALIVE);
    }

    @AfterAll
    void close() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    long t0;
    @BeforeEach
    void bothTunnelsAreUp() {
        t0 = System.currentTimeMillis();
        world.ticksARound = 1;
        world.untilReady();
        say("ready");
    }

    void say(String what) {
        System.out.println("T " + (System.currentTimeMillis() - t0) + " " + world.clock.instant() + " " + what + " " + world.site().statusOrEmpty().tunnels().stream().map(t -> t.id() + " " + t.state() + " " + t.flaps() + " " + t.repair()).toList() + world.site().statusOrEmpty().conditions().stream().map(c -> c.type() + "=" + c.status() + "/" + c.reason()).toList() + world.site().statusOrEmpty().diagnosis().stream().map(d -> d.cause() + " " + d.confidence() + " " + d.tunnel()).toList());
    }

    @Test
    void followsTheAddressOfItsLineAndPacketsCrossAgain() {
        String before = world.tunnel("PRIMARY1").siteAddress();
        String after = "198.51.100.77".equals(before) ? "198.51.100.78" : "198.51.100.77";
        assertThat(wire.pings(3)).isEqualTo(3);

        world.router.wan(world.router.wan().withAddress(after));
        world.until(
                "told", Duration.ofMinutes(3), () -> after.equals(world.tunnel("PRIMARY1").siteAddress()));
        world.untilReady();

        assertThat(wire.pings(3)).isEqualTo(3);
        assertThat(world.cato.timelineCsv(world.siteId() + "/PRIMARY1").orElseThrow())
                .contains("IKE SA established with " + after);
        assertThat(world.router.runningConfig()).noneMatch(l -> l.contains("ipsec ike") && l.contains(" " + before));
        assertThat(world.router.savedConfig()).isEqualTo(world.router.runningConfig());
        assertThat(world.reasons()).contains("SiteAddressChanged");
        say("end");
    }

    @Test
    void changesOneTunnelAfterTheOtherAndPacketsGoOn() {
        world.edit("keepalive: { interval: 2s, failures: 2 }");
        List<Set<String>> changed = new ArrayList<>();
        int lost = 0;
        for (int i = 0; i < 8; i++) {
            world.round();
            lost += wire.pings(1) == 1 ? 0 : 1;
            changed.add(world.routerTunnels()
                    .filter(t -> "2s".equals(t.getSpec().keepalive().interval()))
                    .map(t -> t.getMetadata().getName())
                    .collect(Collectors.toSet()));
        say("changing " + lost + changed);
        }
        assertThat(changed)
                .startsWith(Set.of("osaka-secondary1"))
                .endsWith(Set.of("osaka-primary1", "osaka-secondary1"));
    }

    @Test
    void aSecondaryThatIsWrongIsFoundBeforeItIsNeeded() {
        world.keyAtCato(Role.SECONDARY, "SomebodyElsesKey1");
        world.until(
                "down",
                Duration.ofMinutes(3),
                () -> world.tunnel("SECONDARY1").state() == TunnelState.DOWN);
        say("down");
        world.rounds(3);
        world.downloadTimelines();
        world.until(
                "diagnosed",
                Duration.ofMinutes(2),
                () -> world.condition(Conditions.REDUNDANT).reason().equals("AuthenticationMismatch"));
        say("diagnosed");
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
        assertThat(wire.pings(3)).isEqualTo(3);
        for (int i = 0; i < 40 && !world.isTrue(Conditions.REDUNDANT); i++) { world.round(); say("r"); }
        assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
    }

    @Test
    void bothPopsGone() {
        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");
        for (int i = 0; i < 25; i++) { world.round(); say("cut"); }
        System.out.println(world.condition(Conditions.READY));
        world.cato.restorePop("Tokyo");
        world.cato.restorePop("Osaka");
        for (int i = 0; i < 25 && !(world.isTrue(Conditions.READY) && world.isTrue(Conditions.REDUNDANT)); i++) { world.round(); say("back"); }
    }

    @Test
    void pfs() {
        world.groupsAtCato(DhGroup.MODP_2048, new CmaTunnels.Dh.Group(DhGroup.MODP_2048));
        for (int i = 0; i < 100; i++) { world.round(); 
            if (i % 10 == 9) world.downloadTimelines();
            say("pfs"); }
        System.out.println(world.cato.timelineCsv(world.siteId() + "/PRIMARY1").orElseThrow());
        world.router.log().stream().filter(l -> !l.contains("SSH")).forEach(System.out::println);
        System.out.println(world.events());
        world.groupsAtCato(DhGroup.MODP_2048, new CmaTunnels.Dh.None());
        world.untilReady();
    }
}
