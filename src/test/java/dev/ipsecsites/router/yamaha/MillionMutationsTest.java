package dev.ipsecsites.router.yamaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.yamaha.config.LogMasking;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.DhcpClientStatus;
import dev.ipsecsites.router.yamaha.show.Environment;
import dev.ipsecsites.router.yamaha.show.PingReport;
import dev.ipsecsites.router.yamaha.show.PpStatus;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.RouterLog;
import dev.ipsecsites.router.yamaha.show.SaDetail;
import dev.ipsecsites.router.yamaha.show.SaTable;
import dev.ipsecsites.router.yamaha.show.SessionUsers;
import dev.ipsecsites.router.yamaha.show.TunnelStatus;
import dev.ipsecsites.router.yamaha.show.TunnelView;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million damaged answers of routers: no parser throws or takes long, and no tunnel is up whose evidence is gone. A seed gives the same
 * million again: {@code -Dmutations.seed=N}, {@code -Dmutations.count=N}.
 */
@Order(3)
class MillionMutationsTest {
    private static final long SEED = Long.getLong("mutations.seed", 20_260_101L);
    private static final int COUNT = Integer.getInteger("mutations.count", 1_000_000);
    /** Of processor time: other tests run beside this one. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private static final LinkState LINK = new LinkState("WAN1", "pp1", true, "192.0.2.10", null, null);

    /** What makes a tunnel up; each alone is indispensable (yamaha-rtx.md §3.3, §3.4). */
    private enum Evidence {
        STATE,
        HEADER,
        SEND,
        RECEIVE;

        private boolean isIn(String line) {
            return switch (this) {
                case STATE -> line.contains("Current status is") || line.contains("接続されています");
                case HEADER -> line.contains("TUNNEL[");
                case SEND -> line.contains("esp") && line.contains("send");
                case RECEIVE -> line.contains("esp") && line.contains("recv");
            };
        }

        List<String> destroyed(List<String> answer) {
            return answer.stream().filter(line -> !isIn(line)).toList();
        }

        boolean inStatus() {
            return this == STATE || this == HEADER;
        }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Random random = new Random(SEED);
    private final Damage damage = new Damage(random);

    /** What a router answered to a command. */
    private record Answer(String command, List<String> lines) {
        static List<Answer> of(List<Map<String, List<String>>> routers) {
            return routers.stream()
                    .flatMap(router -> router.entrySet().stream())
                    .map(answer -> new Answer(answer.getKey(), answer.getValue()))
                    .toList();
        }

        boolean isLong() {
            return LONG_ANSWERS.contains(command);
        }
    }

    /** One tunnel at one moment, as three commands show it. */
    private record Moment(int number, List<String> status, List<String> table, List<String> detail) {
        Phase phase() {
            return TunnelView.of(
                            TunnelStatus.parse(number, status), number, SaTable.parse(table), SaDetail.parse(detail))
                    .phase();
        }
    }

    @Test
    // Against a parser that never ends; nothing is measured, so a loaded machine has all the time it needs.
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionDamagedAnswersThrowNothingAndMakeNothingUp() throws Exception {
        List<Map<String, List<String>>> routers = Captures.routers();
        List<Answer> answers = Answer.of(routers);
        List<Answer> longOnes = answers.stream().filter(Answer::isLong).toList();
        List<Answer> shortOnes = answers.stream().filter(a -> !a.isLong()).toList();
        List<Moment> moments = moments(routers);
        List<Moment> up = moments.stream().filter(m -> m.phase() == Phase.UP).toList();
        List<Moment> down = moments.stream().filter(m -> m.phase() != Phase.UP).toList();
        assertThat(up).hasSizeGreaterThan(10);
        assertThat(down).hasSizeGreaterThan(10);
        int stillUp = 0;
        for (int i = 0; i < COUNT; i++) {
            int kind = random.nextInt(100);
            if (kind < 30) {
                notUp(i, damaged(pick(down)));
            } else if (kind < 60) {
                Moment whole = pick(up);
                Evidence gone = Evidence.values()[random.nextInt(Evidence.values().length)];
                notUp(i, damaged(without(whole, gone)));
            } else if (kind < 64) {
                notUp(i, ofAnotherTunnel(pick(up)));
            } else if (kind < 66) {
                stillUp += damaged(pick(up)).phase() == Phase.UP ? 1 : 0;
            } else {
                // Long answers take long to read: they come up less often, still tens of thousands of times.
                anything(i, pick(kind < 69 ? longOnes : shortOnes));
            }
        }
        // Otherwise it would prove nothing: damage alone doesn't take a tunnel down.
        assertThat(stillUp).isGreaterThan(COUNT / 1_000);
        System.out.println(
                "router output: " + COUNT + " mutations, seed " + SEED + ", no exception, no tunnel up that isn't");
    }

    /** Where both an interface's status and the table of SAs were copied. */
    private static List<Moment> moments(List<Map<String, List<String>>> routers) {
        List<Moment> moments = new ArrayList<>();
        for (Map<String, List<String>> router : routers) {
            for (int number = 1; number <= 2; number++) {
                List<String> status = router.get("show status tunnel " + number);
                List<String> table = router.get("show ipsec sa");
                if (status != null && table != null) {
                    moments.add(new Moment(
                            number,
                            status,
                            table,
                            router.getOrDefault("show ipsec sa gateway " + number + " detail", List.of())));
                }
            }
        }
        return moments;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Moment damaged(Moment whole) {
        return new Moment(
                whole.number(),
                random.nextInt(4) == 0 ? whole.status() : damage.of(whole.status(), 5),
                random.nextInt(4) == 0 ? whole.table() : damage.of(whole.table(), 5),
                // It has no say in whether the tunnel is up, and takes longest to read.
                random.nextInt(8) == 0 ? damage.of(whole.detail(), 3) : List.of());
    }

    private static Moment without(Moment whole, Evidence gone) {
        return gone.inStatus()
                ? new Moment(whole.number(), gone.destroyed(whole.status()), whole.table(), whole.detail())
                : new Moment(whole.number(), whole.status(), gone.destroyed(whole.table()), whole.detail());
    }

    /** Answers came out of step: this one is about the neighbour. */
    private Moment ofAnotherTunnel(Moment whole) {
        return damaged(new Moment(whole.number() + 2, whole.status(), whole.table(), whole.detail()));
    }

    private void notUp(int i, Moment moment) {
        Phase phase;
        try {
            phase = moment.phase();
        } catch (RuntimeException e) {
            throw new AssertionError("mutation " + i + " of seed " + SEED + ": " + moment, e);
        }
        if (phase == Phase.UP) {
            throw new AssertionError("up without evidence, mutation " + i + " of seed " + SEED + ": " + moment);
        }
    }

    private void anything(int i, Answer whole) {
        List<String> answer = damage.of(whole.lines(), 6);
        // Sometimes it is the answer to another question.
        String asked = random.nextInt(5) == 0 ? pick(QUESTIONS) : whole.command();
        long start = threads.getCurrentThreadCpuTime();
        try {
            parse(asked, answer);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    "mutation " + i + " of seed " + SEED + ": " + asked + "\n" + String.join("\n", answer), e);
        }
        if (threads.getCurrentThreadCpuTime() - start > LONG.toNanos()) {
            throw new AssertionError("mutation " + i + " of seed " + SEED + " took too long: " + asked);
        }
    }

    private static final Set<String> LONG_ANSWERS = Set.of("show config", "show log");

    private static final List<String> QUESTIONS = List.of(
            "show status tunnel 1",
            "show ipsec sa",
            "show ipsec sa gateway 1 detail",
            "show log",
            "show environment",
            "show ip route",
            "show status pp 1",
            "show status dhcpc",
            "show status user",
            "ping");

    private void parse(String command, List<String> answer) {
        if (command.startsWith("show config")) {
            configuration(answer);
        } else if (command.startsWith("show status tunnel")) {
            TunnelStatus.parse(1, answer);
        } else if (command.endsWith("detail") && command.contains("ipsec")) {
            SaDetail.parse(answer);
        } else if (command.startsWith("show ipsec sa")) {
            SaTable.parse(answer);
        } else if (command.startsWith("show log")) {
            RouterLog.parse(answer);
            LogMasking.mask(String.join("\n", answer));
        } else if (command.startsWith("show environment")) {
            Environment.parse(answer);
        } else if (command.startsWith("show ip route")) {
            RouteTable.parse(answer);
        } else if (command.startsWith("show status pp")) {
            PpStatus.parse(answer);
        } else if (command.startsWith("show status dhcpc")) {
            DhcpClientStatus.parse(answer);
        } else if (command.startsWith("show status user")) {
            SessionUsers.parse(answer);
        } else {
            PingReport.parse("203.0.113.10", answer);
        }
    }

    private void configuration(List<String> answer) {
        RtxConfig config = RtxConfig.parse(String.join("\n", answer), random.nextBoolean() ? 80 : 200);
        config.tunnelNumbers();
        config.gateway(1);
        config.natDescriptor("pp1");
        config.address("lan1");
        config.tunnel(1, LINK);
        config.insideAddress(List.of(LINK));
        assertThat(config.toString()).doesNotContain("pre-shared-key");
    }
}
