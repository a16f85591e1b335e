package dev.ipsecsites.router.yamaha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterSession;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session does beside reading and writing configuration, on simulated routers over SSH. */
class OperationsTest {
    private static final YamahaRtx DRIVER = new YamahaRtx(Clock.systemUTC(), LabRouter.TIMEOUTS);
    private static final String TOKYO = "203.0.113.10";
    private static final String LONDON = "203.0.113.20";
    private static final String INSIDE = "192.168.100.1";

    private @Nullable RtxSimulator running;

    @AfterEach
    void switchOff() {
        if (running != null) {
            running.close();
        }
    }

    @AfterAll
    static void stop() {
        DRIVER.close();
    }

    @ParameterizedTest
    @EnumSource(ConsoleCharset.class)
    void aPingTellsWhatCameBackInEveryLanguage(ConsoleCharset charset) throws Exception {
        RtxSimulator router = start(charset);
        router.roundTrip(TOKYO, Duration.ofMillis(250));
        router.answersEcho(LONDON, false);
        try (RouterSession session = connect(router)) {
            Ping.Result tokyo = session.ping(new Ping(TOKYO, null, 2));
            assertThat(tokyo.answered()).isTrue();
            assertThat(tokyo.sent()).isEqualTo(2);
            assertThat(tokyo.received()).isEqualTo(2);
            assertThat(tokyo.roundTrip()).isNotNull().satisfies(t -> {
                assertThat(t.least()).isEqualTo(Duration.ofMillis(250));
                assertThat(t.most()).isGreaterThan(t.least()).isLessThan(Duration.ofMillis(252));
            });
            Ping.Result london = session.ping(new Ping(LONDON, INSIDE, 1));
            assertThat(london.answered()).isFalse();
            assertThat(london.sent()).isEqualTo(1);
            assertThat(london.roundTrip()).isNull();
            assertThat(london.error()).isNull();
        }
        assertThat(router.commandsSeen()).contains("ping -c 2 " + TOKYO, "ping -c 1 -sa " + INSIDE + " " + LONDON);
    }

    @Test
    void whatIsNoAddressIsNeverTyped() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        try (RouterSession session = connect(router)) {
            assertThat(session.ping(new Ping("203.0.113.10; restart", null, 1)).error())
                    .isNotNull();
        }
        assertThat(router.commandsSeen()).noneMatch(c -> c.contains("ping"));
    }

    @Test
    void catosAddressAnswersThroughATunnelThatIsUpOnly() throws Exception {
        RtxSimulator router = start(ConsoleCharset.SJIS);
        router.type("ip route 10.254.254.1 gateway tunnel 1");
        try (RouterSession session = connect(router)) {
            assertThat(session.ping(new Ping("10.254.254.1", INSIDE, 1)).answered())
                    .isFalse();
            up(router, 1, TOKYO);
            assertThat(session.ping(new Ping("10.254.254.1", INSIDE, 1)).answered())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RtxModel.class,
            names = {"RTX810", "RTX1300"})
    void aResetTakesTheSasOfThatTunnelOnly(RtxModel model) throws Exception {
        RtxSimulator router = start(model, ConsoleCharset.SJIS);
        up(router, 1, TOKYO);
        up(router, 2, LONDON);
        try (RouterSession session = connect(router)) {
            List<Integer> london = sas(session, 2);
            assertThat(session.reset(1)).isEqualTo(3);
            assertThat(sas(session, 1)).isEmpty();
            assertThat(sas(session, 2)).isEqualTo(london).hasSize(2);
            assertThat(session.reset(1)).as("nothing there is success").isZero();
        }
        assertThat(router.commandsSeen()).noneMatch(c -> c.contains("delete all"));
        assertThat(router.wire().takeResets()).containsExactly(1);
    }

    @Test
    void aTunnelOnAnotherGatewaysNumberIsResetByItsGateway() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        router.type("tunnel select 1", "ipsec tunnel 7", "ipsec sa policy 7 2 esp aes256-cbc sha256-hmac");
        router.type("tunnel select 2", "ipsec tunnel 8", "ipsec sa policy 8 1 esp aes256-cbc sha256-hmac");
        router.wire().takeResets();
        up(router, 1, LONDON);
        up(router, 2, TOKYO);
        try (RouterSession session = connect(router)) {
            session.reset(1);
        }
        assertThat(router.wire().takeResets()).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsoleCharset.class,
            names = {"ASCII", "SJIS"})
    void theNewestLinesOfTheLogComeOldestFirst(ConsoleCharset charset) throws Exception {
        RtxSimulator router = start(charset);
        router.wire().log("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED");
        router.wire().log("[IKE2] GW:2 receive notify NO_PROPOSAL_CHOSEN");
        try (RouterSession session = connect(router)) {
            assertThat(session.log(3)).hasSize(3);
            List<LogEntry> log = session.log(20);
            assertThat(log.stream().map(LogEntry::text).filter(t -> t.startsWith("[IKE2]")))
                    .containsExactly(
                            "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED",
                            "[IKE2] GW:2 receive notify NO_PROPOSAL_CHOSEN");
            assertThat(Duration.between(log.getFirst().at(), Clock.systemUTC().instant())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(session.clock()).hasValueSatisfying(c -> {
                assertThat(c.zone()).isEqualTo(ZoneOffset.ofHours(9));
                assertThat(c.ahead().abs()).isLessThan(Duration.ofSeconds(5));
            });
        }
    }

    @Test
    void keysInTheLogStayThere() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        router.wire().log("[COMMAND] ipsec ike pre-shared-key 1 text Abcdefgh12345678");
        router.wire().log("[IKE2] SK_ei: 0123456789abcdef0123456789abcdef");
        try (RouterSession session = connect(router)) {
            assertThat(session.log(50).toString()).doesNotContain("Abcdefgh12345678", "0123456789abcdef");
        }
    }

    @Test
    void aDebugWindowShowsMoreAndLeavesNoTrace() throws Exception {
        RtxSimulator router = start(ConsoleCharset.SJIS);
        List<String> before = router.runningConfig();
        try (RouterSession session = connect(router)) {
            DebugSettings settings = session.debugSettings(1);
            assertThat(settings).isEqualTo(new DebugSettings(1, null, null));
            session.openDebug(settings);
            assertThat(router.runningConfig())
                    .contains("syslog debug on", "  ipsec ike log 1 message-info payload-info")
                    .noneMatch(l -> l.contains("key-info"));
            assertThat(router.savedConfig()).isEqualTo(before);
            router.wire().unanswered(1);
            router.wire().unanswered(2);
            assertThat(session.log(20))
                    .extracting(LogEntry::text)
                    .contains("[IKE2] GW:1/INIT send message:")
                    .doesNotContain("[IKE2] GW:2/INIT send message:");
            session.closeDebug(settings);
            session.closeDebug(settings);
            assertThat(session.hasUnsavedChanges()).isFalse();
        }
        assertThat(router.runningConfig()).isEqualTo(before);
        assertThat(router.savedConfig()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key-info", "payload-info", "message-info payload-info", "payload-info message-info key-info"})
    void whatStoodBeforeComesBackExactly(String details) throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        router.type("syslog debug off", "ipsec ike log 1 " + details, "save");
        List<String> before = router.runningConfig();
        try (RouterSession session = connect(router)) {
            DebugSettings settings = session.debugSettings(1);
            session.openDebug(settings);
            assertThat(router.runningConfig())
                    .contains("syslog debug on")
                    .noneMatch(l -> l.contains("ipsec ike log") && l.contains("key-info"));
            session.closeDebug(settings);
        }
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @Test
    void aSessionCutAnywhereInTheWindowIsPutRightByTheNextOne() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        router.type("ipsec ike log 1 payload-info", "save");
        List<String> before = router.runningConfig();
        DebugSettings settings;
        try (RouterSession session = connect(router)) {
            settings = session.debugSettings(1);
        }
        for (int bytes = 0; bytes < 12_000; bytes += 1500) {
            RouterSession session = DRIVER.connect(LabRouter.target(router));
            var console = session.originalConsole();
            router.faults().cutAfterBytes(bytes);
            try (session) {
                session.openDebug(settings);
                session.closeDebug(settings);
            } catch (RouterException cut) {
                assertThat(cut.reason().isTransient()).isTrue();
            }
            router.faults().cutAfterBytes(-1);
            try (RouterSession next = DRIVER.connect(
                    LabRouter.target(router, LabRouter.target(router).credentials(), console))) {
                next.closeDebug(settings);
            }
            assertThat(router.runningConfig()).as("cut after " + bytes).isEqualTo(before);
        }
    }

    @Test
    void whatSomebodyPutRightByHandStaysSo() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        try (RouterSession session = connect(router)) {
            DebugSettings settings = session.debugSettings(1);
            session.openDebug(settings);
            router.type("syslog debug off", "ipsec ike log 1 payload-info");
            List<String> theirs = router.runningConfig();
            session.closeDebug(settings);
            assertThat(router.runningConfig()).isEqualTo(theirs);
        }
    }

    @Test
    void aRecordThatWasTamperedWithIsNotTyped() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        try (RouterSession session = connect(router)) {
            session.openDebug(new DebugSettings(1, null, null));
            session.closeDebug(new DebugSettings(1, "on\rrestart", "payload-info\rrestart"));
        }
        assertThat(router.commandsSeen()).noneMatch(c -> c.contains("restart"));
        assertThat(router.runningConfig()).noneMatch(l -> l.contains("debug on") || l.contains("ike log"));
    }

    @Test
    void aRefusedLineOfTheWindowTakesTheOtherBack() throws Exception {
        RtxSimulator router = start(ConsoleCharset.ASCII);
        List<String> before = router.runningConfig();
        try (RouterSession session = connect(router)) {
            router.faults().answerWrongly("ipsec ike log 1", "Error: Illegal keyword");
            assertThatThrownBy(() -> session.openDebug(new DebugSettings(1, null, null)))
                    .isInstanceOf(RouterException.class)
                    .hasMessageContaining("ipsec ike log 1");
        }
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @Test
    void theObservationTellsWhatIsConfiguredAndWhichWayItGoes() throws Exception {
        RtxSimulator router = start(ConsoleCharset.SJIS);
        try (RouterSession session = connect(router)) {
            RouterObservation seen = session.observe(LabRouter.PPPOE_LINK, Set.of(1));
            ConfiguredTunnel tunnel =
                    seen.config().tunnel(1, seen.links().getFirst()).orElseThrow();
            assertThat(tunnel.routeToPeer()).isEqualTo(new ConfiguredTunnel.Route("default", "pp1", null));
            assertThat(tunnel.remoteAddress().value()).isEqualTo(TOKYO);
            assertThat(seen.config().insideAddress(seen.links())).contains(INSIDE);
            assertThat(seen.config().route("192.168.100.9"))
                    .hasValueSatisfying(r -> assertThat(r.interfaceName()).isEqualTo("lan1"));
        }
    }

    private static List<Integer> sas(RouterSession session, int tunnel) throws RouterException {
        var state = session.observe(List.of(), Set.of(tunnel)).tunnels().get(tunnel);
        return Objects.requireNonNull(state).childSas().stream()
                .map(RouterObservation.ChildSa::id)
                .toList();
    }

    private static RouterSession connect(RtxSimulator router) throws RouterException {
        return DRIVER.connect(LabRouter.target(router));
    }

    private RtxSimulator start(ConsoleCharset charset) {
        return start(RtxModel.RTX1220, charset);
    }

    private RtxSimulator start(RtxModel model, ConsoleCharset charset) {
        RtxSimulator router = LabRouter.of(model)
                .charset(charset)
                .configuration(
                        "tunnel select 1",
                        "ipsec tunnel 1",
                        "ipsec sa policy 1 1 esp aes256-cbc sha256-hmac",
                        "ipsec ike version 1 2",
                        "ipsec ike remote address 1 " + TOKYO,
                        "tunnel enable 1",
                        "tunnel select 2",
                        "ipsec tunnel 2",
                        "ipsec sa policy 2 2 esp aes256-cbc sha256-hmac",
                        "ipsec ike version 2 2",
                        "ipsec ike remote address 2 " + LONDON,
                        "tunnel enable 2",
                        "tunnel select none",
                        "ip filter 1005 pass * * icmp-info * *",
                        "pp select 1",
                        "ip pp secure filter in 1000 1005 1099",
                        "pp select none")
                .build();
        router.wire().takeResets();
        running = router;
        return router.start();
    }

    private static void up(RtxSimulator router, int gateway, String peer) {
        router.wire()
                .negotiated(
                        gateway,
                        new SecurityAssociations(
                                "AES_CBC_256",
                                "SHA256",
                                "SHA256",
                                14,
                                "AES_CBC_256",
                                "SHA256",
                                0,
                                "192.0.2.10",
                                peer,
                                "1122334455667788",
                                "8877665544332211",
                                1,
                                2,
                                false));
    }
}
