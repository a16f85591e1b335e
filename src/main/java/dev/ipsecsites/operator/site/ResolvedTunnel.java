package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned tunnel with everything that had to be asked for: Cato's address, the site's address or identity, the key.
 *
 * @param siteAddress as Cato is told; null where Cato knows the site by a name
 * @param siteIdentity what the router presents; null until Cato has generated it
 */
record ResolvedTunnel(
        DesiredTunnel plan,
        AllocatedAddress address,
        @Nullable String siteAddress,
        @Nullable Identity siteIdentity,
        Secret preSharedKey) {
    /** Known to Cato by its address. */
    static ResolvedTunnel at(DesiredTunnel plan, AllocatedAddress address, String siteAddress, Secret preSharedKey) {
        return new ResolvedTunnel(plan, address, siteAddress, Identity.ipv4(siteAddress), preSharedKey);
    }

    ResolvedTunnel identifiedBy(Identity identity) {
        return new ResolvedTunnel(plan, address, siteAddress, identity, preSharedKey);
    }

    Role role() {
        return plan.role();
    }

    /** What Cato is told; always the whole role (cato-api.md §7.5). */
    RoleTunnels toRole(@Nullable String tunnelId) {
        return new RoleTunnels(
                address.id(),
                List.of(new Tunnel(
                        tunnelId,
                        plan.name() == null ? RouterTunnelSpecs.defaultName(address.popLocation()) : plan.name(),
                        null,
                        preSharedKey,
                        siteAddress,
                        plan.privateCatoAddress(),
                        plan.privateSiteAddress(),
                        plan.bandwidth())));
    }
}
