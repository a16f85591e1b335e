package dev.ipsecsites.operator.router;

import dev.ipsecsites.router.RouterObservation.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What the Router's last visit found out about one of its tunnels; all that the RouterTunnel's status is made of. A tunnel is woken
 * when its finding changes, so nothing in here may count or tell the time.
 *
 * @param seen which state of the RouterTunnel was looked at
 * @param configured whether its lines stand on the router
 * @param problem why they don't, or why nobody knows
 * @param phase of the tunnel; null when the router wasn't asked
 * @param life whether traffic passes
 * @param spi of the IKE SA
 * @param encryption of the IKE SA, as the router prints it
 * @param unverified its lines are on the router and wait for the tunnel to come up before they are saved
 * @param removed nothing of it is on the router any more, saved
 * @param differs whether something would be sent if managementPolicy were not Observe
 */
record Finding(
        Seen seen,
        Answer configured,
        @Nullable Problem problem,
        @Nullable Phase phase,
        Liveness.Life life,
        @Nullable String spi,
        @Nullable String encryption,
        boolean unverified,
        boolean removed,
        boolean differs) {

    /** A state of a RouterTunnel. */
    record Seen(long generation, boolean deleting) {}

    enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /** Nothing is known but this. */
    static Finding of(Seen seen, Answer configured, Problem problem, boolean removed) {
        return new Finding(seen, configured, problem, null, Liveness.Life.UNKNOWN, null, null, false, removed, false);
    }
}
