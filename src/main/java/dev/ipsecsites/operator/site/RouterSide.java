package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the routers' side of the operator knows and hasn't written into any status. In memory only: after a start it is empty. */
public interface RouterSide {
    /** What the router's last visit found out about a tunnel. */
    Optional<Sight> sight(RouterTunnel tunnel);

    /**
     * What was measured last of these addresses; they are measured again at the router's next visits, because somebody wants them.
     *
     * @param asker who wants them, always the same name; what it wanted before is replaced
     * @return by address; those that weren't asked yet are missing
     */
    Map<String, Measured> measure(Router router, String asker, Set<String> addresses);

    /**
     * Ends what {@code asker} wants measured.
     *
     * @param except the router that is still asked; null: none is
     */
    void withdraw(String asker, @Nullable Router except);

    /**
     * Who wants to know of news that no status tells.
     *
     * @param tunnels told of a tunnel with new lines in the router's log
     * @param measured told namespace/name of a router that has been measured from
     */
    void listen(Consumer<RouterTunnel> tunnels, Consumer<String> measured);

    /**
     * The router's half.
     *
     * @param at of the visit
     * @param evidence the half with its messages
     * @param checks as in {@code RouterTunnel.status.checks}
     * @param interruptedAt when the operator last did something there that interrupts the tunnel; null where it hasn't
     */
    record Sight(
            Instant at,
            TunnelEvidence evidence,
            List<TunnelCheck> checks,
            @Nullable Instant interruptedAt) {}

    /**
     * One measurement.
     *
     * @param roundTrip null when nothing came back
     */
    record Measured(Instant at, @Nullable Duration roundTrip) {}
}
