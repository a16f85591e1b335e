package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.net.FilterList.Packet;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.RouterPeer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The router's end of the wire: everything is computed from the running configuration at the moment of asking. */
public final class RouterWire implements RouterEnd {
    private final Router router;

    public RouterWire(Router router) {
        this.router = router;
        router.gateways().listener(this::down);
    }

    @Override
    public String name() {
        return router.name();
    }

    @Override
    public List<RouterPeer> peers() {
        if (router.booting()) {
            return List.of();
        }
        PeerReader reader = new PeerReader(router);
        return reader.gateways().stream().map(reader::peer).toList();
    }

    @Override
    public boolean passes(String remote, boolean outbound, String protocol, int port) {
        Optional<Interface> wan = new Interfaces(router).wan().filter(Interface::up);
        if (wan.isEmpty()) {
            return false;
        }
        return peers().stream()
                .filter(p -> remote.equals(p.remoteAddress()) || p.remoteAddress() == null)
                .anyMatch(p -> passes(wan.get(), p, remote, outbound, protocol, port));
    }

    private boolean passes(Interface wan, RouterPeer peer, String remote, boolean outbound, String protocol, int port) {
        String source = peer.sourceAddress();
        // ESP has no ports that a box on the way could translate it by.
        if (source == null || (router.wan().outside() != null && protocol.equals("esp"))) {
            return false;
        }
        return outbound ? leaves(wan, source, remote, protocol, port) : arrives(wan, peer, remote, protocol, port);
    }

    /** Filters look at the address inside of NAT on the way in, and on the way out before NAT. */
    private boolean leaves(Interface wan, String source, String remote, String protocol, int port) {
        boolean routed = new Routes(router)
                .lookup(remote)
                .flatMap(Routes.Route::via)
                .filter(i -> i.name().equals(wan.name()))
                .isPresent();
        return routed
                && FilterList.of(router.running(), wan, "out").passes(new Packet(source, remote, protocol, port, port));
    }

    private boolean arrives(Interface wan, RouterPeer peer, String remote, String protocol, int port) {
        String inner = Objects.requireNonNull(peer.sourceAddress());
        boolean own = inner.equals(wan.host().orElse(""));
        boolean answered = peer.initiates() && peer.enabled() && leaves(wan, inner, remote, protocol, port);
        boolean asked = answered || router.wan().outside() == null;
        if (!asked || !throughNat(wan, inner, own, answered, protocol, port)) {
            return false;
        }
        Packet out = new Packet(inner, remote, protocol, port, port);
        boolean reply = answered && FilterList.of(router.running(), wan, "out").opens(out);
        return reply || FilterList.of(router.running(), wan, "in").passes(out.reply());
    }

    /**
     * With masquerading a packet from outside finds its way by a static entry, or as the answer to what the router itself sent from its
     * outer address. From an inner address that holds for UDP only: ESP has no ports to remember it by.
     */
    private boolean throughNat(Interface wan, String inner, boolean own, boolean answered, String protocol, int port) {
        Nat nat = new Nat(router.running(), wan);
        if (!nat.active()) {
            return own;
        }
        return nat.leadsTo(inner, protocol, port) || (answered && (own || protocol.equals("udp")));
    }

    @Override
    public void negotiated(int gateway, SecurityAssociations associations) {
        if (!router.gateways().established(gateway, associations)) {
            return;
        }
        int sa = router.gateways().state(gateway).ikeSa();
        router.log().add("[IKE2] SA:" + sa + "/IKE established");
        new Interfaces(router).tunnelOf(gateway).ifPresent(t -> router.log().add("IP Tunnel[" + t + "] Up"));
    }

    @Override
    public void lost(int gateway, @Nullable String reason) {
        if (reason != null) {
            router.log().add("[IKE2] GW:" + gateway + " " + reason);
        }
        router.gateways().lost(gateway);
    }

    private void down(int gateway) {
        new Interfaces(router).tunnelOf(gateway).ifPresent(t -> router.log().add("IP Tunnel[" + t + "] Down"));
    }

    @Override
    public void log(String line) {
        new IkeLog(router).add(line);
    }

    @Override
    public void unanswered(int gateway) {
        new IkeLog(router).sent(gateway);
    }

    @Override
    public void there(String address, boolean up) {
        router.echoes().answers(address, up);
    }

    @Override
    public void traffic(
            int gateway,
            long receivedPackets,
            long receivedOctets,
            long sentPackets,
            long sentOctets,
            boolean keepaliveAnswered) {
        router.gateways().counted(gateway, receivedPackets, receivedOctets, sentPackets, sentOctets, keepaliveAnswered);
    }

    @Override
    public List<Integer> takeResets() {
        return router.gateways().takeResets();
    }
}
