package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.Daemon.Standing;
import dev.ipsecsites.lab.ike.site.LabNetwork.End;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.util.List;

/** A tunnel at its PoP: its daemon's SAs are what Cato shows, and its daemon's events are the tunnel's timeline. */
final class PopSide extends Side {
    private final CatoEnd cato;
    private final String key;
    private long arrived;

    PopSide(End end, Daemon daemon, CatoEnd cato, String key) {
        super(end, daemon);
        this.cato = cato;
        this.key = key;
    }

    /** Packets that have come out of the tunnel since the last call: the cloud answers through the PoP where a site's packets arrive. */
    long takeArrived() {
        long taken = arrived;
        arrived = 0;
        return taken;
    }

    @Override
    void came(Standing standing) {
        SecurityAssociations own = standing.associations();
        renewed(standing);
        cato.timeline(
                key,
                "IKE SA established with " + own.remoteAddress() + " [" + own.encryption() + ", " + own.prf() + ", "
                        + own.integrity() + ", DH " + own.dhGroup() + "]");
    }

    @Override
    void renewed(Standing standing) {
        SecurityAssociations own = standing.associations();
        cato.connected(key, own.remoteAddress(), turned(own));
    }

    /** The contract's SAs are the router's: what is in for Cato is out for it. */
    private static SecurityAssociations turned(SecurityAssociations own) {
        return new SecurityAssociations(
                own.encryption(),
                own.prf(),
                own.integrity(),
                own.dhGroup(),
                own.childEncryption(),
                own.childIntegrity(),
                own.pfsGroup(),
                /* localAddress= */ own.remoteAddress(),
                /* remoteAddress= */ own.localAddress(),
                own.initiatorSpi(),
                own.responderSpi(),
                /* childSpiIn= */ own.childSpiOut(),
                /* childSpiOut= */ own.childSpiIn(),
                own.natDetected());
    }

    @Override
    void gone(boolean wanted) {
        if (up()) {
            cato.disconnected(key, "UNKNOWN");
        }
    }

    /** Close reasons of cato-api.md §4.7. */
    @Override
    void went(Loss why) {
        cato.disconnected(
                key,
                switch (why) {
                    case NO_ANSWER -> "TIMEOUT";
                    case CHANGED -> "CONFIG_CHANGED";
                    // Nothing tells what Cato calls it.
                    case EXPIRED -> "UNKNOWN";
                    case BY_PEER, RESET -> "USER_REQUEST";
                });
    }

    @Override
    void counted(long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {
        arrived += receivedPackets;
        cato.traffic(key, receivedPackets, receivedOctets, sentPackets, sentOctets);
    }

    /** While the tunnel is up only a renewal negotiates, and all that it negotiates anew is the group. */
    @Override
    void happened(List<String> log) {
        if (up()
                && log.stream()
                        .anyMatch(line -> line.contains("no acceptable proposal found")
                                || line.contains("received NO_PROPOSAL_CHOSEN notify"))) {
            cato.timeline(key, "CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN, the Diffie-Hellman groups for PFS differ");
        }
    }
}
