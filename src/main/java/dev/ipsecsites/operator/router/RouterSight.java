package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router's last visits found out about one of its tunnels, for whoever judges it together with the other end.
 *
 * @param at of the last visit that saw it
 * @param evidence the router's half: state, checks, lines of the log (times by our clock), flaps; configured values only of a tunnel that isn't well
 * @param checks the same checks as in {@code RouterTunnel.status.checks}
 * @param interruptedAt when something was last done that interrupts it, such as a reset; null where nothing was since the start
 */
public record RouterSight(
        Instant at,
        TunnelEvidence evidence,
        List<TunnelCheck> checks,
        @Nullable Instant interruptedAt) {
    public RouterSight {
        checks = List.copyOf(checks);
    }
}
