package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.operator.router.Liveness.Life;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LivenessTest {
    private static final Poll DOWN = new Poll(Phase.DOWN, 0, 0, KeepaliveState.UNKNOWN);

    record Poll(Phase phase, long received, long sent, KeepaliveState keepalive) {}

    static Stream<Arguments> histories() {
        return Stream.of(
                history("keepalive is enough", Life.ALIVE, up(0, 0, KeepaliveState.OK)),
                history("old counts prove nothing", Life.UNKNOWN, up(9, 9)),
                history("the receive counter moved", Life.ALIVE, up(9, 9), up(10, 9)),
                history("counts since it came up are new", Life.ALIVE, DOWN, up(1, 1)),
                history("counters that start again are new", Life.ALIVE, up(9, 9), up(2, 2)),
                history("idle keeps what was known", Life.ALIVE, DOWN, up(1, 1), up(1, 1), up(1, 1), up(1, 1)),
                history("idle from the start is never proven", Life.UNKNOWN, up(5, 5), up(5, 5), up(5, 5), up(5, 5)),
                history("sending without receiving once is nothing yet", Life.UNKNOWN, up(5, 5), up(5, 6)),
                history("sending without receiving for two polls", Life.ONE_WAY, up(5, 5), up(5, 6), up(5, 7)),
                history("a live tunnel that falls silent", Life.ONE_WAY, DOWN, up(1, 1), up(1, 2), up(1, 3)),
                history(
                        "keepalive fails for two polls",
                        Life.ONE_WAY,
                        up(5, 5),
                        up(5, 5, KeepaliveState.FAILING),
                        up(5, 5, KeepaliveState.FAILING)),
                history("it recovers", Life.ALIVE, up(5, 5), up(5, 6), up(5, 7), up(6, 8)),
                history("down is not known", Life.UNKNOWN, DOWN, up(1, 1), DOWN),
                history("silence ends with the tunnel", Life.UNKNOWN, up(5, 5), up(5, 6), DOWN, up(0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void life(String what, Life expected, List<Poll> polls) {
        Liveness life = null;
        for (Poll poll : polls) {
            life = Liveness.after(life, state(poll));
        }

        assertThat(life(life)).as(what).isEqualTo(expected);
    }

    private static @Nullable Life life(@Nullable Liveness liveness) {
        return liveness == null ? null : liveness.life();
    }

    private static TunnelState state(Poll poll) {
        return new TunnelState(1, poll.phase(), null, poll.received(), poll.sent(), poll.keepalive(), null, List.of());
    }

    private static Poll up(long received, long sent) {
        return up(received, sent, KeepaliveState.UNKNOWN);
    }

    private static Poll up(long received, long sent, KeepaliveState keepalive) {
        return new Poll(Phase.UP, received, sent, keepalive);
    }

    private static Arguments history(String what, Life expected, Poll... polls) {
        return Arguments.of(what, expected, Arrays.asList(polls));
    }
}
