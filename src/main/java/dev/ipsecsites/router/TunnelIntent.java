package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tunnel as the router should have it. Everything is resolved: numbers chosen, addresses known, the key read.
 *
 * @param name who wants it, for messages: namespace/name of the RouterTunnel
 * @param number tunnel number; gateway id and policy id are the same number (article's layout)
 * @param description shown by the router; printable ASCII (DESIGN §9.7)
 * @param link name of the link that carries it, one of {@link RouterIntent#links()}
 * @param ikeVersion 1 or 2
 * @param remoteAddress the peer's address
 * @param localAddress address of the link that IKE starts from; null leaves {@code ipsec ike local address} to the link's observed address
 * @param preSharedKey null when rendering offline without the Secret
 */
public record TunnelIntent(
        String name,
        int number,
        String description,
        String link,
        int ikeVersion,
        String remoteAddress,
        Identity remoteIdentity,
        @Nullable String localAddress,
        @Nullable Identity localIdentity,
        Proposal proposal,
        Lifetimes lifetimes,
        @Nullable Secret preSharedKey,
        Keepalive keepalive,
        NatTraversal natTraversal,
        TcpMss tcpMss,
        @Nullable InnerAddresses innerAddresses,
        List<TunnelRoute> routes) {

    /** IKE keepalive: probe every {@code interval}, dead after {@code failures} unanswered; the router's default is 10 s and 6. */
    public record Keepalive(Duration interval, int failures) {
        public static final Keepalive DEFAULT = new Keepalive(Duration.ofSeconds(10), 6);
    }

    public enum NatTraversal {
        /** On when the link's address isn't the address that the peer sees, or is translated; else nothing is written. */
        AUTO,
        ON,
        OFF
    }

    /** Limit of TCP's maximum segment size in the tunnel. */
    public sealed interface TcpMss {
        record Auto() implements TcpMss {}

        record Off() implements TcpMss {}

        /** 536 to 1460 octets. */
        record Limit(int octets) implements TcpMss {}
    }

    /** Addresses inside the tunnel, needed for BGP; {@code local} carries the prefix length. */
    public record InnerAddresses(String local, @Nullable String remote) {}

    /**
     * Traffic that goes into the tunnel. Tunnels of one router that name the same destination become one route line,
     * ordered by preference.
     *
     * @param destination {@code default} or a network such as {@code 10.0.0.0/8}
     * @param preference 1 is used first
     * @param onlyWhenCaptured written only where another route of the router, the default route aside, would take this
     *     destination's traffic elsewhere (DESIGN §9.2: Cato's own addresses)
     */
    public record TunnelRoute(String destination, int preference, boolean onlyWhenCaptured) {}
}
