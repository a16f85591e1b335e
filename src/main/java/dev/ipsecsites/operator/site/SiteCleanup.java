package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Takes away what a site made in Kubernetes: its RouterTunnels first, its keys last. {@link SiteRemoval} comes in between. */
final class SiteCleanup {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final CatoSite site;
    private final SiteTools tools;
    private final SiteEvents events;

    SiteCleanup(CatoSite site, SiteTools tools, SiteEvents events) {
        this.site = site;
        this.tools = tools;
        this.events = events;
    }

    /** Whether there may be anything of this site at Cato. */
    static boolean mayHaveMade(CatoSiteStatus status) {
        return status.siteId() != null
                || status.intent() != null
                || !status.tunnels().isEmpty();
    }

    /** Lines off the router: the RouterTunnels go, and each waits for its own lines. */
    Outcome removeTunnels() {
        List<RouterTunnel> left = tools.routerTunnels(events).deleteAll(site);
        return left.isEmpty()
                ? new Outcome.Done()
                : new Outcome.Waiting(
                        "RemovingTunnels",
                        "waiting for the router to be rid of "
                                + left.stream()
                                        .map(t -> t.getMetadata().getName())
                                        .collect(Collectors.joining(", ")),
                        SOON);
    }

    /** The generated keys: deleted, or left without an owner. */
    void keys(boolean orphan) {
        for (Role role : Role.values()) {
            String name = SiteRouterTunnels.name(site, role) + "-psk";
            if (orphan) {
                tools.keys().orphan(site, name);
            } else {
                tools.keys().delete(site, name);
            }
        }
    }
}
