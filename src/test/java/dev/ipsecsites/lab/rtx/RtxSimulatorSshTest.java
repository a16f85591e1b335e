package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.KexProposalOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting in, and being thrown out (yamaha-rtx.md §1.1–§1.3, §1.7, §1.8). */
@Order(12)
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RtxSimulatorSshTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        RTX810;  diffie-hellman-group1-sha1; ssh-rsa
        RTX830;  ecdh-sha2-nistp256; ssh-rsa
        RTX1300; curve25519-sha256; rsa-sha2-512,rsa-sha2-256,ssh-rsa
        """)
    void eachGenerationOffersItsOwnAlgorithms(RtxModel model, String kex, String hostKeys) throws IOException {
        SshClient client = PlainSsh.client();
        try (RtxSimulator router = Routers.of(model).build().start();
                ClientSession session = PlainSsh.connect(client, router, "admin")) {
            session.addPasswordIdentity("secret");
            session.auth().verify(PATIENCE);
            assertThat(session.getServerKexProposals().get(KexProposalOption.ALGORITHMS))
                    .startsWith(kex);
            assertThat(session.getServerKexProposals().get(KexProposalOption.SERVERKEYS))
                    .isEqualTo(hostKeys);
            assertThat(session.getServerVersion()).startsWith("SSH-2.0-OpenSSH");
        } finally {
            client.stop();
        }
    }

    @Test
    void thereIsNoExecChannelAndNoShellWithoutPty() throws IOException {
        SshClient client = PlainSsh.client();
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start();
                ClientSession session = PlainSsh.connect(client, router, "admin")) {
            session.addPasswordIdentity("secret");
            session.auth().verify(PATIENCE);
            ChannelExec exec = session.createExecChannel("show config");
            assertThat(refused(exec)).isTrue();
            ChannelShell bare = session.createShellChannel();
            bare.setUsePty(false);
            assertThat(refused(bare)).isTrue();
            ChannelShell proper = session.createShellChannel();
            assertThat(refused(proper)).isFalse();
        } finally {
            client.stop();
        }
    }

    /** The channel opens, what is asked for on it is refused, and the client closes it. */
    private static boolean refused(ClientChannel channel) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        channel.setOut(out);
        try {
            channel.open().verify(PATIENCE);
        } catch (SshException refusedAtOnce) {
            return true;
        }
        Awaitility.await().atMost(PATIENCE).until(() -> channel.isClosed() || out.size() > 0);
        return out.size() == 0;
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519,256", "ecdsa-sha2-nistp256,256", "ssh-rsa,2048"})
    void aKeyLogsInWhereTheModelHasIt(String type, int bits) throws IOException, InterruptedException {
        KeyPair key = Routers.key(type, bits);
        String line = PublicKeyEntry.toString(key.getPublic());
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220)
                        .authorizedKey("admin", line)
                        .build()
                        .start();
                PlainSsh ssh = PlainSsh.login(router, "admin", key)) {
            ssh.until("> ");
            assertThat(ssh.run("console columns 4096")).isEmpty();
            assertThat(ssh.run("show sshd authorized-keys admin")).isEqualTo(line);
        }
        try (RtxSimulator old =
                Routers.of(RtxModel.RTX810).authorizedKey("admin", line).build().start()) {
            assertThatThrownBy(() -> PlainSsh.login(old, "admin", key).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreRefused() {
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start()) {
            assertThatThrownBy(() -> PlainSsh.login(router, "admin", "wrong")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> PlainSsh.login(router, "nobody", "secret")).isInstanceOf(IOException.class);
            router.faults().refuseLogin(true);
            assertThatThrownBy(() -> PlainSsh.login(router, "admin", "secret")).isInstanceOf(IOException.class);
            assertThat(router.log()).anyMatch(l -> l.contains("Login failed for SSH: 192.168.100.2 admin"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        security class 3 on off off; false
        security class 2 on; true
        user attribute admin connection=telnet; false
        user attribute * connection=off; false
        user attribute connection=off; true
        user attribute admin connection=serial,ssh; true
        user attribute admin connection=all host=any; true
        user attribute admin host=10.9.9.9; false
        user attribute admin host=10.9.9.9,192.168.100.2; true
        user attribute admin host=192.168.100.1-192.168.100.9; true
        user attribute other connection=off; true
        user attribute admin host=lan1; false
        """)
    void whatIsConfiguredForAUserDecidesOverAnSshLogin(String line, boolean admitted)
            throws IOException, InterruptedException {
        KeyPair key = Routers.key("ssh-ed25519", 256);
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220)
                .authorizedKey("admin", PublicKeyEntry.toString(key.getPublic()))
                .build()
                .start()) {
            assertThat(router.type(line)).isEmpty();
            if (admitted) {
                try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                    ssh.until("> ");
                }
            } else {
                assertThatThrownBy(() -> PlainSsh.login(router, "admin", "secret"))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> PlainSsh.login(router, "admin", key)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aUserWithoutMultiSessionIsLoggedInOnce() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start()) {
            router.type("user attribute admin multi-session=off");
            try (PlainSsh first = PlainSsh.login(router, "admin", "secret")) {
                first.until("> ");
                assertThatThrownBy(() -> PlainSsh.login(router, "admin", "secret"))
                        .isInstanceOf(IOException.class);
            }
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                try (PlainSsh again = PlainSsh.login(router, "admin", "secret")) {
                    again.until("> ");
                }
            });
        }
    }

    @Test
    void theNinthSessionIsRefusedAndOneThatLeavesMakesRoom() throws IOException, InterruptedException {
        List<PlainSsh> open = new ArrayList<>();
        try (RtxSimulator router = Routers.english(RtxModel.RTX1300).build().start()) {
            for (int i = 0; i < 8; i++) {
                open.add(PlainSsh.login(router, "admin", "secret"));
                open.getLast().until("> ");
            }
            assertThat(open.getFirst()
                            .run("show status user")
                            .lines()
                            .filter(l -> l.contains("ssh"))
                            .count())
                    .isEqualTo(8);
            assertThatThrownBy(() -> PlainSsh.login(router, "admin", "secret")).isInstanceOf(IOException.class);
            open.removeLast().close();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> open.getFirst()
                                    .run("show status user")
                                    .lines()
                                    .filter(l -> l.contains("ssh"))
                                    .count()
                            == 7);
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                try (PlainSsh again = PlainSsh.login(router, "admin", "secret")) {
                    again.until("> ");
                }
            });
        } finally {
            open.forEach(PlainSsh::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sshd host none", "sshd service off"})
    void aConnectionThatIsNotAdmittedIsClosedAtOnce(String closed) throws IOException {
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start()) {
            router.type(closed);
            assertThat(saidToStranger(router)).isEmpty();
        }
    }

    @Test
    void whileTheRouterStartsAConnectionIsClosedAtOnce() throws IOException {
        Routers.TestClock clock = new Routers.TestClock();
        try (RtxSimulator router =
                Routers.of(RtxModel.RTX1220).clock(clock).build().start()) {
            router.reboot();
            assertThat(saidToStranger(router)).isEmpty();
            clock.advance(Duration.ofSeconds(5));
            assertThat(greeting(router)).startsWith("SSH-2.0-OpenSSH");
        }
    }

    @Test
    void aConnectionBesideAllSessionsIsClosedAtOnce() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start()) {
            router.type("sshd session 1");
            try (PlainSsh only = PlainSsh.login(router, "admin", "secret")) {
                only.until("> ");
                assertThat(saidToStranger(router)).isEmpty();
            }
        }
    }

    @Test
    void whoHasNotLoggedInTakesNoSession() throws IOException, InterruptedException {
        List<Socket> idle = new ArrayList<>();
        try (RtxSimulator router = Routers.of(RtxModel.RTX1220).build().start()) {
            for (int i = 0; i < 8; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), router.port()));
                assertThat(idle.getLast().getInputStream().read()).isEqualTo('S');
            }
            try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                ssh.until("> ");
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** All that comes until the router closes the connection. */
    private static String saidToStranger(RtxSimulator router) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static String greeting(RtxSimulator router) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void theLoginTimerEndsAnIdleSessionAndKeysRewindIt() throws IOException, InterruptedException {
        Routers.TestClock clock = new Routers.TestClock();
        try (RtxSimulator router =
                        Routers.english(RtxModel.RTX1220).clock(clock).build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            clock.advance(Duration.ofSeconds(299));
            router.tick();
            assertThat(ssh.run("show environment")).contains("Elapsed time from boot: 0days 00:04:59");
            clock.advance(Duration.ofSeconds(299));
            router.tick();
            assertThat(ssh.run("show status user")).contains("*");
            clock.advance(Duration.ofSeconds(300));
            router.tick();
            Awaitility.await().atMost(PATIENCE).until(() -> !ssh.session().isOpen());
            assertThat(router.log()).anyMatch(l -> l.contains("Logout from SSH"));
        }
    }

    @Test
    void exitFromUserModeClosesTheShell() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220).build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            ssh.send("exit\r");
            Awaitility.await().atMost(PATIENCE).until(ssh::shellClosed);
        }
    }

    @Test
    void anotherUserCanBeThrownOut() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220)
                        .user("guest", "g")
                        .build()
                        .start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret");
                PlainSsh guest = PlainSsh.login(router, "guest", "g")) {
            guest.until("> ");
            ssh.until("> ");
            ssh.elevate("top");
            assertThat(ssh.run("disconnect user guest/ssh")).isEmpty();
            Awaitility.await().atMost(PATIENCE).until(() -> !guest.session().isOpen());
            assertThat(ssh.run("disconnect user admin")).startsWith("Error: ");
        }
    }

    @Test
    void oneOfSeveralSessionsOfAUserCanBeThrownOutByItsNumber() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220)
                        .user("guest", "g")
                        .build()
                        .start();
                PlainSsh ssh = loggedIn(router, "admin", "secret");
                PlainSsh second = loggedIn(router, "guest", "g");
                PlainSsh third = loggedIn(router, "guest", "g");
                PlainSsh fourth = loggedIn(router, "guest", "g")) {
            ssh.elevate("top");
            assertThat(ssh.run("disconnect user admin/ssh 3")).as("not admin's").startsWith("Error: ");
            assertThat(ssh.run("disconnect user guest/ssh 1")).as("oneself").startsWith("Error: ");
            assertThat(ssh.run("disconnect user guest/telnet 3"))
                    .as("not telnet")
                    .startsWith("Error: ");
            assertThat(ssh.run("disconnect user guest 3")).isEqualTo("Error: Insufficient or too many parameters");
            assertThat(ssh.run("disconnect user guest/ssh 3")).isEmpty();
            Awaitility.await().atMost(PATIENCE).until(() -> !third.session().isOpen());
            assertThat(second.run("show status user")).contains("ssh2", "ssh4").doesNotContain("ssh3");
            assertThat(ssh.run("disconnect user /ssh")).isEmpty();
            Awaitility.await().atMost(PATIENCE).until(() -> !second.session().isOpen());
            Awaitility.await().atMost(PATIENCE).until(() -> !fourth.session().isOpen());
            assertThat(ssh.run("show status user")).contains("ssh1");
        }
    }

    private static PlainSsh loggedIn(RtxSimulator router, String user, String password)
            throws IOException, InterruptedException {
        PlainSsh ssh = PlainSsh.login(router, user, password);
        ssh.until("> ");
        return ssh;
    }

    @Test
    void faultsHappenWhenAskedFor() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220).build().start()) {
            Faults faults = router.faults();
            try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                ssh.until("> ");
                faults.answerWrongly("show env", "Erro");
                assertThat(ssh.run("show environment")).isEqualTo("Erro");
                assertThat(ssh.run("show environment")).contains("Rev.");
                faults.cutAfterBytes(40);
                ssh.send("show environment\r");
                Awaitility.await().atMost(PATIENCE).until(() -> !ssh.session().isOpen());
            }
            try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                ssh.until("> ");
                ssh.elevate("top");
                ssh.run("syslog notice on");
                faults.closeOnSave(true);
                ssh.send("save\r");
                Awaitility.await().atMost(PATIENCE).until(() -> !ssh.session().isOpen());
                assertThat(router.savedConfig()).contains("syslog notice on");
            }
            faults.failShells(1);
            try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                Awaitility.await().atMost(PATIENCE).until(ssh::shellClosed);
            }
            String before = router.hostKeyFingerprint();
            router.changeHostKey();
            assertThat(router.hostKeyFingerprint()).isNotEqualTo(before);
        }
    }

    @Test
    void afterARebootItTakesItsTimeAndForgetsWhatWasNotSaved() throws IOException, InterruptedException {
        Routers.TestClock clock = new Routers.TestClock();
        try (RtxSimulator router =
                        Routers.english(RtxModel.RTX1220).clock(clock).build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            ssh.elevate("top");
            ssh.run("syslog notice on");
            ssh.send("restart\r");
            Awaitility.await().atMost(PATIENCE).until(() -> !ssh.session().isOpen());
            assertThatThrownBy(() -> PlainSsh.login(router, "admin", "secret")).isInstanceOf(IOException.class);
            clock.advance(Duration.ofSeconds(5));
            try (PlainSsh again = PlainSsh.login(router, "admin", "secret")) {
                again.until("> ");
                assertThat(again.run("show config | grep syslog")).isEqualTo("Searching ...");
                assertThat(router.log()).anyMatch(l -> l.contains("Restart by restart command"));
            }
        }
    }
}
