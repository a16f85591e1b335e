package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel where its ends were told that it is, which is what they are judged by. The manifest may mean it elsewhere by now.
 *
 * @param siteAddress as Cato was told; null where Cato knows the site by a name
 * @param siteIdentity what the router presents; null where nobody knows yet
 */
record ToldTunnel(
        DesiredTunnel plan,
        String popLocation,
        String catoAddress,
        @Nullable String siteAddress,
        @Nullable Identity siteIdentity) {

    /** One of which both ends have just been told all that is planned. */
    static ToldTunnel of(ResolvedTunnel tunnel) {
        return new ToldTunnel(
                tunnel.plan(),
                tunnel.address().popLocation(),
                tunnel.address().address(),
                tunnel.siteAddress(),
                tunnel.siteIdentity());
    }

    /**
     * One that stands in status; empty where that doesn't say where it is.
     *
     * @param identity by which Cato knows the router, if it isn't the address
     */
    static Optional<ToldTunnel> standing(DesiredTunnel plan, SiteTunnelStatus status, Optional<Identity> identity) {
        String pop = status.popLocation();
        String cato = status.catoAddress();
        String own = status.siteAddress();
        return pop == null || cato == null
                ? Optional.empty()
                : Optional.of(
                        new ToldTunnel(plan, pop, cato, own, own == null ? identity.orElse(null) : Identity.ipv4(own)));
    }

    Role role() {
        return plan.role();
    }
}
