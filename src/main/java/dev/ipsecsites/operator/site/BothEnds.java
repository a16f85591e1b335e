package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Believed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both ends say of a site's tunnels now, from what is known already: nobody is asked. */
final class BothEnds {
    private final SiteTools tools;
    private final SiteRouterTunnels routerTunnels;

    BothEnds(SiteTools tools, SiteRouterTunnels routerTunnels) {
        this.tools = tools;
        this.routerTunnels = routerTunnels;
    }

    /** @param routerTunnel null where the site has no router */
    record Tunnel(Role role, String popLocation, @Nullable String routerTunnel) {
        static Tunnel of(ToldTunnel told) {
            return new Tunnel(told.role(), told.popLocation(), told.plan().routerTunnel());
        }

        /** One that stands in status; empty for an id that isn't ours. */
        private static Stream<Tunnel> of(SiteTunnelStatus status) {
            String pop = status.popLocation();
            return Arrays.stream(Role.values())
                    .filter(role -> pop != null && role.tunnelId().equals(status.id()))
                    .map(role -> new Tunnel(role, String.valueOf(pop), status.routerTunnel()));
        }
    }

    /**
     * The verdict on the tunnels that stand in status; empty while there are none, no site at Cato is known, or there are no news of the
     * account yet. News without the site say of Cato's end that its state is not known.
     *
     * @param snapshot the newest there is; null before the first
     */
    Optional<SiteVerdict> standing(
            CatoSite site, @Nullable Router router, CatoAccount account, @Nullable AccountSnapshot snapshot) {
        String siteId = site.statusOrEmpty().siteId();
        SiteState seen =
                snapshot == null || siteId == null ? null : snapshot.sites().get(siteId);
        List<Tunnel> tunnels =
                site.statusOrEmpty().tunnels().stream().flatMap(Tunnel::of).toList();
        return snapshot == null || siteId == null || tunnels.isEmpty()
                ? Optional.empty()
                : Optional.of(verdict(site, router, account, snapshot, seen, tunnels));
    }

    /** @param seen the site in the snapshot; null when it isn't in it */
    SiteVerdict verdict(
            CatoSite site,
            @Nullable Router router,
            CatoAccount account,
            @Nullable AccountSnapshot snapshot,
            @Nullable SiteState seen,
            List<Tunnel> tunnels) {
        return SiteVerdict.of(
                tunnels.stream()
                        .map(t -> routerTunnels.evidence(
                                site,
                                t.role(),
                                t.popLocation(),
                                t.routerTunnel(),
                                r -> tools.routerSide().sight(r).map(RouterSide.Sight::at)))
                        .toList(),
                seen,
                ages(router, account, snapshot));
    }

    private SiteVerdict.Ages ages(@Nullable Router router, CatoAccount account, @Nullable AccountSnapshot snapshot) {
        return new SiteVerdict.Ages(
                tools.clock().instant(),
                snapshot == null ? null : snapshot.at(),
                CmaAccounts.believed(Durations.parse(account.getSpec().snapshotInterval())),
                Believed.of(router));
    }
}
