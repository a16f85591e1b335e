package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what a site made, in the order that works: lines off the router, site off Cato, addresses back, keys last. Each
 * step looks at what is there, so it may be repeated after a crash anywhere.
 */
final class SiteCleanup {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final CatoSite site;
    private final SiteMark mark;
    private final SiteTools tools;
    private final SiteEvents events;

    SiteCleanup(CatoSite site, SiteMark mark, SiteTools tools, SiteEvents events) {
        this.site = site;
        this.mark = mark;
        this.tools = tools;
        this.events = events;
    }

    /** Whether there may be anything of this site at Cato. */
    boolean mayHaveMade() {
        CatoSiteStatus status = site.statusOrEmpty();
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

    /** Site off Cato, addresses back. */
    Outcome removeAtCato(Cma cma, SiteAddresses addresses) throws CmaException {
        Optional<String> siteId = find(cma);
        if (siteId.isEmpty()
                && addPending()
                && tools.firstSeen().within("delete " + mark.text(), SiteAtCato.VISIBILITY)) {
            return new Outcome.Waiting(
                    "LookingForSite", "a call may have created the site at Cato; looking for it before leaving", SOON);
        }
        if (siteId.isPresent()) {
            cma.removeSite(siteId.get());
            events.normal("SiteRemoved", "removed site " + siteId.get() + " at Cato");
            if (cma.site(siteId.get()).isPresent()) {
                return new Outcome.Waiting("RemovingSite", "waiting for Cato to remove site " + siteId.get(), SOON);
            }
        }
        addresses.release();
        tools.firstSeen().forget("delete " + mark.text());
        return new Outcome.Done();
    }

    private boolean addPending() {
        var intent = site.statusOrEmpty().intent();
        return intent != null && intent.operation().equals(SiteAtCato.ADD_SITE);
    }

    /** By its id, else by name and mark: after a crash the id may not have been written. */
    private Optional<String> find(Cma cma) throws CmaException {
        String id = site.statusOrEmpty().siteId();
        if (id != null) {
            // Not looked up first: a site made a moment ago may be there and not be visible yet.
            return Optional.of(id);
        }
        return cma.sites(siteName()).stream()
                .filter(s -> s.name().equals(siteName()) && mark.marks(s.description()))
                .map(SiteEntry::id)
                .findFirst();
    }

    private String siteName() {
        @Nullable String written = site.getSpec().siteName();
        return written == null ? site.getMetadata().getName() : written;
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
