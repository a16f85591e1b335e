package dev.ipsecsites.lab.cma;

import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tunnels as they stand, in IKE's words, and what the wire says of them. */
final class WireSide implements CatoEnd {
    private final Cloud cloud;
    private final TunnelStates states;

    WireSide(Cloud cloud, TunnelStates states) {
        this.cloud = cloud;
        this.states = states;
    }

    @Override
    public List<CatoPeer> peers() {
        return cloud.locked(() -> {
            List<CatoPeer> peers = new ArrayList<>();
            for (Account account : cloud.accounts()) {
                for (Site site : account.sites.values()) {
                    site.tunnels.values().forEach(tunnel -> peers.add(peer(account, site, tunnel)));
                }
            }
            return peers;
        });
    }

    /** A locked or disabled site's tunnels are not served: its PoP doesn't answer for it. */
    private CatoPeer peer(Account account, Site site, Tunnel tunnel) {
        Site.Destination destination = site.destinations.get(tunnel.role());
        AllocatedAddress address = destination == null ? null : cloud.address(account, destination);
        String catoAddress = address == null ? null : address.ip();
        boolean served = !Set.of("locked", "disabled").contains(site.operationalStatus);
        boolean popUp = cloud.popOf(account, site, tunnel.role())
                .map(pop -> cloud.popUp(pop.id()))
                .orElse(false);
        String ownValue = catoAddress != null
                ? catoAddress
                : Objects.requireNonNullElse(destination == null ? null : destination.fqdn(), "");
        return new CatoPeer(
                TunnelStates.key(site, tunnel),
                catoAddress,
                tunnel.settings.publicSiteIp(),
                site.ipsec.bidirectional(),
                served && popUp,
                PreSharedKey.ofText(tunnel.settings.psk()),
                new IkeIdentity(catoAddress != null ? "ipv4" : "fqdn", ownValue),
                expected(site, tunnel),
                WireTransforms.ike(site.ipsec.init()),
                WireTransforms.child(site.ipsec.auth()),
                site.ipsec.networkRanges());
    }

    private static IkeIdentity expected(Site site, Tunnel tunnel) {
        String generated = Objects.requireNonNullElse(tunnel.localId, "");
        return switch (site.ipsec.identificationType()) {
            case "FQDN" -> new IkeIdentity("fqdn", generated);
            case "EMAIL" -> new IkeIdentity("email", generated);
            case "KEY_ID" -> new IkeIdentity("key-id", generated);
            default -> new IkeIdentity("ipv4", Objects.requireNonNullElse(tunnel.settings.publicSiteIp(), ""));
        };
    }

    @Override
    public void connected(String key, String siteAddress, SecurityAssociations associations) {
        cloud.locked(() -> TunnelKey.optional(cloud, key)
                .ifPresent(found ->
                        states.connected(found.account(), found.site(), found.tunnel(), siteAddress, associations)));
    }

    @Override
    public void disconnected(String key, @Nullable String reason) {
        cloud.locked(() -> TunnelKey.optional(cloud, key)
                .ifPresent(found -> states.disconnected(found.account(), found.site(), found.tunnel(), reason)));
    }

    @Override
    public void timeline(String key, String message) {
        cloud.locked(() -> TunnelKey.optional(cloud, key)
                .ifPresent(found -> found.tunnel().timeline.add(cloud.now(), message, found.tunnel().connected)));
    }

    @Override
    public List<String> takeResets() {
        return cloud.locked(() -> List.copyOf(states.takeRestarts()));
    }

    @Override
    public void traffic(String key, long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {
        cloud.locked(() -> TunnelKey.optional(cloud, key).map(TunnelKey::tunnel).ifPresent(tunnel -> {
            tunnel.receivedPackets += receivedPackets;
            tunnel.receivedOctets += receivedOctets;
            tunnel.sentPackets += sentPackets;
            tunnel.sentOctets += sentOctets;
        }));
    }
}
