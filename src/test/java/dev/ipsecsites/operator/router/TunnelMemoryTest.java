package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
