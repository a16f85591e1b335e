package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.ChildProposal;
import dev.ipsecsites.api.Encryption;
import dev.ipsecsites.api.Hash;
import dev.ipsecsites.api.Identity;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.IkeProposal;
import dev.ipsecsites.api.Lifetimes;
import dev.ipsecsites.api.ManualRouter;
import dev.ipsecsites.api.ManualTunnel;
import dev.ipsecsites.ipsec.DhGroup;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Collection;

/** The values that a person types into a router that the operator doesn't manage. The keys stay in their Secrets. */
final class ManualRouters {
    private ManualRouters() {}

    static ManualRouter of(DesiredSite site, Collection<ResolvedTunnel> tunnels) {
        return new ManualRouter(tunnels.stream().map(t -> tunnel(site, t)).toList());
    }

    private static ManualTunnel tunnel(DesiredSite site, ResolvedTunnel tunnel) {
        var ike = site.proposal().ike();
        var child = site.proposal().child();
        String cato = tunnel.address().address();
        DhGroup pfs = child.pfsGroup();
        return new ManualTunnel(
                tunnel.role().tunnelId(),
                cato,
                tunnel.siteAddress(),
                new Identity(IdentityType.IPV4, cato),
                tunnel.siteIdentity() == null ? null : SiteIdentities.written(tunnel.siteIdentity()),
                new IkeProposal(
                        RouterTunnelSpecs.wire(
                                Encryption.values(), ike.encryption().label()),
                        RouterTunnelSpecs.wire(Hash.values(), ike.prf().label()),
                        RouterTunnelSpecs.wire(Hash.values(), ike.integrity().label()),
                        new IntOrString(ike.dhGroup().number())),
                new ChildProposal(
                        RouterTunnelSpecs.wire(
                                Encryption.values(), child.encryption().label()),
                        RouterTunnelSpecs.wire(Hash.values(), child.integrity().label()),
                        pfs == null ? new IntOrString("None") : new IntOrString(pfs.number())),
                new Lifetimes(
                        site.lifetimes().ikeSa().toSeconds() + "s",
                        site.lifetimes().childSa().toSeconds() + "s"),
                tunnel.plan().key());
    }
}
