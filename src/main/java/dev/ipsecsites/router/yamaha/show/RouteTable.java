package dev.ipsecsites.router.yamaha.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code show ip route} (yamaha-rtx.md §3.5). Only the heading depends on the language; a route with several gateways has a row for each, a
 * hidden one whose gateway is down has none.
 */
public record RouteTable(List<Row> rows) {
    /** Nothing is known. */
    public static final RouteTable EMPTY = new RouteTable(List.of());

    private static final Pattern DESTINATION = Pattern.compile("default|[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?");
    private static final Pattern ROW = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(\\S.*))?");
    private static final Pattern GATEWAY = Pattern.compile("-|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    public RouteTable {
        rows = List.copyOf(rows);
    }

    /**
     * @param destination {@code default}, a network such as {@code 10.0.0.0/8}, or a host
     * @param gateway next hop; null where the interface needs none
     * @param interfaceName as configuration spells it: {@code pp1}, {@code lan2}, {@code tunnel1}; else as printed, in lower case
     * @param dhcp the route came with a DHCP lease
     * @param kind as printed: {@code static}, {@code implicit}, {@code temporary}, {@code BGP} …
     * @param additional the rest of the row; empty when there is none
     */
    public record Row(
            String destination,
            @Nullable String gateway,
            String interfaceName,
            boolean dhcp,
            String kind,
            String additional) {
        /** What a configuration says of a gateway that counts only while its interface is up (yamaha-rtx.md §4.7). */
        public static final String HIDE = "hide";

        /** Whether nobody knows if it is in force. The router itself prints only those that are. */
        public boolean hidden() {
            return additional.endsWith(HIDE);
        }
    }

    public static RouteTable parse(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            var row = ROW.matcher(line.strip());
            if (!row.matches()
                    || !DESTINATION.matcher(row.group(1)).matches()
                    || !GATEWAY.matcher(row.group(2)).matches()) {
                continue;
            }
            String gateway = row.group(2);
            String printed = row.group(3);
            String rest = row.group(5);
            rows.add(new Row(
                    row.group(1),
                    "-".equals(gateway) ? null : gateway,
                    InterfaceName.of(printed),
                    printed.endsWith("(DHCP)"),
                    row.group(4),
                    rest == null ? "" : rest.strip()));
        }
        return new RouteTable(rows);
    }
}
