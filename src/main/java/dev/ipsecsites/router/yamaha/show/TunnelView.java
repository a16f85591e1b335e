package dev.ipsecsites.router.yamaha.show;

import dev.ipsecsites.router.RouterObservation.ChildSa;
import dev.ipsecsites.router.RouterObservation.ChildSa.Direction;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.yamaha.show.SaTable.Kind;
import dev.ipsecsites.router.yamaha.show.SaTable.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what three commands say of one tunnel. */
public final class TunnelView {
    private TunnelView() {}

    /**
     * @param gateway gateway id that the tunnel uses
     * @param details of the SAs, as far as they could be read
     */
    public static TunnelState of(TunnelStatus status, int gateway, SaTable table, List<SaDetail> details) {
        List<Row> rows = table.ofGateway(gateway);
        return new TunnelState(
                status.number(),
                phase(status, gateway, table),
                status.connectedFor(),
                status.received(),
                status.sent(),
                status.keepalive(),
                ikeSa(rows, details),
                rows.stream()
                        .filter(row -> row.kind() != Kind.IKE)
                        .map(row -> childSa(row, details))
                        .toList());
    }

    /**
     * Up needs the interface and child SAs in both directions. Vendors ask for the IKE SA's row too (yamaha-rtx.md §3.4), but child SAs don't
     * outlive it (RFC 7296 §1.4.1), so its row alone can only be missing where a part of the answer is.
     */
    private static Phase phase(TunnelStatus status, int gateway, SaTable table) {
        boolean ike = table.has(gateway, Kind.IKE);
        boolean any = !table.ofGateway(gateway).isEmpty();
        return switch (status.state()) {
            case UP -> table.bothWays(gateway) ? Phase.UP : any ? Phase.NEGOTIATING : Phase.UNKNOWN;
            case DOWN -> ike || any ? Phase.NEGOTIATING : Phase.DOWN;
            case UNKNOWN -> Phase.UNKNOWN;
        };
    }

    private static @Nullable IkeSa ikeSa(List<Row> rows, List<SaDetail> details) {
        return rows.stream()
                .filter(row -> row.kind() == Kind.IKE)
                .max(Comparator.comparing(Row::life).thenComparingInt(Row::id))
                .map(row -> {
                    Optional<SaDetail> detail = detail(row, details);
                    return new IkeSa(
                            row.id(),
                            row.life(),
                            detail.map(SaDetail::encryption).orElse(null),
                            detail.map(SaDetail::prf).orElse(null),
                            detail.map(SaDetail::integrity).orElse(null),
                            detail.map(SaDetail::dhGroup).orElse(null),
                            detail.map(SaDetail::spi).orElse(null));
                })
                .orElse(null);
    }

    private static ChildSa childSa(Row row, List<SaDetail> details) {
        Optional<SaDetail> detail = detail(row, details);
        return new ChildSa(
                row.id(),
                row.kind() == Kind.ESP_SEND ? Direction.SEND : Direction.RECEIVE,
                row.life(),
                detail.map(SaDetail::encryption).orElse(null),
                detail.map(SaDetail::integrity).orElse(null));
    }

    private static Optional<SaDetail> detail(Row row, List<SaDetail> details) {
        return details.stream()
                .filter(detail -> detail.id() == row.id() && detail.ike() == (row.kind() == Kind.IKE))
                .findFirst();
    }
}
