package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.List;
import java.util.Map;
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
 * @param further checks, flaps, diagnosis
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
        boolean differs,
        Further further) {

    /** A finding of a tunnel that needs no further care. */
    Finding(
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
        this(seen, configured, problem, phase, life, spi, encryption, unverified, removed, differs, Further.NONE);
    }

    /**
     * What is known beyond the state itself.
     *
     * @param flaps how often it went down lately
     * @param checks what was looked at
     * @param flaw up and alive, and yet not what was meant
     * @param diagnosis why it doesn't work, for a tunnel that no CatoSite speaks for
     * @param handled tokens of annotations that were carried out at the router, by the annotation's name
     */
    record Further(
            int flaps,
            List<TunnelCheck> checks,
            @Nullable Problem flaw,
            List<Diagnosis> diagnosis,
            Map<String, String> handled) {
        static final Further NONE = new Further(0, List.of(), null, List.of(), Map.of());

        /** What stands in status: while nothing new is known it stays. */
        static Further standing(RouterTunnelStatus status) {
            return new Further(status.flaps(), status.checks(), null, status.diagnosis(), Map.of());
        }

        Further {
            checks = List.copyOf(checks);
            diagnosis = List.copyOf(diagnosis);
            handled = Map.copyOf(handled);
        }
    }

    Finding with(Further more) {
        return new Finding(seen, configured, problem, phase, life, spi, encryption, unverified, removed, differs, more);
    }

    /** The same, but for what the router says of the tunnel's state. */
    Finding saying(@Nullable TunnelState state, Liveness.Life now) {
        IkeSa sa = state == null || state.phase() == Phase.DOWN ? null : state.ikeSa();
        return new Finding(
                seen,
                configured,
                problem,
                state == null ? null : state.phase(),
                now,
                sa == null ? null : sa.spi(),
                sa == null ? null : sa.encryption(),
                unverified,
                removed,
                differs,
                further);
    }

    /**
     * A state of a RouterTunnel.
     *
     * @param paused whether it was left alone
     * @param toldKey which key Cato was told; null where nobody says
     */
    record Seen(
            long generation,
            boolean deleting,
            boolean paused,
            @Nullable String toldKey) {}

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
