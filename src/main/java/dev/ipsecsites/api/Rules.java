package dev.ipsecsites.api;

/** CEL rules that several fields share. The generator reads rules only where they stand, so they can't be bundled like the rest. */
final class Rules {

    static final String IPV4 = "isIP(self) && ip(self).family() == 4";
    static final String IPV4_MESSAGE = "write an IPv4 address, such as 198.51.100.20";

    static final String NETWORK = "isCIDR(self) && cidr(self).ip().family() == 4";
    static final String NETWORK_MESSAGE = "write an IPv4 network in CIDR notation, such as 192.168.100.0/24";

    // Writing the masked network into the message would be kinder; the API server estimates its cost as unlimited and
    // refuses.
    static final String NO_HOST_BITS = "!isCIDR(self) || cidr(self).masked() == cidr(self)";
    static final String NO_HOST_BITS_MESSAGE =
            "host bits are set: write the address of the network, such as 192.168.100.0/24";

    /** Whether the traffic would be encrypted with AES-CBC, as far as the manifest fixes it. */
    static final String CBC_CHILD =
            "(has(self.proposal) && has(self.proposal.child) && has(self.proposal.child.encryption)"
                    + " && self.proposal.child.encryption.startsWith('AES-CBC')"
                    + " || self.authMessage.encryption.startsWith('AES-CBC'))";
    /** Whether tunnels that don't say otherwise carry 100 Mbit/s or more. */
    static final String FAST_LINE =
            "has(self.bandwidth) && (self.bandwidth.downstreamMbps >= 100 || self.bandwidth.upstreamMbps >= 100)";
    /** The same of a tunnel {@code t} by itself. */
    static final String FAST_TUNNEL =
            "has(t.bandwidth) && (t.bandwidth.downstreamMbps >= 100 || t.bandwidth.upstreamMbps >= 100)";

    static final String CBC_TOO_FAST =
            "AES-CBC works at Cato only below 100 Mbit/s in either direction: write AES-GCM-128"
                    + " or AES-GCM-256 for the child SA, or a bandwidth below 100";

    private Rules() {}
}
