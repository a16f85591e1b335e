package dev.ipsecsites.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * One step of the checklist for "nothing arrives" (article, "File not found"), done from the router.
 *
 * @param detail what was found, without keys
 */
public record Check(Step step, Result result, @Nullable String detail) {

    /** In the order in which they are done. */
    public enum Step {
        /** The WAN interface is up and has an address. */
        WAN_UP("WANUp"),
        /** The WAN interface's address, or the one behind which it is translated, is the one that Cato expects. */
        ADDRESS_AS_CATO_KNOWS("AddressAsCatoKnows"),
        /** The PoP's address is routed through the WAN interface and not into a tunnel. */
        ROUTE_TO_POP("RouteToPoP"),
        /** The PoP answers to a count-limited ping. */
        POP_REACHABLE("PoPReachable"),
        /** No filter drops UDP 500, UDP 4500 or ESP between router and PoP. */
        FILTERS("Filters"),
        /** NAT on the router lets IKE and ESP in. */
        NAT("NAT"),
        /** {@code ipsec ike remote address} is Cato's address. */
        REMOTE_ADDRESS("RemoteAddress"),
        /** The counters of the SAs move, both ways. */
        SA_COUNTERS("SACounters"),
        /** 10.254.254.1 answers through the tunnel from the router's LAN address (article's last check). */
        PING_THROUGH_TUNNEL("PingThroughTunnel"),
        /** A large echo request through the tunnel is answered like an ordinary one; only people try it, from files. */
        LARGE_PACKETS("LargePackets");

        private final String word;

        Step(String word) {
            this.word = word;
        }

        /** Such as {@code PoPReachable}: the name in {@code status}. */
        public String word() {
            return word;
        }
    }

    public enum Result {
        PASSED,
        FAILED,
        /** It could not be looked at. */
        UNKNOWN
    }
}
