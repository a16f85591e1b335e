package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of polls between which something happened. */
class TunnelMemoryTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration POLL = Duration.ofSeconds(30);

    private static TunnelState up(@Nullable Duration connectedFor) {
        return new TunnelState(1, Phase.UP, connectedFor, 1, 1, KeepaliveState.OK, null, List.of());
    }

    private static TunnelMemory seen() {
        return TunnelMemory.first(RouterTunnelStatus.EMPTY, NOON).seen(up(Duration.ofMinutes(59)), NOON);
    }

    @Test
    void aTunnelThatCameBackBetweenTwoPollsHasFallen() {
        TunnelMemory after = seen().seen(up(Duration.ofSeconds(12)), NOON.plus(POLL));

        assertThat(after.flaps().published()).isOne();
        assertThat(after.cameBackAt(NOON.plus(POLL))).isTrue();
        assertThat(after.well()).isTrue();
    }

    @Test
    void aTunnelThatStayedUpHasNot() {
        TunnelMemory after = seen().seen(up(Duration.ofMinutes(59).plus(POLL)), NOON.plus(POLL));
        assertThat(after.flaps().published()).isZero();
        assertThat(after.cameBackAt(NOON.plus(POLL))).isFalse();

        // The seconds that a visit takes are no interruption, and a router that doesn't tell since when says nothing.
        assertThat(seen().seen(up(POLL.minusSeconds(4)), NOON.plus(POLL))
                        .flaps()
                        .published())
                .isZero();
        assertThat(seen().seen(up(null), NOON.plus(POLL)).flaps().published()).isZero();
    }

    @Test
    void whatWeSentOurselvesDoesNotCount() {
        TunnelMemory after = seen().sent(NOON).seen(up(Duration.ofSeconds(12)), NOON.plus(POLL));
        assertThat(after.flaps().published()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"DOWN", "NEGOTIATING"})
    void aTunnelThatIsDownAtTheFirstPollAfterItWasSentOrResetHasNotFallen(Phase phase) {
        TunnelState gone = new TunnelState(1, phase, null, 0, 0, KeepaliveState.UNKNOWN, null, List.of());
        Instant next = NOON.plus(POLL);
        assertThat(seen().seen(gone, next).flaps().published()).isOne();
        assertThat(seen().sent(NOON).seen(gone, next).flaps().published()).isZero();
        assertThat(seen().reset(NOON.plusSeconds(2)).seen(gone, next).flaps().published())
                .isZero();
        assertThat(seen().reset(NOON.plusSeconds(2)).changedAt())
                .as("nothing was changed")
                .isNull();

        TunnelMemory back = seen().reset(NOON).seen(gone, next).seen(up(Duration.ofSeconds(5)), next.plus(POLL));
        assertThat(back.seen(gone, next.plus(POLL).plus(POLL)).flaps().published())
                .as("by itself")
                .isOne();
    }

    @Test
    void aTunnelWhosePeerWasToldFirstHasNotFallen() {
        TunnelState gone = new TunnelState(1, Phase.DOWN, null, 0, 0, KeepaliveState.UNKNOWN, null, List.of());
        RouterTunnel tunnel = new RouterTunnel();
        tunnel.setMetadata(new ObjectMetaBuilder()
                .withGeneration(1L)
                .withAnnotations(Map.of(Api.TOLD_KEY, "one"))
                .build());
        TunnelMemory before = seen().asked(tunnel, NOON);
        Instant next = NOON.plus(POLL);
        assertThat(before.asked(tunnel, next).seen(gone, next).flaps().published())
                .isOne();

        tunnel.getMetadata().setAnnotations(Map.of(Api.TOLD_KEY, "two"));
        assertThat(before.asked(tunnel, next).seen(gone, next).flaps().published())
                .isZero();
        tunnel.getMetadata().setAnnotations(Map.of(Api.TOLD_KEY, "one"));
        tunnel.getMetadata().setGeneration(2L);
        assertThat(before.asked(tunnel, next).seen(gone, next).flaps().published())
                .isZero();
    }

    @Test
    void theLogThatTellsWhyItWentIsKeptAsLongAsThatCounts() {
        Instant back = NOON.plus(POLL);
        TunnelMemory after = seen().seen(up(Duration.ofSeconds(12)), back)
                .read(List.of(new LogEntry(back, "[IKE2] receive notify NO_PROPOSAL_CHOSEN")));

        assertThat(after.seen(up(Duration.ofSeconds(42)), back.plus(POLL)).log())
                .hasSize(1);
        assertThat(after.seen(up(Flaps.WINDOW.plusMinutes(1)), back.plus(Flaps.WINDOW.plusMinutes(1)))
                        .log())
                .isEmpty();
    }
}
