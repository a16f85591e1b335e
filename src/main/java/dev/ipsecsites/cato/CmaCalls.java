package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaInputs.fields;

import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that make a site, with exactly the variables that {@link CmaClient} sends. Nothing is sent. */
public final class CmaCalls {
    private final String accountId;

    public CmaCalls(String accountId) {
        this.accountId = accountId;
    }

    public CmaCall allocateAddress(String popLocationId, String description) {
        return call(CmaOperation.ADD_ALLOCATED_IP, fields("input", CmaInputs.newAddress(popLocationId, description)));
    }

    public CmaCall addSite(NewSite site) {
        return call(CmaOperation.ADD_SITE, fields("input", CmaInputs.newSite(site)));
    }

    public CmaCall updateIpsecDetails(String siteId, IpsecDetails details) {
        return call(CmaOperation.UPDATE_IPSEC_DETAILS, fields("siteId", siteId, "input", CmaInputs.details(details)));
    }

    public CmaCall addTunnels(String siteId, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary) {
        return call(CmaOperation.ADD_TUNNELS, fields("siteId", siteId, "input", CmaInputs.tunnels(primary, secondary)));
    }

    public CmaCall addNetworkRange(String interfaceId, String name, String subnet, @Nullable String gateway) {
        return call(
                CmaOperation.ADD_NETWORK_RANGE,
                fields("interfaceId", interfaceId, "input", CmaInputs.newRange(name, subnet, gateway)));
    }

    private CmaCall call(CmaOperation operation, Map<String, Object> variables) {
        Map<String, Object> all = fields("accountId", accountId);
        all.putAll(variables);
        return new CmaCall(operation.field(), all);
    }
}
