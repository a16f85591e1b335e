package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.yamaha.show.RouteTable.Row;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Address and next hop of a WAN interface from what configuration and show commands say. */
public final class LinkView {
    private static final String DHCP = "dhcp";

    private LinkView() {}

    /** An address without its prefix length; null where the configuration has none or leaves it to DHCP. */
    public static @Nullable String fixedAddress(@Nullable String configured) {
        if (configured == null || !Character.isDigit(configured.charAt(0))) {
            return null;
        }
        int slash = configured.indexOf('/');
        return slash < 0 ? configured : configured.substring(0, slash);
    }

    public static boolean byDhcp(@Nullable String configured) {
        return DHCP.equals(configured);
    }

    /**
     * The address that DHCP gave to an interface: its own network's route has the interface's own address for a gateway.
     *
     * @return null while there is none
     */
    public static @Nullable String leasedAddress(String interfaceName, RouteTable routes) {
        return routes.rows().stream()
                .filter(row -> row.interfaceName().equals(interfaceName) && "implicit".equals(row.kind()))
                .map(Row::gateway)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Next hop over a LAN interface: {@code DHCP}, or the gateway of a static route over it. Once the default route goes into tunnels it is seen
     * in the host routes of their far ends only.
     */
    public static @Nullable String gateway(String interfaceName, @Nullable String configured, RouteTable routes) {
        if (byDhcp(configured)) {
            return "DHCP";
        }
        Optional<Row> byDefault = routes.rows().stream()
                .filter(row -> over(row, interfaceName) && "default".equals(row.destination()))
                .findFirst();
        return byDefault
                .or(() -> routes.rows().stream()
                        .filter(row -> over(row, interfaceName) && isHost(row.destination()))
                        .findFirst())
                .map(row -> row.dhcp() ? "DHCP" : row.gateway())
                .orElse(null);
    }

    private static boolean over(Row row, String interfaceName) {
        return row.interfaceName().equals(interfaceName)
                && "static".equals(row.kind())
                && (row.gateway() != null || row.dhcp());
    }

    private static boolean isHost(String destination) {
        return destination.endsWith("/32") || (destination.indexOf('/') < 0 && !"default".equals(destination));
    }
}
