package dev.ipsecsites.operator.router;

import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tunnel that is up carries traffic, from one poll to the next (DESIGN §9.5). Pure.
 *
 * @param phase at the last poll
 * @param silentPolls polls in a row in which it sent and received nothing
 */
record Liveness(Phase phase, long received, long sent, int silentPolls, Life life) {
    /** What is known of the traffic. */
    enum Life {
        /** Not up, or up for a moment only. */
        UNKNOWN,
        ALIVE,
        /** Sends, or asks for signs of life, and gets nothing back. */
        ONE_WAY
    }

    private static final int SILENT_POLLS_OF_ONE_WAY = 2;

    /** Takes in one more poll; {@code before} is null at the first. */
    static Liveness after(@Nullable Liveness before, TunnelState now) {
        if (now.phase() != Phase.UP) {
            return new Liveness(now.phase(), now.receivedPackets(), now.sentPackets(), 0, Life.UNKNOWN);
        }
        // Counters start at 0 when the interface comes up: what they hold then has moved since. At the first poll of
        // all nobody
        // knows how old the counts are.
        boolean restarted = before != null
                && (before.phase() != Phase.UP
                        || now.receivedPackets() < before.received()
                        || now.sentPackets() < before.sent());
        boolean receives = before != null && now.receivedPackets() > (restarted ? 0 : before.received());
        boolean sends = before != null && now.sentPackets() > (restarted ? 0 : before.sent());
        if (receives || now.keepalive() == KeepaliveState.OK) {
            return up(now, 0, Life.ALIVE);
        }
        int silent = before == null ? 0 : before.silentPolls();
        if (sends || now.keepalive() == KeepaliveState.FAILING) {
            silent++;
        }
        Life life = before == null || restarted ? Life.UNKNOWN : before.life();
        return up(now, silent, silent >= SILENT_POLLS_OF_ONE_WAY ? Life.ONE_WAY : life);
    }

    private static Liveness up(TunnelState now, int silentPolls, Life life) {
        return new Liveness(Phase.UP, now.receivedPackets(), now.sentPackets(), silentPolls, life);
    }

    /** Up, and proven to carry traffic. */
    boolean proven() {
        return phase == Phase.UP && life == Life.ALIVE;
    }
}
