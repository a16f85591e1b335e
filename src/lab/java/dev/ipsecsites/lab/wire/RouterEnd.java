package dev.ipsecsites.lab.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The router's side of the wire; implemented by the RTX simulator. */
public interface RouterEnd {
    /** Unique in the lab. */
    String name();

    /** All gateways as configured now; empty while the router reboots. */
    List<RouterPeer> peers();

    /**
     * Whether the running configuration lets a packet pass between this router and {@code remote}: route over a WAN link that
     * is up, filters of that interface, NAT entries.
     *
     * @param outbound from the router to {@code remote}, else the other way
     * @param protocol {@code udp} or {@code esp}
     * @param port UDP port of both sides; 0 for ESP
     */
    boolean passes(String remote, boolean outbound, String protocol, int port);

    /**
     * The negotiation's outcome at this gateway; called on change only. When SAs exist already they are renewed: other SPIs, the tunnel
     * stays up and its counters go on.
     */
    void negotiated(int gateway, SecurityAssociations associations);

    /** The gateway's SAs are gone; {@code reason} for the log; null when it never came to any. */
    void lost(int gateway, @Nullable String reason);

    /** A line for the router's log, without its time stamp. */
    void log(String line);

    /** The gateway has sent a first message once more, and nothing came back. */
    default void unanswered(int gateway) {}

    /** Whether an address of Cato's is there at all, for what else the router may try with it. */
    default void there(String address, boolean up) {}

    /** Packets through the tunnel since the last call; keepalive answers count. */
    void traffic(
            int gateway,
            long receivedPackets,
            long receivedOctets,
            long sentPackets,
            long sentOctets,
            boolean keepaliveAnswered);

    /** Numbers of {@code ipsec sa delete} since the last call: gateways whose SAs have to be made anew. */
    List<Integer> takeResets();

    /** What was agreed. Names as in {@link CatoPeer.Transforms}. */
    record SecurityAssociations(
            String encryption,
            String prf,
            String integrity,
            int dhGroup,
            String childEncryption,
            String childIntegrity,
            int pfsGroup,
            String localAddress,
            String remoteAddress,
            String initiatorSpi,
            String responderSpi,
            long childSpiIn,
            long childSpiOut,
            boolean natDetected) {}
}
