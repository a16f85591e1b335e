package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.RouterGateway;
import dev.ipsecsites.lab.ike.RouterTranslator;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Partners;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.RouterPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A gateway of a router at this moment.
 *
 * @param text the router's running configuration
 */
record Gateway(IkeWire.Router router, RouterPeer peer, List<String> text) implements Partners.Candidate {
    static String id(RouterEnd router, int gateway) {
        return router.name() + "#" + gateway;
    }

    String id() {
        return id(router.end(), peer.gateway());
    }

    /**
     * Whether the ends look for a translator, and one is there: the router itself, for an inner address, or a box before it. A router without
     * {@code nat-traversal} doesn't say what addresses it sends from and to, so neither end finds any (RFC 7296 §2.23).
     */
    boolean detectsNat() {
        return peer.natTraversal()
                && peer.publicAddress() != null
                && !peer.publicAddress().equals(peer.sourceAddress());
    }

    /** As the text says; the provider's address is all that it doesn't hold. */
    Optional<RouterGateway> translated() {
        Map<String, String> assigned = new HashMap<>();
        if (peer.publicAddress() != null) {
            String address = router.assigned().get();
            RouterText.of(text).lines().forEach(line -> assigned.put(line.replaceFirst("^pp", "pp "), address));
        }
        return RouterTranslator.gateways(text, new RouterTranslator.Box(router.model(), assigned)).stream()
                .filter(gateway -> gateway.gateway() == peer.gateway())
                .findFirst();
    }

    /** What keeps IKE from running at all at this end. */
    @Override
    public boolean runs() {
        return peer.tunnel() != null
                && peer.enabled()
                && peer.ikeVersion() == 2
                && peer.hindrance().isEmpty()
                && peer.preSharedKey() != null
                && peer.ownIdentity() != null
                && peer.expectedPeerIdentity() != null;
    }

    /** Whether this end begins a negotiation with that tunnel's address. */
    boolean startsTo(CatoPeer tunnel) {
        return peer.initiates() && Objects.equals(tunnel.catoAddress(), peer.remoteAddress());
    }

    /** Whether the router lets IKE pass; ESP goes inside UDP here, so the filter's word on ESP has no meaning. */
    boolean passes(String remote, boolean outbound) {
        return router.end().passes(remote, outbound, "udp", 500);
    }
}
