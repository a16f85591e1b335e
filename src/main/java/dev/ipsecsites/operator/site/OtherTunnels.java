package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a site has beside a tunnel that is to be repaired. Pure.
 *
 * @param role of that tunnel
 * @param calm whether nothing has happened to a role's tunnel for a while, neither by us nor by itself
 */
record OtherTunnels(SiteVerdict verdict, Role role, Predicate<Role> calm) {

    boolean up() {
        return others().anyMatch(TunnelVerdict::confirmed);
    }

    /** Whether one is up and has been for a while, so that this one can be spared. */
    boolean well() {
        return others().filter(TunnelVerdict::confirmed).anyMatch(this::isCalm);
    }

    /**
     * Whether one is up, or the router has heard Cato through one for a while: what Cato says of that may be wrong, and packets come. One
     * that has just been reset may still look so.
     */
    boolean carry() {
        return up()
                || others().filter(t -> t.evidence().router() == EndState.UP).anyMatch(this::isCalm);
    }

    private boolean isCalm(TunnelVerdict tunnel) {
        return calm.test(tunnel.evidence().role());
    }

    private Stream<TunnelVerdict> others() {
        return verdict.tunnels().stream().filter(t -> t.evidence().role() != role);
    }
}
