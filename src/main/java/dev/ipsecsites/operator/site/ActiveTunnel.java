package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tunnel carries the traffic, and whether that has changed. Pure. The router decides by the state of its interfaces: with
 * {@code gateway tunnel 1 hide gateway tunnel 2 weight 0} the first one that is up takes everything (article, routing section;
 * yamaha-rtx.md §4.7), also while nothing comes back through it.
 *
 * @param id null when none does
 * @param from the tunnel that the traffic moved away from; null when it didn't move
 */
record ActiveTunnel(@Nullable String id, @Nullable String from) {

    /**
     * From the verdict.
     *
     * @param tunnels in the order of the routes' preference
     * @param before as status says; null when none carried traffic, or none was known
     */
    static ActiveTunnel of(List<TunnelVerdict> tunnels, @Nullable String before) {
        Optional<TunnelVerdict> carries =
                tunnels.stream().filter(t -> end(t) == EndState.UP).findFirst();
        if (carries.isEmpty()) {
            boolean unknown = tunnels.stream().anyMatch(t -> end(t) == EndState.UNKNOWN);
            return new ActiveTunnel(unknown ? before : null, null);
        }
        String now = carries.get().evidence().role().tunnelId();
        boolean silent =
                tunnels.stream().takeWhile(t -> end(t) != EndState.UP).anyMatch(t -> end(t) == EndState.UNKNOWN);
        if (silent) {
            return new ActiveTunnel(before == null ? now : before, null);
        }
        return new ActiveTunnel(now, before == null || before.equals(now) ? null : before);
    }

    private static EndState end(TunnelVerdict tunnel) {
        if (tunnel.evidence().router() == null) {
            return tunnel.cato();
        }
        SiteVerdict.Flaw flaw = tunnel.evidence().flaw();
        if (flaw != null && flaw.reason().equals(Conditions.ROUTE_NOT_IN_FORCE)) {
            return EndState.DOWN;
        }
        return switch (tunnel.evidence().routerState()) {
            case UP -> EndState.UP;
            case DOWN, NEGOTIATING -> EndState.DOWN;
            case UNKNOWN, UNRECOGNIZED -> EndState.UNKNOWN;
            case null -> EndState.UNKNOWN;
        };
    }
}
