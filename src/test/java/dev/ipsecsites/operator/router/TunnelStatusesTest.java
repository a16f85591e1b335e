package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.TestClock;
import dev.ipsecsites.operator.router.Finding.Answer;
import dev.ipsecsites.operator.router.Finding.Seen;
import dev.ipsecsites.operator.router.Liveness.Life;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TunnelStatusesTest {
    private static final Seen SEEN = new Seen(1, false, false, null);

    private final TestClock clock = new TestClock();

    static Stream<Arguments> verdicts() {
        return Stream.of(
                verdict(
                        "up and alive",
                        found(Answer.YES, null, Phase.UP, Life.ALIVE, false),
                        TunnelState.UP,
                        "Ready=True/TunnelUp Configured=True/Applied Operational=True/TunnelUp"),
                verdict(
                        "up, nothing heard yet",
                        found(Answer.YES, null, Phase.UP, Life.UNKNOWN, true),
                        TunnelState.UP,
                        "Ready=False/NotYetProven Configured=True/NotSaved Operational=Unknown/NotYetProven"
                                + " Reconciling"),
                verdict(
                        "one way",
                        found(Answer.YES, null, Phase.UP, Life.ONE_WAY, false),
                        TunnelState.UP,
                        "Ready=False/OneWay Configured=True/Applied Operational=False/OneWay"),
                verdict(
                        "negotiating",
                        found(Answer.YES, null, Phase.NEGOTIATING, Life.UNKNOWN, true),
                        TunnelState.NEGOTIATING,
                        "Ready=False/Negotiating Configured=True/NotSaved Operational=False/Negotiating Reconciling"),
                verdict(
                        "down",
                        found(Answer.YES, null, Phase.DOWN, Life.UNKNOWN, false),
                        TunnelState.DOWN,
                        "Ready=False/TunnelDown Configured=True/Applied Operational=False/TunnelDown"),
                verdict(
                        "no answer that can be read",
                        found(Answer.YES, null, Phase.UNKNOWN, Life.UNKNOWN, false),
                        TunnelState.UNKNOWN,
                        "Ready=False/StateUnknown Configured=True/Applied Operational=Unknown/StateUnknown"),
                verdict(
                        "router unreachable",
                        found(Answer.UNKNOWN, Problem.waiting("Unreachable", "m"), null, Life.UNKNOWN, false),
                        TunnelState.UNKNOWN,
                        "Ready=False/Unreachable Configured=Unknown/Unreachable Operational=Unknown/Unreachable"
                                + " Reconciling"),
                verdict(
                        "refused",
                        found(Answer.NO, Problem.terminal("TunnelNumberInUse", "m"), null, Life.UNKNOWN, false),
                        TunnelState.UNKNOWN,
                        "Ready=False/TunnelNumberInUse Configured=False/TunnelNumberInUse"
                                + " Operational=Unknown/TunnelNumberInUse Stalled"),
                verdict(
                        "up, but its Secret is gone",
                        found(Answer.UNKNOWN, Problem.terminal("SecretMissing", "m"), Phase.UP, Life.ALIVE, false),
                        TunnelState.UP,
                        "Ready=False/SecretMissing Configured=Unknown/SecretMissing Operational=True/TunnelUp"
                                + " Stalled"),
                verdict(
                        "not applied yet",
                        found(Answer.NO, null, null, Life.UNKNOWN, false),
                        TunnelState.UNKNOWN,
                        "Ready=False/Applying Configured=False/NotApplied Operational=Unknown/Pending Reconciling"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verdicts")
    void verdictOf(String what, Finding finding, TunnelState state, String conditions) {
        RouterTunnelStatus status = TunnelStatuses.of(new RouterTunnel(), finding, Map.of(), clock);

        assertThat(status.state()).isEqualTo(state);
        assertThat(text(status)).isEqualTo(conditions);
    }

    @Test
    void theTimeOfAnSaStaysAsLongAsTheSaDoes() {
        RouterTunnel tunnel = new RouterTunnel();
        Finding up = found(Answer.YES, null, Phase.UP, Life.ALIVE, false);
        RouterTunnelStatus first = TunnelStatuses.of(tunnel, up, Map.of(), clock);
        tunnel.setStatus(first);
        clock.advance(Duration.ofHours(1));

        assertThat(TunnelStatuses.of(tunnel, up, Map.of(), clock)).isEqualTo(first);
    }

    private static Finding found(
            Answer configured, @Nullable Problem problem, @Nullable Phase phase, Life life, boolean unverified) {
        return new Finding(
                SEEN,
                configured,
                problem,
                phase,
                life,
                phase == Phase.UP ? "spi" : null,
                null,
                unverified,
                false,
                false);
    }

    /** The three answers, and which of Stalled and Reconciling holds. */
    private static String text(RouterTunnelStatus status) {
        String answers = Stream.of(Conditions.READY, Conditions.CONFIGURED, Conditions.OPERATIONAL)
                .map(type -> Conditions.find(status.conditions(), type).orElseThrow())
                .map(c -> c.type() + "=" + c.status().wire() + "/" + c.reason())
                .collect(Collectors.joining(" "));
        String flags = Stream.of(Conditions.STALLED, Conditions.RECONCILING)
                .filter(type -> Conditions.isTrue(status.conditions(), type))
                .collect(Collectors.joining(" "));
        return (answers + " " + flags).trim();
    }

    private static Arguments verdict(String what, Finding finding, TunnelState state, String conditions) {
        return Arguments.of(what, finding, state, conditions);
    }
}
