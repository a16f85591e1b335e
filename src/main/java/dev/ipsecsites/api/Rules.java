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

    private Rules() {}
}
