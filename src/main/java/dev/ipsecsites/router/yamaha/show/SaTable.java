package dev.ipsecsites.router.yamaha.show;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code show ipsec sa} (yamaha-rtx.md §3.4). The heading is English in both languages; during rekeying several generations stand side by side. */
public record SaTable(List<Row> rows) {
    /** No security association. */
    public static final SaTable EMPTY = new SaTable(List.of());

    private static final Pattern ROW = Pattern.compile(
            "([0-9]{1,9})\\s+([0-9]{1,9})\\s+([0-9]{1,9}|-)\\s+(\\S+)\\s+(send|recv|-)\\s+([0-9]{1,9})(?:\\s+[(（]?([^()（）\\s]+)[)）]?)?");
    private static final Pattern ESP = Pattern.compile("(?:tun|tra)\\[[0-9]+\\]esp");

    /** What a row is. */
    public enum Kind {
        IKE,
        ESP_SEND,
        ESP_RECEIVE
    }

    /**
     * @param id number of the SA, as {@code ipsec sa delete} takes it
     * @param gateway gateway id
     * @param connection as printed: {@code ike}, {@code isakmp}, {@code tun[0001]esp}
     * @param life left
     */
    public record Row(
            int id,
            int gateway,
            Kind kind,
            String connection,
            Duration life,
            @Nullable String remote) {}

    public SaTable {
        rows = List.copyOf(rows);
    }

    public static SaTable parse(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            var row = ROW.matcher(line.strip());
            Kind kind = row.matches() ? kind(row.group(4), row.group(5)) : null;
            if (kind != null) {
                rows.add(new Row(
                        Values.small(row.group(1)),
                        Values.small(row.group(2)),
                        kind,
                        row.group(4),
                        Duration.ofSeconds(Values.number(row.group(6))),
                        row.group(7)));
            }
        }
        return new SaTable(rows);
    }

    private static @Nullable Kind kind(String connection, String direction) {
        if (("ike".equals(connection) || "isakmp".equals(connection)) && "-".equals(direction)) {
            return Kind.IKE;
        }
        if (!ESP.matcher(connection).matches()) {
            return null;
        }
        return switch (direction) {
            case "send" -> Kind.ESP_SEND;
            case "recv" -> Kind.ESP_RECEIVE;
            default -> null;
        };
    }

    public List<Row> ofGateway(int gateway) {
        return rows.stream().filter(row -> row.gateway() == gateway).toList();
    }

    /** Whether there are child SAs in both directions. */
    public boolean bothWays(int gateway) {
        return has(gateway, Kind.ESP_SEND) && has(gateway, Kind.ESP_RECEIVE);
    }

    /** Whether it wraps no networks but only what L2TP has wrapped already ({@code tra[…]}; that other things do is not known). */
    public boolean transport(int gateway) {
        return ofGateway(gateway).stream().anyMatch(row -> row.connection().startsWith("tra["));
    }

    /** Whether it has an IKE SA of IKEv2, which the router calls {@code ike}. */
    public boolean ikev2(int gateway) {
        return ofGateway(gateway).stream().anyMatch(row -> row.connection().equals("ike"));
    }

    /** Whether its IKE SAs are of IKEv1, which the router calls {@code isakmp}. */
    public boolean ikev1(int gateway) {
        return has(gateway, Kind.IKE) && !ikev2(gateway);
    }

    public boolean has(int gateway, Kind kind) {
        return ofGateway(gateway).stream().anyMatch(row -> row.kind() == kind);
    }
}
