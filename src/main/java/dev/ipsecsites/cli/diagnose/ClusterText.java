package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.console.Columns;
import dev.ipsecsites.cli.status.Words;
import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cluster knows of a site beside the causes: both ends of each tunnel, what was checked, conditions, events. Pure. */
final class ClusterText {
    private ClusterText() {}

    static List<String> of(ClusterSite known, Language language) {
        List<String> lines = new ArrayList<>();
        var status = known.site().statusOrEmpty();
        section(
                lines,
                Say.TUNNELS,
                language,
                status.tunnels().stream()
                        .map(t -> tunnel(t, known, new Words(language)))
                        .toList());
        section(
                lines,
                Say.CHECKS,
                language,
                status.tunnels().stream()
                        .flatMap(t -> t.checks().stream().map(check -> check(t.id(), check)))
                        .toList());
        int type = status.conditions().stream()
                .mapToInt(c -> c.type().length())
                .max()
                .orElse(0);
        section(
                lines,
                Say.CONDITIONS,
                language,
                status.conditions().stream().map(c -> condition(c, type)).toList());
        section(lines, Say.EVENTS, language, known.events());
        return lines;
    }

    private static void section(List<String> lines, Say title, Language language, List<String> items) {
        if (!items.isEmpty()) {
            lines.add("");
            lines.add(title.in(language));
            items.forEach(item -> lines.add("  " + item));
        }
    }

    private static String tunnel(SiteTunnelStatus tunnel, ClusterSite known, Words words) {
        String router = known.tunnels().stream()
                .filter(t -> t.getMetadata().getName().equals(tunnel.routerTunnel()))
                .findFirst()
                .map(t -> ", " + words.router() + ": " + router(t.statusOrEmpty(), words))
                .orElse("");
        return tunnel.id() + " " + or(tunnel.popLocation(), "?") + ": "
                + words.state(tunnel.state()) + " ("
                + or(tunnel.siteAddress(), identity(tunnel)) + " - " + or(tunnel.catoAddress(), "?") + router
                + (tunnel.flaps() > 0 ? ", " + words.flaps(tunnel.flaps()) : "") + ")";
    }

    private static String router(RouterTunnelStatus tunnel, Words words) {
        String number = words.tunnel(tunnel.tunnelNumber());
        return (number.isEmpty() ? "" : number + " ") + words.state(tunnel.state());
    }

    private static String identity(SiteTunnelStatus tunnel) {
        return tunnel.siteIdentity() == null ? "?" : tunnel.siteIdentity().value();
    }

    private static String check(String tunnel, TunnelCheck check) {
        return tunnel + " " + Columns.pad(check.check(), 22) + " "
                + Columns.pad(check.result().wire(), 8) + (check.detail() == null ? "" : " " + check.detail());
    }

    private static String condition(Condition condition, int width) {
        return Columns.pad(condition.type(), width) + " "
                + Columns.pad(condition.status().wire(), 7) + " " + condition.reason()
                + (condition.message().isEmpty() ? "" : ": " + condition.message());
    }

    private static String or(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }
}
