package dev.ipsecsites.router.yamaha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Behaviour;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterIntent.Link;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import dev.ipsecsites.router.RouterTarget.Credentials;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions with simulated routers, over SSH. */
@Order(10)
class YamahaSessionTest {
    private static final YamahaRtx DRIVER = new YamahaRtx(Clock.systemUTC(), LabRouter.TIMEOUTS);

    private static final KeyPair KEY = key();

    private @Nullable RtxSimulator running;

    private static KeyPair key() {
        try {
            return KeyUtils.generateKeyPair("ssh-ed25519", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

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
    @EnumSource(RtxModel.class)
    void everyModelIsReadAndLeftAsItWas(RtxModel model) throws Exception {
        RtxSimulator router = start(LabRouter.of(model).build());
        List<String> before = router.runningConfig();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            assertThat(session.facts().model()).isEqualTo(model.printed());
            RouterObservation seen = session.observe(LabRouter.PPPOE_LINK, Set.of(1, 2));
            assertThat(seen.links()).containsExactly(new LinkState("WAN1", "pp1", true, "192.0.2.10", null, 1));
            assertThat(seen.tunnels().values()).extracting(TunnelState::phase).containsExactly(Phase.DOWN, Phase.DOWN);
            RtxConfig config = (RtxConfig) seen.config();
            assertThat(config.surroundings().sessionSource()).isEqualTo("192.168.100.2");
            assertThat(config.surroundings().routes().rows()).isNotEmpty();
            assertThat(session.hasUnsavedChanges()).isFalse();
        }
        assertThat(router.runningConfig()).isEqualTo(before);
        assertThat(router.savedConfig()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ConsoleCharset.class)
    void everyCharacterSetIsReadAndPutBack(ConsoleCharset charset) throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX830)
                .charset(charset)
                .configuration("console columns 80", "console lines 10")
                .build());
        List<String> before = router.runningConfig();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            assertThat(session.originalConsole().columns()).isEqualTo("80");
            assertThat(session.originalConsole().lines()).isEqualTo("10");
            session.observe(LabRouter.PPPOE_LINK, Set.of(1));
            assertThat(router.runningConfig()).contains("console columns 198", "console lines infinity");
            assertThat(session.hasUnsavedChanges()).isFalse();
            session.save();
            assertThat(router.savedConfig()).isEqualTo(before);
        }
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @Test
    void loggingInChangesNothingUntilTheConsoleCouldBeRecorded() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            assertThat(session.originalConsole().columns()).isNull();
            assertThat(router.commandsSeen()).noneMatch(line -> line.startsWith("console"));
        }
    }

    @Test
    void theTracesOfASessionThatDiedAreUndoneFromTheRecord() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220)
                .configuration("console character ja.utf8", "console lines 30")
                .build());
        ConsoleSettings recorded;
        List<String> before = router.runningConfig();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            recorded = session.originalConsole();
            session.observe(List.of(), Set.of());
            router.faults().cutAfterBytes(0);
        }
        assertThat(router.runningConfig()).contains("console columns 198");
        var credentials = LabRouter.target(router).credentials();
        DRIVER.connect(LabRouter.target(router, credentials, recorded)).close();
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void unsavedLinesOfOthersAreNamed(boolean japanese) throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1210)
                .charset(japanese ? ConsoleCharset.SJIS : ConsoleCharset.ASCII)
                .build());
        router.type("ip route 10.9.0.0/16 gateway 192.168.100.9", "no ip route 192.168.200.0/24");
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            session.observe(List.of(), Set.of());
            assertThat(session.hasUnsavedChanges()).isTrue();
            assertThat(session.unsavedForeignLines(AppliedLines.NONE))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("ip route 10.9.0.0/16 gateway 192.168.100.9"))
                    .anyMatch(line -> line.contains("ip route 192.168.200.0/24"));
            assertThat(session.unsavedForeignLines(new AppliedLines(List.of(
                            "ip route 10.9.0.0/16 gateway 192.168.100.9",
                            "ip route 192.168.200.0/24 gateway 192.168.100.254"))))
                    .isEmpty();
        }
        assertThat(router.savedConfig()).doesNotContain("ip route 10.9.0.0/16 gateway 192.168.100.9");
    }

    @Test
    void linesLongerThanTheConsoleAreReadWhole() throws Exception {
        List<String> lines = new ArrayList<>();
        var filters = new StringBuilder("ip lan1 secure filter in");
        for (int i = 0; i < 60; i++) {
            lines.add("ip filter " + (30000 + i) + " pass * * udp * " + (2000 + i));
            filters.append(' ').append(30000 + i);
        }
        lines.add(filters.toString());
        // Fills the console's width to the last column: where it ends can't be seen at that width.
        String exact = "ip route 10.77.0.0/16 gateway 192.168.100.7 filter 30000";
        for (int i = 1; exact.length() + 6 <= 198; i++) {
            exact += " " + (30000 + i);
        }
        exact += " 1".repeat((198 - exact.length()) / 2);
        lines.add(exact);
        lines.add("ip route 10.78.0.0/16 gateway 192.168.100.7");
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1300)
                .configuration(lines.toArray(String[]::new))
                .build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            assertThat(session.observe(List.of(), Set.of()).config().toString())
                    .isEqualTo(RtxConfig.parse(String.join("\n", router.runningConfig()), 0)
                            .toString());
        }
    }

    @Test
    void aWrongAdministratorPasswordIsTold() {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX810).build());
        var credentials = new Credentials(LabRouter.USER, LabRouter.PASSWORD, null, null, Secret.of("wrongpw1"));
        assertFails(router, credentials, Reason.ElevationFailed, "administratorPassword");
    }

    @Test
    void aWrongLoginPasswordIsTold() {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        var credentials = new Credentials(LabRouter.USER, Secret.of("wrongpw1"), null, null, LabRouter.ADMINISTRATOR);
        assertFails(router, credentials, Reason.AuthenticationFailed, LabRouter.USER);
    }

    @Test
    void aRouterWithoutAdministratorPasswordTakesAnEmptyOne() throws Exception {
        RtxSimulator router =
                start(LabRouter.of(RtxModel.RTX830).administratorPassword("").build());
        var credentials = new Credentials(LabRouter.USER, LabRouter.PASSWORD, null, null, null);
        try (RouterSession session = DRIVER.connect(LabRouter.target(router, credentials, null))) {
            assertThat(session.hasUnsavedChanges()).isFalse();
        }
    }

    @Test
    void aUserWhoMayElevateWithoutPasswordNeedsNone() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1300)
                .configuration("user attribute operator administrator=2")
                .build());
        var credentials = new Credentials(LabRouter.USER, LabRouter.PASSWORD, null, null, null);
        try (RouterSession session = DRIVER.connect(LabRouter.target(router, credentials, null))) {
            assertThat(session.facts().model()).isEqualTo("RTX1300");
        }
    }

    @Test
    void aChangedHostKeyStopsEverything() {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        var target = LabRouter.target(router);
        router.changeHostKey();
        assertThatThrownBy(() -> DRIVER.connect(target))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HostKeyChanged))
                .hasMessageContaining(router.hostKeyFingerprint());
        assertThat(router.commandsSeen()).isEmpty();
    }

    @Test
    void whenAllSessionsAreTakenTheMessageSaysSo() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        List<RouterSession> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                sessions.add(DRIVER.connect(LabRouter.target(router)));
            }
            assertThatThrownBy(() -> DRIVER.connect(LabRouter.target(router)))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable))
                    .hasMessageContaining("(8 at most)");
        } finally {
            sessions.forEach(RouterSession::close);
        }
        DRIVER.connect(LabRouter.target(router)).close();
    }

    @Test
    void aRebootInTheMiddleIsUnreachableAndTheNextSessionGoesOn() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220)
                .behaviour(Behaviour.DEFAULT.withBootTime(Duration.ZERO))
                .build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            session.observe(List.of(), Set.of());
            router.reboot();
            assertThatThrownBy(() -> session.observe(List.of(), Set.of()))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable));
        }
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            assertThat(session.observe(List.of(), Set.of()).facts().model()).isEqualTo("RTX1220");
        }
    }

    @Test
    void aSaveThatTheRouterDoesNotConfirmIsNoSave() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            router.faults().answerWrongly("save", "Hm.");
            assertThatThrownBy(session::save)
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UnexpectedAnswer));
        }
    }

    @Test
    void aRouterThatFallsSilentGivesNoAnswerAndIsPutRightByTheNextSession() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX830).build());
        List<String> before = router.runningConfig();
        ConsoleSettings recorded;
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            recorded = session.originalConsole();
            session.observe(List.of(), Set.of());
            router.faults().stallAfterBytes(100);
            assertThatThrownBy(() -> session.observe(List.of(), Set.of()))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NoAnswer))
                    .hasMessageContaining("show config");
        }
        router.faults().resume();
        var credentials = LabRouter.target(router).credentials();
        DRIVER.connect(LabRouter.target(router, credentials, recorded)).close();
        assertThat(router.runningConfig()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519,256", "ecdsa-sha2-nistp256,256", "ssh-rsa,2048"})
    void aKeyOpensARouterThatTakesKeys(String type, int bits) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair(type, bits);
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1300)
                .authorizedKey(LabRouter.USER, PublicKeyEntry.toString(key.getPublic()))
                .build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(router, withKey(key), null))) {
            assertThat(session.facts().model()).isEqualTo("RTX1300");
        }
    }

    /** Which login password a saved configuration wants, the driver can't know with a key alone; then the router's question is what counts. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whereTheSavedConfigurationCantBeReadTheSaveQuestionTells(boolean unsaved) throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220)
                .authorizedKey(LabRouter.USER, PublicKeyEntry.toString(KEY.getPublic()))
                .build());
        if (unsaved) {
            router.type("ip route 10.9.0.0/16 gateway 192.168.100.9");
        }
        try (RouterSession session = DRIVER.connect(LabRouter.target(router, withKey(KEY), null))) {
            session.observe(List.of(), Set.of());
            router.faults().answerWrongly("show config 0", "Error: Invalid password");
            assertThat(session.hasUnsavedChanges()).isEqualTo(unsaved);
            router.faults().answerWrongly("show config 0", "Error: Invalid password");
            assertThat(session.unsavedForeignLines(AppliedLines.NONE).isEmpty()).isEqualTo(!unsaved);
            assertThat(session.observe(List.of(), Set.of()).facts().model()).isEqualTo("RTX1220");
        }
    }

    @Test
    void aLineByDhcpOrWithAFixedAddressIsSeenWithItsNextHop() throws Exception {
        RtxSimulator dhcp = start(RtxSimulator.builder(RtxModel.RTX1300)
                .user(LabRouter.USER, LabRouter.PASSWORD.reveal())
                .administratorPassword(LabRouter.ADMINISTRATOR.reveal())
                .wan(Wan.dhcp("198.51.100.77", "198.51.100.1"))
                .configuration(
                        "ip lan1 address 192.168.100.1/24",
                        "ip lan2 address dhcp",
                        "ip lan2 nat descriptor 3",
                        "ip route default gateway dhcp lan2")
                .build());
        try (RouterSession session = DRIVER.connect(LabRouter.target(dhcp))) {
            assertThat(session.observe(List.of(new Link("WAN1", "lan2", null, null)), Set.of())
                            .links())
                    .containsExactly(new LinkState("WAN1", "lan2", true, "198.51.100.77", "DHCP", 3));
            dhcp.type("ip lan2 address 198.51.100.20/24", "ip route default gateway 198.51.100.1");
            assertThat(session.observe(List.of(new Link("WAN1", "lan2", null, null)), Set.of())
                            .links())
                    .containsExactly(new LinkState("WAN1", "lan2", true, "198.51.100.20", "198.51.100.1", 3));
        }
    }

    private static Credentials withKey(KeyPair key) throws Exception {
        var text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, text);
        return new Credentials(
                LabRouter.USER,
                null,
                Secret.of(text.toString(StandardCharsets.US_ASCII)),
                null,
                LabRouter.ADMINISTRATOR);
    }

    private RtxSimulator start(RtxSimulator router) {
        running = router;
        return router.start();
    }

    private static void assertFails(RtxSimulator router, Credentials credentials, Reason reason, String words) {
        Secret password = credentials.administratorPassword();
        assertThatThrownBy(() -> DRIVER.connect(LabRouter.target(router, credentials, null)))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words)
                .hasMessageNotContaining(password == null ? "wrongpw1" : password.reveal());
    }
}
