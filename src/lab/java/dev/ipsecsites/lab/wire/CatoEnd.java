package dev.ipsecsites.lab.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cato's side of the wire; implemented by the CMA simulator. */
public interface CatoEnd {
    /** All tunnels of all sites as configured now. */
    List<CatoPeer> peers();

    /** The tunnel is up at Cato's end; {@code siteAddress} is where packets come from. */
    void connected(String key, String siteAddress, RouterEnd.SecurityAssociations associations);

    /** Cato has noticed that the tunnel is down; {@code reason} as in its close reasons (cato-api.md §4.7). */
    void disconnected(String key, @Nullable String reason);

    /** A record of the tunnel's timeline. */
    void timeline(String key, String message);

    /** Tunnels that Cato's end tore down itself since the last call (change of configuration, reset): to be negotiated anew. */
    List<String> takeResets();

    /** Packets through the tunnel since the last call, as Cato counts them. */
    void traffic(String key, long receivedPackets, long receivedOctets, long sentPackets, long sentOctets);
}
