package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an IKE gateway has come to. Immutable.
 *
 * @param associations null while there are none
 * @param since when they came up, or went away
 * @param everUp since boot
 */
public record GatewayState(
        int gateway,
        @Nullable SecurityAssociations associations,
        Instant since,
        boolean everUp,
        int ikeSa,
        int sendSa,
        int receiveSa,
        long receivedPackets,
        long receivedOctets,
        long sentPackets,
        long sentOctets,
        boolean keepaliveOk) {

    public static GatewayState down(int gateway, Instant now) {
        return new GatewayState(gateway, null, now, false, 0, 0, 0, 0, 0, 0, 0, false);
    }

    public boolean up() {
        return associations != null;
    }

    GatewayState established(SecurityAssociations sa, Instant now, int firstSaNumber) {
        return new GatewayState(
                gateway, sa, now, true, firstSaNumber, firstSaNumber + 1, firstSaNumber + 2, 0, 0, 0, 0, true);
    }

    GatewayState renewed(SecurityAssociations sa) {
        return new GatewayState(
                gateway,
                sa,
                since,
                everUp,
                ikeSa,
                sendSa,
                receiveSa,
                receivedPackets,
                receivedOctets,
                sentPackets,
                sentOctets,
                keepaliveOk);
    }

    GatewayState lost(Instant now) {
        return new GatewayState(
                gateway, null, now, everUp, 0, 0, 0, receivedPackets, receivedOctets, sentPackets, sentOctets, false);
    }

    GatewayState counted(long inPackets, long inOctets, long outPackets, long outOctets, boolean keepalive) {
        return new GatewayState(
                gateway,
                associations,
                since,
                everUp,
                ikeSa,
                sendSa,
                receiveSa,
                receivedPackets + inPackets,
                receivedOctets + inOctets,
                sentPackets + outPackets,
                sentOctets + outOctets,
                keepalive);
    }
}
