package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.RouterSpec;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.TestClock;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a visit does for tunnels, against the simulated router of the article, which prints Japanese. */
@Order(5)
class TunnelCareOnSimulatorTest {
    /** Everybody goes by the clock of the test, or the router's would be found to be wrong. */
    private final TestClock clock = new TestClock();

    private final YamahaRtx driver = new YamahaRtx(clock);
    private final RouterWorld world = new RouterWorld(driver, clock);
    private final RtxSimulator router = ArticleWire.router(RtxModel.RTX810)
            .charset(ConsoleCharset.SJIS)
            .clock(clock)
            .build()
            .start();
    private final ArticleWire wire = new ArticleWire(router, clock);

    @AfterEach
    void close() {
        world.close();
        driver.close();
        router.close();
        wire.runner.close();
    }

    @Test
    void aWrongKeyIsFoundInTheRoutersOwnLogAndTheRouterLeftAsItWas() {
        wire.preSharedKey = "otherother1";
        start();
        rounds(8);

        var status = world.tunnel("one").statusOrEmpty();
        assertThat(checks()).contains("WANUp Passed", "RouteToPoP Passed", "Filters Passed", "NAT Passed");
        assertThat(status.diagnosis()).extracting(Diagnosis::cause).first().isEqualTo("AuthenticationMismatch");
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).reason())
                .isEqualTo("AuthenticationMismatch");
        assertThat(status.toString()).doesNotContain("abcd1234").doesNotContain("otherother1");
        assertThat(router.commandsSeen())
                .contains("syslog debug on", "ipsec ike log 1 message-info payload-info")
                .noneMatch(c -> c.contains("key-info"));

        wire.preSharedKey = "abcd1234";
        router.type("ipsec sa delete all");
        rounds(4);
        assertThat(world.condition(world.router("rt"), Conditions.READY).status())
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(router.savedConfig())
                .isEqualTo(router.runningConfig())
                .noneMatch(l -> l.contains("syslog debug") || l.contains("ipsec ike log"));
    }

    @Test
    void aPoPThatIsDownDoesntAnswerThePing() {
        router.type(
                "ip filter 200021 pass * * icmp * *",
                "pp select 1",
                "no ip pp secure filter in",
                "pp select none",
                "save");
        wire.up.remove(ArticleWire.TOKYO);
        start();
        rounds(7);

        assertThat(checks()).contains("WANUp Passed", "PoPReachable Failed", "SACounters Failed");
        assertThat(world.condition(world.tunnel("two"), Conditions.OPERATIONAL).status())
                .isEqualTo(ConditionStatus.TRUE);
    }

    @Test
    void aTunnelThatCameUpIsPingedThroughAndResetOnRequest() {
        start();
        world.label("one", Api.PEER, Api.PEER_CATO);
        rounds(5);
        assertThat(checks()).containsExactly("PingThroughTunnel Passed");
        assertThat(router.commandsSeen()).contains("ping -c 3 -sa 192.168.100.1 10.254.254.1");

        world.annotate("one", Api.RESET_TUNNELS, "today");
        rounds(2);
        assertThat(world.tunnel("one").statusOrEmpty().lastHandled()).containsEntry("reset-tunnels", "today");
        assertThat(router.commandsSeen().stream().filter(c -> c.startsWith("ipsec sa delete")))
                .hasSize(1)
                .noneMatch(c -> c.contains("all"));
        assertThat(router.log()).anyMatch(l -> l.endsWith("IP Tunnel[1] Down"));
        assertThat(router.log()).noneMatch(l -> l.endsWith("IP Tunnel[2] Down"));
        rounds(2);
        assertThat(world.condition(world.tunnel("one"), Conditions.OPERATIONAL).status())
                .isEqualTo(ConditionStatus.TRUE);
    }

    /** Lines that are gone are put back at the next visit, and that is all; where nothing may be sent they are the cause. */
    @Test
    void aRestartThatTookTheLinesAwayIsOnlyACauseWhereTheyMayNotBePutBack() {
        start("Never");
        rounds(5);
        router.reboot();
        rounds(8);
        assertThat(world.condition(world.tunnel("one"), Conditions.OPERATIONAL).status())
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(world.tunnel("one").statusOrEmpty().diagnosis()).isEmpty();
        assertThat(world.events("TunnelDisabled")).isEmpty();

        world.client().resource(world.router("rt")).edit(r -> {
            String spec = world.client().getKubernetesSerialization().asJson(r.getSpec());
            r.setSpec(world.client()
                    .getKubernetesSerialization()
                    .unmarshal(spec.replace("\"Enforce\"", "\"Observe\""), RouterSpec.class));
            return r;
        });
        router.reboot();
        rounds(8);
        assertThat(world.tunnel("one").statusOrEmpty().diagnosis()).first().satisfies(d -> {
            assertThat(d.cause()).isEqualTo("TunnelDisabled");
            assertThat(d.evidence()).contains("The router's configuration has no tunnel 1.");
        });
        assertThat(world.condition(world.router("rt"), Conditions.CONFIGURED).reason())
                .isEqualTo("Differs");
    }

    @Test
    void roundTripsAreMeasured() {
        start();
        rounds(4);
        router.roundTrip(ArticleWire.TOKYO, Duration.ofMillis(8));
        router.roundTrip(ArticleWire.LONDON, Duration.ofMillis(230));
        router.type("pp select 1", "no ip pp secure filter in", "pp select none");
        Measurements measurements = world.controllers().measurements();
        measurements.want("net/rt", "test", java.util.Set.of(ArticleWire.TOKYO, ArticleWire.LONDON));
        rounds(1);

        assertThat(measurements.of("net/rt", ArticleWire.TOKYO).orElseThrow().roundTrip())
                .isEqualTo(Duration.ofMillis(8));
        assertThat(measurements.of("net/rt", ArticleWire.LONDON).orElseThrow().roundTrip())
                .isEqualTo(Duration.ofMillis(230));
    }

    private void start() {
        start("AfterVerification");
    }

    private void start(String save) {
        world.secret("rt", Map.of("username", "admin", "password", "secret", "administratorPassword", "top"));
        world.routerAt(
                "127.0.0.1",
                router.port(),
                "rt",
                "sshAlgorithms: Legacy\ncommit: { verifyWithin: 20s, save: " + save + " }");
        world.tunnelTo(ArticleWire.TOKYO, "one", "tunnelNumber: 1");
        world.tunnelTo(
                ArticleWire.LONDON, "two", "tunnelNumber: 2\nroutes: [ { destination: default, preference: 2 } ]");
    }

    private void rounds(int number) {
        for (int i = 0; i < number; i++) {
            wire.runner.tick();
            world.round();
            wire.runner.tick();
        }
    }

    private List<String> checks() {
        return world.tunnel("one").statusOrEmpty().checks().stream()
                .map(c -> c.check() + " " + c.result().wire())
                .toList();
    }
}
