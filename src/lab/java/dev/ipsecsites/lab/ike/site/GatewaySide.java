package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.Daemon.Standing;
import dev.ipsecsites.lab.ike.site.LabNetwork.End;
import dev.ipsecsites.lab.ike.site.UdpTranslator.Way;
import dev.ipsecsites.lab.wire.RouterEnd;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A gateway of a router: its daemon's SAs are the router's, and its tunnel interface goes up and down with them. */
final class GatewaySide extends Side {
    private static final Pattern UNANSWERED = Pattern.compile("\\[IKE\\] .*retransmit \\d+ of request");
    private static final Pattern ANSWERED = Pattern.compile("\\[ENC\\] .*parsed \\S+ response");

    private final LabNetwork network;
    private final RouterEnd router;
    private final int gateway;
    final int tunnel;
    private boolean answered = true;

    @Nullable
    private Way way;

    @Nullable
    private UdpTranslator translator;

    GatewaySide(LabNetwork network, End end, Daemon daemon, RouterEnd router, int gateway, int tunnel) {
        super(end, daemon);
        this.network = network;
        this.router = router;
        this.gateway = gateway;
        this.tunnel = tunnel;
    }

    String router() {
        return router.name();
    }

    /** How its packets are translated. */
    static Way way(Gateway gateway) {
        return new Way(
                String.valueOf(gateway.peer().remoteAddress()),
                String.valueOf(gateway.peer().publicAddress()),
                gateway.peer().natTraversal());
    }

    /** Its packets pass a translator from now on, which ends with it. */
    void translated(Gateway now) throws IOException {
        way = way(now);
        network.translate(end, way.pop());
        translator = UdpTranslator.start(end.translator(), way);
    }

    /** Ends its daemon, which says goodbye to its peer, and then the translator. */
    void close() throws IOException {
        daemon.close();
        if (translator != null) {
            translator.close();
        }
    }

    /** Whether the gateway is this one yet; while the provider's line is down its address is not known. */
    boolean isStill(Gateway now) {
        String address = now.peer().publicAddress();
        return now.runs()
                && Integer.valueOf(tunnel).equals(now.peer().tunnel())
                && (address == null
                        || (address.equals(end.outside())
                                && end.address().equals(now.peer().sourceAddress())
                                && (!end.translated() || way(now).equals(way))));
    }

    @Override
    void gone(boolean wanted) {
        if (up()) {
            router.lost(gateway, wanted ? "SA deleted" : "tunnel disabled");
        }
    }

    @Override
    void came(Standing standing) throws IOException {
        answered = true;
        network.tunnelUp(end, true);
        router.negotiated(gateway, standing.associations());
    }

    @Override
    void renewed(Standing standing) {
        router.negotiated(gateway, standing.associations());
    }

    @Override
    void went(Loss why) throws IOException {
        network.tunnelUp(end, false);
        router.lost(
                gateway,
                switch (why) {
                    case NO_ANSWER -> "keepalive: no answer";
                    case BY_PEER -> "SA deleted by the peer";
                    case CHANGED, RESET, EXPIRED -> "SA deleted";
                });
    }

    @Override
    void counted(long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {
        router.traffic(gateway, receivedPackets, receivedOctets, sentPackets, sentOctets, answered);
    }

    @Override
    void happened(List<String> log) {
        for (String line : log) {
            if (UNANSWERED.matcher(line).find()) {
                answered = false;
            } else if (ANSWERED.matcher(line).find()) {
                answered = true;
            }
            if (up() && line.contains("received NO_PROPOSAL_CHOSEN notify")) {
                router.log("[IKE2] receive notify NO_PROPOSAL_CHOSEN");
            } else if (up() && line.contains("no acceptable proposal found")) {
                router.log("[IKE2] send notify NO_PROPOSAL_CHOSEN");
            }
        }
    }
}
