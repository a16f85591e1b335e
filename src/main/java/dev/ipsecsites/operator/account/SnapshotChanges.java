package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.AccountSnapshot.TunnelState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which sites differ between two snapshots: pure. */
final class SnapshotChanges {
    private SnapshotChanges() {}

    /** Ids of sites that came, went or changed; all of {@code after} when there was none before. */
    static Set<String> between(@Nullable AccountSnapshot before, AccountSnapshot after) {
        Map<String, SiteState> then = before == null ? Map.of() : before.sites();
        Set<String> ids = new LinkedHashSet<>(then.keySet());
        ids.addAll(after.sites().keySet());
        ids.removeIf(id -> same(then.get(id), after.sites().get(id)));
        return ids;
    }

    private static boolean same(@Nullable SiteState then, @Nullable SiteState now) {
        return then != null && now != null && still(then).equals(still(now)) && !restarted(then, now);
    }

    /** Without the uptimes, which move all the time. */
    private static SiteState still(SiteState site) {
        List<TunnelState> tunnels = site.tunnels().stream()
                .map(t -> new TunnelState(t.id(), t.connected(), t.popName(), t.siteAddress(), null, t.reason()))
                .toList();
        return new SiteState(
                site.id(),
                site.name(),
                site.connectivity(),
                site.operational(),
                site.popName(),
                site.degraded(),
                site.roles(),
                tunnels);
    }

    /** A tunnel that went down and came up between two polls shows only in an uptime that has become shorter. */
    private static boolean restarted(SiteState then, SiteState now) {
        Map<String, Long> uptimes = then.tunnels().stream()
                .filter(t -> t.uptimeSeconds() != null)
                .collect(Collectors.toMap(TunnelState::id, TunnelState::uptimeSeconds, (a, b) -> a));
        return now.tunnels().stream().anyMatch(t -> {
            Long uptime = t.uptimeSeconds();
            Long earlier = uptimes.get(t.id());
            return uptime != null && earlier != null && uptime < earlier;
        });
    }
}
