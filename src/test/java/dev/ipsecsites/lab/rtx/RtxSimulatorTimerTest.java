package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.control.ControlPort;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens by itself: rollback, schedule; and what is ordered from outside (yamaha-rtx.md §5.2, §5.3). */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RtxSimulatorTimerTest {
    private final Routers.TestClock clock = new Routers.TestClock();

    private RtxSimulatorBuilder builder() {
        return Routers.english(RtxModel.RTX1220).clock(clock);
    }

    private void pass(RtxSimulator router, long seconds) {
        router.tick();
        clock.advance(Duration.ofSeconds(seconds));
        router.tick();
    }

    /** Of 60 seconds. */
    private static void changeUnderARollbackTimer(PlainSsh ssh) throws IOException, InterruptedException {
        ssh.until("> ");
        ssh.elevate("top");
        ssh.run("rollback timer 60");
        ssh.run("syslog notice on");
    }

    @Test
    void anUnconfirmedChangeIsTakenBack() throws IOException, InterruptedException {
        try (RtxSimulator router = builder().build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            changeUnderARollbackTimer(ssh);
            pass(router, 59);
            assertThat(router.runningConfig()).contains("syslog notice on");
            pass(router, 1);
            assertThat(router.runningConfig()).doesNotContain("syslog notice on");
        }
    }

    @Test
    void confirmSaveAndExitKeepIt() throws IOException, InterruptedException {
        for (String keeping : List.of("confirm", "save", "exit save")) {
            try (RtxSimulator router = builder().build().start();
                    PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                ssh.until("> ");
                ssh.elevate("top");
                ssh.run("rollback timer 60");
                ssh.run("syslog notice on");
                ssh.run(keeping);
                pass(router, 61);
                assertThat(router.runningConfig()).as(keeping).contains("syslog notice on");
            }
        }
    }

    @Test
    void whetherItOutlivesTheConnectionCanBeChosen() throws IOException, InterruptedException {
        for (boolean survives : List.of(true, false)) {
            try (RtxSimulator router = builder()
                    .behaviour(Behaviour.DEFAULT.withRollback(true, survives))
                    .build()
                    .start()) {
                try (PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
                    ssh.until("> ");
                    ssh.elevate("top");
                    ssh.run("rollback timer 60");
                    ssh.run("syslog notice on");
                }
                Awaitility.await().until(() -> router.log().stream().anyMatch(l -> l.contains("Logout")));
                pass(router, 61);
                assertThat(router.runningConfig().contains("syslog notice on")).isEqualTo(!survives);
            }
        }
    }

    @Test
    void loadAsksForThePasswordsAndShowConfigIsBusyForAMoment() throws IOException, InterruptedException {
        try (RtxSimulator router = builder().build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            ssh.elevate("top");
            ssh.run("syslog notice on");
            ssh.send("load config 0 silent no-key-generate\r");
            ssh.until("Login Password: ");
            ssh.send("\r");
            ssh.until("Administrator Password: ");
            ssh.send("top\r");
            ssh.until("# ");
            assertThat(router.runningConfig()).doesNotContain("syslog notice on");
            assertThat(ssh.run("show config")).startsWith("Error: ");
            assertThat(ssh.run("show config | grep syslog"))
                    .isEqualTo("Searching ...\r\nError: Configuration is being updated");
            clock.advance(Duration.ofSeconds(1));
            assertThat(ssh.run("show config")).startsWith("# RTX1220");
        }
    }

    @Test
    void aScheduledRestartTakesUnsavedChangesBack() {
        RtxSimulator router = builder().build();
        router.type("schedule at 99 +900 * restart", "syslog notice on");
        pass(router, 899);
        assertThat(router.runningConfig()).contains("syslog notice on");
        pass(router, 1);
        assertThat(router.runningConfig()).doesNotContain("syslog notice on", "schedule at 99 +900 * restart");
        assertThat(router.log()).anyMatch(l -> l.endsWith("[SCHEDULE] Startup: restart"));
    }

    @Test
    void aRelativeScheduleThatWasSavedArmsAgainAtEveryStart() {
        RtxSimulator router = builder().build();
        router.type("schedule at 99 +60 * syslog notice on", "save");
        pass(router, 61);
        assertThat(router.runningConfig()).contains("syslog notice on");
        router.type("no syslog notice");
        pass(router, 600);
        assertThat(router.runningConfig()).doesNotContain("syslog notice on");
        router.reboot();
        pass(router, 61);
        assertThat(router.runningConfig()).contains("syslog notice on");
    }

    @Test
    void aRelativeScheduleCountsFromWhenItWasTypedLast() {
        RtxSimulator router = builder().build();
        String line = "schedule at 1 +60 * syslog notice on";
        router.type(line);
        pass(router, 40);
        router.type(line);
        pass(router, 59);
        assertThat(router.runningConfig()).doesNotContain("syslog notice on");
        pass(router, 1);
        assertThat(router.runningConfig()).contains("syslog notice on");
        router.type("no syslog notice", line);
        pass(router, 60);
        assertThat(router.runningConfig()).as("typed again after it ran").contains("syslog notice on");
    }

    @Test
    void aDatedScheduleFollowsTheRoutersClock() {
        // 09:38:23 in UTC is 18:38:23 on a router.
        RtxSimulator router = builder().build();
        router.type("schedule at 1 1/29 18:40 * syslog notice on", "schedule at 2 */sun 19:00 * syslog debug on");
        pass(router, 96);
        assertThat(router.runningConfig()).doesNotContain("syslog notice on");
        pass(router, 1);
        assertThat(router.runningConfig()).contains("syslog notice on");
        pass(router, 3600);
        assertThat(router.runningConfig()).as("it is Monday").doesNotContain("syslog debug on");
        pass(router, Duration.ofDays(6).toSeconds());
        assertThat(router.runningConfig()).contains("syslog debug on");
    }

    @Test
    void aScheduleThatWasTakenAwayDoesNothing() {
        RtxSimulator router = builder().build();
        router.type("schedule at 99 +60 * syslog notice on", "no schedule at 99");
        pass(router, 61);
        assertThat(router.runningConfig()).doesNotContain("syslog notice on");
    }

    @Test
    void aScheduledLineOfManyWordsKeepsNoOtherFromItsTime() {
        try (RtxSimulator router = builder().build().start()) {
            router.type(
                    "schedule at 1 +60 * snmp host " + "a ".repeat(2000).strip(),
                    "schedule at 2 +60 * syslog notice on");
            clock.advance(Duration.ofSeconds(61));
            Awaitility.await().until(() -> router.runningConfig().contains("syslog notice on"));
            assertThat(router.runningConfig()).anyMatch(l -> l.startsWith("snmp host a a a "));
        }
    }

    @Test
    void whateverFailsAtATickTheNextOneComes() {
        try (RtxSimulator router = builder().build().start()) {
            router.type("schedule at 1 +60 * syslog notice on");
            clock.failOnce("-ticker");
            Awaitility.await().until(clock::hasFailed);
            clock.advance(Duration.ofSeconds(61));
            Awaitility.await().until(() -> router.runningConfig().contains("syslog notice on"));
            assertThat(router.log()).anyMatch(l -> l.contains("simulator: java.lang.StackOverflowError"));
        }
    }

    @Test
    void aSessionThatFailsIsToTheRollbackLikeOneThatDropped() throws IOException, InterruptedException {
        try (RtxSimulator router = builder().build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            changeUnderARollbackTimer(ssh);
            clock.failOnce("-console");
            ssh.send("show environment\r");
            Awaitility.await().dontCatchUncaughtExceptions().until(ssh::shellClosed);
            assertThat(router.type("show status user")).noneMatch(l -> l.contains("admin "));
            pass(router, 61);
            assertThat(router.runningConfig()).contains("syslog notice on");
        }
    }

    @Test
    void coldStartForgetsEverything() throws IOException, InterruptedException {
        try (RtxSimulator router = builder().build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            ssh.elevate("top");
            ssh.send("cold start\r");
            ssh.until("Password: ");
            ssh.send("top\r");
            Awaitility.await().until(() -> !ssh.session().isOpen());
            assertThat(router.runningConfig()).isEmpty();
        }
    }

    @Test
    void theControlPortTellsAndOrders() throws IOException, InterruptedException {
        RtxSimulator router = builder().name("tokyo").build();
        try (router;
                ControlPort control = new ControlPort(0, List.of(router))) {
            router.start();
            assertThat(get(control, "/")).contains("tokyo");
            assertThat(get(control, "/tokyo")).contains(router.hostKeyFingerprint());
            assertThat(post(control, "/tokyo", "{\"type\": [\"syslog notice on\", \"foo\"], \"wanUp\": false}"))
                    .contains("Error: Invalid command name");
            assertThat(router.runningConfig()).contains("syslog notice on");
            assertThat(router.wan().up()).isFalse();
            assertThat(post(control, "/tokyo", "{\"explode\": true}")).contains("unknown order explode");
            assertThat(get(control, "/osaka")).contains("no router osaka");
        }
    }

    private static String get(ControlPort control, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .build());
    }

    private static String post(ControlPort control, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
