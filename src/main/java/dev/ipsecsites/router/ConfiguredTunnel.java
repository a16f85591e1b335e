package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel as the running configuration has it, in nobody's words: what diagnosis compares with what was meant, without knowing
 * the make of the router.
 *
 * @param gateway id that the router's log calls this tunnel's IKE by
 * @param policy number of the child SA's algorithms: independent of the tunnel's and the gateway's
 * @param enabled its interface may come up
 * @param starts the router begins the negotiation by itself
 * @param preSharedKey whether one is set; never which
 * @param pfs the child SA is renewed with a key exchange of its own, in {@code dhGroup}
 * @param proposalLimited nothing but the configured algorithms is offered
 * @param localAddressOwned an interface of the configuration has {@code localAddress}; the link to the outside only if it hasn't got another one
 * @param mtu of the tunnel interface, octets
 * @param mssLimited whether TCP's segment size is limited in the tunnel; its value is null where that depends on the firmware
 * @param passages what the filters of the WAN interface do with the packets of this tunnel
 * @param filterList the command that writes the list of filters for what comes in there; null where nothing filters it
 * @param echo what the same filters do with the peer's answer to a ping
 * @param nat null where the WAN interface translates nothing
 * @param routed destinations that the configuration routes into this tunnel
 * @param carried those of them whose route in force leads into it; empty also where the routes in force aren't known
 * @param routeToPeer the route in force to {@code remoteAddress}; null when there is none, or no address
 * @param defaultRoute the default route in force; of several gateways the first
 * @param gaps what is missing without which no packet of the tunnel leaves the router
 */
public record ConfiguredTunnel(
        int number,
        int gateway,
        int policy,
        boolean enabled,
        boolean starts,
        Setting<Integer> ikeVersion,
        Setting<DhGroup> dhGroup,
        Setting<Encryption> ikeEncryption,
        Setting<Hash> ikeHash,
        Setting<Encryption> childEncryption,
        Setting<Hash> childHash,
        Setting<Boolean> pfs,
        Setting<Boolean> proposalLimited,
        Setting<Boolean> natTraversal,
        Setting<Duration> ikeLifetime,
        Setting<Duration> childLifetime,
        Setting<String> localAddress,
        boolean localAddressOwned,
        Setting<String> remoteAddress,
        Setting<Identity> localIdentity,
        Setting<Identity> remoteIdentity,
        boolean preSharedKey,
        Setting<Integer> mtu,
        Setting<Boolean> mssLimited,
        List<Passage> passages,
        @Nullable String filterList,
        Fate echo,
        @Nullable Nat nat,
        List<String> routed,
        List<String> carried,
        @Nullable Route routeToPeer,
        @Nullable Route defaultRoute,
        Gaps gaps) {

    public ConfiguredTunnel {
        passages = List.copyOf(passages);
        routed = List.copyOf(routed);
        carried = List.copyOf(carried);
    }

    /**
     * One value.
     *
     * @param value null where none is set, or one that this program has no name for
     * @param line the line of the configuration that says so; null where the router's default holds
     */
    public record Setting<T>(@Nullable T value, @Nullable String line) {}

    /**
     * What the configuration lacks or switches off, each of which keeps a tunnel down whatever else is right.
     *
     * @param ipsecOff IPsec as a whole is switched off
     * @param missingPolicy number of the policy that the tunnel is bound to and that isn't defined; null where it is
     * @param otherPolicy number of a policy that is defined for the tunnel's gateway; null where there is none, or none is missing
     * @param lineOff number of the PP interface whose PPPoE session is the WAN and isn't enabled; null where it is, or the WAN is none
     * @param noRoute the WAN interface is a PPPoE session, which brings no route along, and nothing configured leads to {@code remoteAddress}
     */
    public record Gaps(
            boolean ipsecOff,
            @Nullable Integer missingPolicy,
            @Nullable Integer otherPolicy,
            @Nullable Integer lineOff,
            boolean noRoute) {}

    /** Packets without which there is no tunnel (article, filters). */
    public enum Packets {
        /** UDP 500. */
        IKE("UDP 500"),
        /** UDP 4500. */
        NAT_TRAVERSAL("UDP 4500"),
        ESP("ESP");

        private final String label;

        Packets(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public enum Fate {
        PASSES,
        DROPPED,
        /** Depends on a filter that can't be read. */
        UNKNOWN
    }

    /**
     * What becomes of packets between the router and its peer at the WAN interface.
     *
     * @param inbound from the peer
     * @param why the filter that decides, such as {@code ip filter 1099 reject * * * * *}; null where nothing filters
     */
    public record Passage(
            Packets packets,
            boolean inbound,
            Fate fate,
            @Nullable String why) {}

    /**
     * Address translation on the WAN interface.
     *
     * @param led packets from outside that a static entry leads to the tunnel's local address
     */
    public record Nat(int descriptor, List<Packets> led) {
        public Nat {
            led = List.copyOf(led);
        }
    }

    /**
     * A route in force.
     *
     * @param destination {@code default} or a network
     * @param interfaceName such as {@code pp1}, {@code lan2}, {@code tunnel1}
     * @param gateway next hop; null where the interface needs none
     */
    public record Route(
            String destination,
            String interfaceName,
            @Nullable String gateway) {}
}
