package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A filter that lets IKE or ESP pass between one peer and this router.
 *
 * @param port UDP destination port; 0 for ESP
 */
record PacketFilter(String source, String destination, int port) {
    private static final int IKE = 500;
    private static final int NAT_T = 4500;
    private static final int LARGEST_NUMBER = 21_474_836;

    /** What one tunnel needs in one direction: ESP and UDP 500 (article), UDP 4500 with NAT traversal. */
    static List<PacketFilter> between(String source, String destination, boolean natTraversal) {
        List<PacketFilter> filters = new ArrayList<>();
        filters.add(new PacketFilter(source, destination, 0));
        filters.add(new PacketFilter(source, destination, IKE));
        if (natTraversal) {
            filters.add(new PacketFilter(source, destination, NAT_T));
        }
        return filters;
    }

    CommandLine define(int number, Values values) {
        CommandLine line = CommandLine.of("ip filter")
                .number("numbers.filters", number, 1, LARGEST_NUMBER)
                .keywords("pass")
                .with(values.address("filter source", source))
                .with(values.address("filter destination", destination));
        return port == 0 ? line.keywords("esp * *") : line.keywords("udp *").number("port", port, 1, 65_535);
    }

    FilterRule.Packet packet() {
        return port == 0
                ? FilterRule.Packet.esp(source, destination)
                : FilterRule.Packet.udp(source, destination, port);
    }
}
