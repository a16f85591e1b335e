package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A planned tunnel with everything that had to be asked for: Cato's address, the site's address, the key. */
record ResolvedTunnel(DesiredTunnel plan, AllocatedAddress address, String siteAddress, Secret preSharedKey) {
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
