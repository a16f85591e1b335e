package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code show ip route} alone tells of a tunnel whose configuration nobody has. Pure. */
final class RoutesInForce {
    private static final List<Cidr> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
            .map(Cidr::parse)
            .toList();

    private RoutesInForce() {}

    /**
     * The tunnel into which the routes in force lead everything that goes outside, wherever the far end is: the default route is its, and no
     * other leads to a public address. Null where a route may.
     *
     * @param peer the far end; null where it isn't known
     */
    static @Nullable String caughtBy(RouteTable table, @Nullable String peer) {
        boolean outside = table.rows().stream()
                .filter(row -> !row.interfaceName().startsWith("tunnel") && "static".equals(row.kind()))
                .anyMatch(row -> peer == null
                        ? !privateRange(row.destination())
                        : row.destination().equals("default") || covers(row.destination(), peer));
        return outside
                ? null
                : table.rows().stream()
                        .filter(row -> row.destination().equals("default")
                                && row.interfaceName().startsWith("tunnel"))
                        .map(RouteTable.Row::interfaceName)
                        .findFirst()
                        .orElse(null);
    }

    private static boolean covers(String network, String address) {
        return Cidr.around(network).filter(n -> n.contains(address)).isPresent();
    }

    /** Whether a network lies in the ranges that nobody routes outside (RFC 1918, RFC 6598); {@code default} doesn't. */
    private static boolean privateRange(String network) {
        return Cidr.around(network)
                .filter(n -> PRIVATE.stream().anyMatch(range -> range.contains(n)))
                .isPresent();
    }
}
