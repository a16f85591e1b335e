package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the router, read in one session.
 *
 * @param at when it was read
 * @param links state of the links that were asked for, in that order
 * @param tunnels state of the tunnels that were asked for, by number
 * @param config the running configuration, in the driver's own form
 */
public record RouterObservation(
        Instant at, RouterFacts facts, List<LinkState> links, Map<Integer, TunnelState> tunnels, RunningConfig config) {

    /** The running configuration in the form of the driver that read it; opaque to everybody else, secret. */
    public interface RunningConfig {
        /** Tunnel numbers that something stands on or refers to, ours or not. */
        java.util.Set<Integer> tunnelNumbers();

        /**
         * A tunnel as it is configured; empty when nothing stands on that number.
         *
         * @param link the WAN link that it should go over
         */
        Optional<ConfiguredTunnel> tunnel(int number, LinkState link);

        /**
         * An address of the router in a network behind it, to ping from; empty when it has none that it says.
         *
         * @param links those to the outside
         */
        Optional<String> insideAddress(List<LinkState> links);

        /** The key that a tunnel of ours authenticates with; empty where none is set, or none that could be ours. */
        Optional<Secret> preSharedKey(int number);

        /** The route in force that a packet to this address takes; empty when there is none, or it isn't known. */
        Optional<ConfiguredTunnel.Route> route(String address);
    }

    /** One WAN link as found. {@code gateway} is an address or {@code DHCP}; null where the interface needs none. */
    public record LinkState(
            String name,
            String interfaceName,
            boolean up,
            @Nullable String address,
            @Nullable String gateway,
            @Nullable Integer natDescriptor) {}

    /** Where a tunnel stands, judged by the router alone. */
    public enum Phase {
        /** The router gave no answer that can be read. */
        UNKNOWN,
        DOWN,
        /** An IKE SA without child SAs in both directions, or child SAs while the interface is still down. */
        NEGOTIATING,
        UP
    }

    public enum KeepaliveState {
        OK,
        FAILING,
        /** No keepalive, or an answer that this program doesn't know. */
        UNKNOWN
    }

    /**
     * One tunnel as found.
     *
     * @param connectedFor how long the interface has been up
     * @param receivedPackets IPv4 and IPv6 together since the interface came up
     * @param ikeSa the newest IKE SA of this tunnel's gateway
     */
    public record TunnelState(
            int number,
            Phase phase,
            @Nullable Duration connectedFor,
            long receivedPackets,
            long sentPackets,
            KeepaliveState keepalive,
            @Nullable IkeSa ikeSa,
            List<ChildSa> childSas) {}

    /** Algorithm names as the router prints them; null where it didn't. */
    public record IkeSa(
            int id,
            @Nullable Duration lifetimeLeft,
            @Nullable String encryption,
            @Nullable String prf,
            @Nullable String integrity,
            @Nullable String dhGroup,
            @Nullable String spi) {}

    public record ChildSa(
            int id,
            Direction direction,
            @Nullable Duration lifetimeLeft,
            @Nullable String encryption,
            @Nullable String integrity) {
        public enum Direction {
            SEND,
            RECEIVE
        }
    }
}
