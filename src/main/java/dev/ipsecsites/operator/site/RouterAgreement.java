package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import java.util.Optional;

/**
 * The router's half of what both ends of a tunnel have to agree on: its values, and whether the router can be given others. Changed at
 * one end only, they take the tunnel down for as long as the other end doesn't follow. Pure.
 */
final class RouterAgreement {
    private RouterAgreement() {}

    /** {@code wanted} with the values of {@code standing} wherever Cato has to have the same. */
    static RouterTunnelSpec keeping(RouterTunnelSpec standing, RouterTunnelSpec wanted) {
        boolean sameRouter = standing.routerRef().equals(wanted.routerRef());
        boolean samePeer = standing.remote().equals(wanted.remote());
        return new RouterTunnelSpec(
                wanted.routerRef(),
                sameRouter ? standing.link() : wanted.link(),
                wanted.tunnelNumber(),
                wanted.adopt(),
                // Named after the PoP: it moves with the address.
                samePeer ? wanted.description() : standing.description(),
                standing.ikeVersion(),
                standing.remote(),
                standing.local(),
                standing.ike(),
                standing.child(),
                standing.preSharedKeySecretRef(),
                wanted.keepalive(),
                wanted.natTraversal(),
                wanted.tcpMSS(),
                standing.innerAddresses(),
                wanted.routes(),
                wanted.managementPolicy(),
                wanted.deletionPolicy());
    }

    /** Whether nothing that both ends have to agree on is another. */
    static boolean agrees(RouterTunnelSpec standing, RouterTunnelSpec wanted) {
        return keeping(standing, wanted).equals(wanted);
    }

    /**
     * Why the router can't or may not follow a change now (DESIGN §9.10: the strictest policy wins); empty when it can.
     *
     * @param tunnel as it stands; empty before it is made
     */
    static Optional<String> hindrance(Router router, Optional<RouterTunnel> tunnel) {
        String name = router.getMetadata().getName();
        if (Annotations.paused(router)) {
            return Optional.of("Router " + name + " is paused by the annotation " + Api.PAUSED);
        }
        ManagementPolicy policy = router.getSpec().managementPolicy();
        if (policy != ManagementPolicy.ENFORCE) {
            return Optional.of("managementPolicy of Router " + name + " is " + policy.wire());
        }
        return tunnel.filter(t -> t.getSpec().routerRef().name().equals(name))
                .flatMap(t -> SiteRouterTunnels.notConfigured(t).or(() -> unheard(router)));
    }

    /** Why a router wasn't heard when it was last asked, whatever is still believed of its tunnels; empty when it was. */
    static Optional<String> unheard(Router router) {
        return Conditions.find(router.statusOrEmpty().conditions(), Conditions.CONFIGURED)
                .filter(c -> c.status() == ConditionStatus.UNKNOWN)
                .map(c -> "Router " + router.getMetadata().getName() + ": " + c.message());
    }
}
