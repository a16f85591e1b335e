package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.net.Routes;
import dev.ipsecsites.lab.rtx.net.Routes.Route;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;

/** {@code show ip route}: the header has a language, the rows have none (yamaha-rtx.md §3.5). */
public final class RouteTable {
    private RouteTable() {}

    /** @param detail also what is hidden */
    public static List<String> of(Router router, boolean detail, boolean japanese) {
        List<String> out = new ArrayList<>();
        out.add(
                japanese
                        ? "宛先ネットワーク    ゲートウェイ     インタフェース  種別  付加情報"
                        : "Destination         Gateway          Interface       Kind  Additional Info.");
        for (Route r : new Routes(router).all()) {
            if (r.usable() || detail) {
                out.add(row(r));
            }
        }
        return out;
    }

    private static String row(Route r) {
        String info = r.weight().map(w -> "w(" + w + ")").orElse("");
        if (!r.filters().isEmpty()) {
            info = (info + " filter:" + String.join(",", r.filters())).strip();
        }
        if (r.keepalive().isPresent()) {
            info = (info + " k(" + r.keepalive().get() + ")").strip();
        }
        if (!r.usable()) {
            info = (info + " (hidden)").strip();
        }
        String via = r.via().map(Interface::printed).orElse("-");
        return "%-19s %-15s %11s %9s  %s"
                .formatted(r.network(), r.gateway(), via, r.kind(), info)
                .stripTrailing();
    }

    /** {@code show ip route summary}: how many of each kind. */
    public static List<String> summary(Router router) {
        List<Route> all = new Routes(router).all();
        List<String> out = new ArrayList<>();
        out.add("Routing protocol   Active   Hidden");
        for (String kind : List.of("static", "implicit", "temporary")) {
            long active = all.stream()
                    .filter(r -> r.kind().equals(kind) && r.usable())
                    .count();
            long hidden = all.stream()
                    .filter(r -> r.kind().equals(kind) && !r.usable())
                    .count();
            out.add("%-18s %6d   %6d".formatted(kind, active, hidden));
        }
        return out;
    }
}
