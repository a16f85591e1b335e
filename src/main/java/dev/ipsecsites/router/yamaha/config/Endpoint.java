package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.TunnelIntent;
import java.util.List;
import java.util.Optional;

/** Where a tunnel starts on this router. {@code natTraversal} is the decision, not the wish. */
record Endpoint(Link link, String localAddress, boolean natTraversal) {

    static Endpoint of(TunnelIntent tunnel, List<Link> links, Values values) {
        Link link = links.stream()
                .filter(l -> l.name().equals(tunnel.link()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "LinkUnknown",
                        tunnel.name() + " uses link " + tunnel.link() + ", the router has "
                                + String.join(
                                        ", ", links.stream().map(Link::name).toList()),
                        tunnel.name()));
        String address = Optional.ofNullable(tunnel.localAddress())
                .or(() -> Optional.ofNullable(link.address()))
                .or(() -> values.offline() ? Optional.of("<address of link " + link.name() + ">") : Optional.empty())
                .orElseThrow(() -> new RefusedException(
                        "LinkHasNoAddress",
                        "link " + link.name() + " (" + link.interfaceName()
                                + ") has no address; it is down, or its address"
                                + " can't be seen: then set address of that link",
                        tunnel.name()));
        return new Endpoint(link, address, natTraversal(tunnel, link, address));
    }

    /** The address that a peer knows the router by, where it knows it by one. */
    String outside(TunnelIntent tunnel) {
        return tunnel.localAddress() == null && link.address() != null ? link.address() : localAddress;
    }

    /**
     * The same where somebody's static entry leads IKE to another address of the router's own, as for its L2TP server: a tunnel can start only from
     * there then, which costs it nothing. An address that the manifest names stands.
     */
    Endpoint whereNatLeads(TunnelIntent tunnel, RtxConfig running, Applied applied) {
        Integer descriptor = link.natDescriptor();
        return tunnel.localAddress() != null || descriptor == null
                ? this
                : NatPlan.innerAddress(running, applied, descriptor, link.address())
                        .map(inner -> new Endpoint(link, inner, natTraversal))
                        .orElse(this);
    }

    private static boolean natTraversal(TunnelIntent tunnel, Link link, String address) {
        return switch (tunnel.natTraversal()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> {
                Identity local = tunnel.localIdentity();
                boolean seenElsewhere = local != null
                        && local.type() == Identity.Type.IPV4
                        && !local.value().equals(address)
                        && !Values.isUnknown(address);
                yield seenElsewhere || link.natDescriptor() != null;
            }
        };
    }
}
