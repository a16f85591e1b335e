package dev.ipsecsites.lab.wire;

/** Which packets get through between a router and one address of Cato's. */
public record WirePath(boolean ikeOut, boolean ikeIn, boolean natTOut, boolean natTIn, boolean espOut, boolean espIn) {
    private static final int IKE = 500;
    private static final int NAT_T = 4500;

    public static final WirePath OPEN = new WirePath(true, true, true, true, true, true);

    /** Asks the router: route, filters, NAT entries. */
    public static WirePath between(RouterEnd router, String catoAddress) {
        return new WirePath(
                router.passes(catoAddress, true, "udp", IKE),
                router.passes(catoAddress, false, "udp", IKE),
                router.passes(catoAddress, true, "udp", NAT_T),
                router.passes(catoAddress, false, "udp", NAT_T),
                router.passes(catoAddress, true, "esp", 0),
                router.passes(catoAddress, false, "esp", 0));
    }

    /** The article: without UDP 500 in both directions the console has no timeline at all. */
    boolean ike() {
        return ikeOut && ikeIn;
    }

    boolean natT() {
        return natTOut && natTIn;
    }
}
