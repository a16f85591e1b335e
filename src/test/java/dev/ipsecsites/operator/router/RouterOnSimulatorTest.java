package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The two reconcilers and the driver against the simulated router of the article, which prints Japanese. */
@Order(6)
class RouterOnSimulatorTest {
    private final YamahaRtx driver = new YamahaRtx(Clock.systemUTC());
    private final RouterWorld world = new RouterWorld(driver);
    private final RtxSimulator router = ArticleWire.router(RtxModel.RTX810)
            .charset(ConsoleCharset.SJIS)
            .build()
            .start();
    private final ArticleWire wire = new ArticleWire(router, Clock.systemUTC());
    private List<String> before = List.of();

    @BeforeEach
    void remember() {
        before = router.savedConfig();
    }

    @AfterEach
    void close() {
        world.close();
        driver.close();
        router.close();
        wire.runner.close();
    }

    @Test
    void theArticlesTunnelsComeUpAreSavedAndLeaveNoTrace() {
        bringUp();

        assertThat(router.savedConfig())
                .contains(
                        "ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0",
                        "  ipsec ike remote address 2 203.0.113.20")
                .isEqualTo(router.runningConfig());
        assertThat(world.router("rt").statusOrEmpty().replacedRoute()).isEqualTo("ip route default gateway pp 1");
        int writes = world.kube.writes();
        int typed = settingCommands();
        rounds(3);
        assertThat(world.kube.writes())
                .as("writes to Kubernetes with nothing to do")
                .isEqualTo(writes);
        assertThat(settingCommands()).as("commands that change something").isEqualTo(typed);

        world.client()
                .resources(dev.ipsecsites.api.RouterTunnel.class)
                .inNamespace("net")
                .delete();
        world.client()
                .resources(dev.ipsecsites.api.Router.class)
                .inNamespace("net")
                .delete();
        rounds(4);
        assertThat(world.tunnel("one")).isNull();
        assertThat(world.router("rt")).isNull();
        assertThat(router.savedConfig()).isEqualTo(before);
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @Test
    void anOrphanedTunnelStaysOnTheRouterUntouched() {
        bringUp();
        world.client().resource(world.tunnel("two")).edit(t -> {
            String spec = world.client().getKubernetesSerialization().asJson(t.getSpec());
            t.setSpec(world.client()
                    .getKubernetesSerialization()
                    .unmarshal(
                            spec.replaceFirst("\\{", "{\"deletionPolicy\":\"Orphan\","),
                            dev.ipsecsites.api.RouterTunnelSpec.class));
            return t;
        });
        List<String> block = router.runningConfig().stream()
                .filter(l -> l.startsWith("  ipsec") && l.contains(" 2 "))
                .toList();
        world.client().resource(world.tunnel("two")).delete();
        rounds(4);

        assertThat(world.tunnel("two")).isNull();
        assertThat(router.savedConfig()).containsAll(block).contains("ip route default gateway tunnel 1");
        assertReady();
    }

    @Test
    void aTunnelWrittenByHandGetsTheKeyThatItsSecretHas() {
        bringUp();
        world.secret("one-psk", Map.of("psk", "efgh5678"));
        rounds(2);

        assertThat(router.runningConfig())
                .anyMatch(l -> l.contains("pre-shared-key 1 text efgh5678"))
                .anyMatch(l -> l.contains("pre-shared-key 2 text abcd1234"));
    }

    @Test
    void aHandMadeChangeIsSeenAndPutRight() {
        bringUp();

        router.type(
                "tunnel select 1",
                "ipsec ike pre-shared-key 1 text wrongwrong",
                "ipsec ike group 1 modp1536",
                "tunnel select none",
                "save");
        rounds(4);

        assertThat(router.savedConfig())
                .anyMatch(l -> l.contains("pre-shared-key 1 text abcd1234"))
                .anyMatch(l -> l.contains("ipsec ike group 1 modp1024"));
        assertReady();
        assertThat(world.client().v1().events().inNamespace("net").list().getItems())
                .noneMatch(e -> e.getMessage().contains("wrongwrong"))
                .anyMatch(e ->
                        e.getReason().equals("DriftCorrected") && e.getMessage().contains("modp1536"));
    }

    @Test
    void changesThatNobodySavedStopUs() {
        router.type("ip filter 777 pass * * * * *");
        start();
        rounds(2);

        assertStalled("UnsavedChanges");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("ip filter 777");
        assertThat(router.runningConfig()).noneMatch(l -> l.startsWith("tunnel select"));
    }

    @Test
    void aWrongPasswordAndAWrongAdministratorPasswordAreNamedAndMended() {
        start();
        world.secret("rt", Map.of("username", "admin", "password", "no", "administratorPassword", "top"));
        rounds(1);
        assertStalled("AuthenticationFailed");

        world.secret("rt", Map.of("username", "admin", "password", "secret", "administratorPassword", "no"));
        rounds(1);
        assertStalled("ElevationFailed");

        world.secret("rt", Map.of("username", "admin", "password", "secret", "administratorPassword", "top"));
        rounds(4);
        assertReady();
    }

    @Test
    void aChangedHostKeyStopsEverything() {
        bringUp();
        String trusted = router.hostKeyFingerprint();
        router.changeHostKey();
        rounds(2);

        assertStalled("HostKeyChanged");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains(trusted, router.hostKeyFingerprint());
    }

    @Test
    void aRouterThatIsNotThereIsWaitedFor() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        world.secret("rt", Map.of("username", "admin", "password", "secret"));
        world.routerAt("127.0.0.1", nobody, "rt", "");
        rounds(2);

        var reconciling = world.condition(world.router("rt"), Conditions.RECONCILING);
        assertThat(reconciling.reason()).isEqualTo("Unreachable");
        assertThat(reconciling.message()).contains("127.0.0.1");
        assertThat(world.condition(world.router("rt"), Conditions.STALLED).status())
                .isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void aNumberThatSomebodyElseUsesIsLeftAlone() {
        assertThat(router.type("tunnel select 1", "tunnel name theirs", "tunnel select none"))
                .isEmpty();
        router.type("save");
        List<String> theirs = router.runningConfig().stream()
                .filter(l -> l.contains("theirs"))
                .toList();
        start();
        rounds(4);

        assertThat(world.condition(world.tunnel("one"), Conditions.STALLED).reason())
                .isEqualTo("TunnelNumberInUse");
        assertThat(world.condition(world.tunnel("two"), Conditions.READY).status())
                .as(world.condition(world.tunnel("two"), Conditions.READY).message())
                .isEqualTo(ConditionStatus.TRUE);
        assertThat(router.savedConfig()).containsAll(theirs);
    }

    @Test
    void tunnelsThatDontComeBackAreSeen() {
        bringUp();
        wire.preSharedKey = "otherother1";
        router.type("ipsec sa delete all");
        rounds(3);

        assertThat(world.tunnel("one").statusOrEmpty().state()).isNotEqualTo(dev.ipsecsites.api.TunnelState.UP);
        assertThat(world.condition(world.router("rt"), Conditions.OPERATIONAL).status())
                .isNotEqualTo(ConditionStatus.TRUE);
        assertThat(router.savedConfig()).isEqualTo(router.runningConfig());
    }

    private void start() {
        world.secret("rt", Map.of("username", "admin", "password", "secret", "administratorPassword", "top"));
        world.routerAt("127.0.0.1", router.port(), "rt", "sshAlgorithms: Legacy");
        world.tunnelTo(ArticleWire.TOKYO, "one", "tunnelNumber: 1");
        world.tunnelTo(
                ArticleWire.LONDON, "two", "tunnelNumber: 2\nroutes: [ { destination: default, preference: 2 } ]");
    }

    private void bringUp() {
        start();
        rounds(5);
        assertReady();
    }

    private void rounds(int number) {
        for (int i = 0; i < number; i++) {
            wire.runner.tick();
            world.round();
            wire.runner.tick();
        }
    }

    private void assertReady() {
        var ready = world.condition(world.router("rt"), Conditions.READY);
        assertThat(ready.status()).as(ready.reason() + ": " + ready.message()).isEqualTo(ConditionStatus.TRUE);
    }

    private void assertStalled(String reason) {
        var stalled = world.condition(world.router("rt"), Conditions.STALLED);
        assertThat(stalled.status() + " " + stalled.reason())
                .as(stalled.message())
                .isEqualTo("TRUE " + reason);
    }

    /** Commands seen so far that neither read, nor belong to a session's own console. */
    private int settingCommands() {
        return (int) router.commandsSeen().stream()
                .filter(c -> !c.startsWith("show ")
                        && !c.contains("console ")
                        && !c.matches("administrator|exit|quit|pp select none|tunnel select none|top|[yYnN]?"))
                .count();
    }
}
