package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import java.time.Duration;
import java.util.Optional;

/** Takes a site off Cato, then gives its addresses back. It looks at what is there, so it may be repeated after a crash anywhere. */
final class SiteRemoval {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final CatoSite site;
    private final SiteMark mark;
    private final Cma cma;
    private final FirstSeen firstSeen;
    private final SiteEvents events;

    SiteRemoval(CatoSite site, SiteMark mark, Cma cma, FirstSeen firstSeen, SiteEvents events) {
        this.site = site;
        this.mark = mark;
        this.cma = cma;
        this.firstSeen = firstSeen;
        this.events = events;
    }

    /** Site off Cato, addresses back. */
    Outcome remove(SiteAddresses addresses) throws CmaException {
        Optional<String> siteId = find();
        if (siteId.isEmpty() && addPending() && firstSeen.within("delete " + mark.text(), SiteAtCato.VISIBILITY)) {
            return new Outcome.Waiting(
                    "LookingForSite",
                    "a call may have made a site or an address at Cato; looking for it before leaving",
                    SOON);
        }
        if (siteId.isPresent()) {
            cma.removeSite(siteId.get());
            events.normal("SiteRemoved", "removed site " + siteId.get() + " at Cato");
            if (cma.site(siteId.get()).isPresent()) {
                return new Outcome.Waiting("RemovingSite", "waiting for Cato to remove site " + siteId.get(), SOON);
            }
        }
        addresses.release();
        firstSeen.forget("delete " + mark.text());
        return new Outcome.Done();
    }

    private boolean addPending() {
        var intent = site.statusOrEmpty().intent();
        return intent != null
                && (intent.operation().equals(SiteAtCato.ADD_SITE)
                        || intent.operation().equals(SiteAddresses.ADD_ADDRESS));
    }

    /** By its id, else by name and mark: after a crash the id may not have been written. */
    private Optional<String> find() throws CmaException {
        String id = site.statusOrEmpty().siteId();
        if (id != null) {
            // Not looked up first: a site made a moment ago may be there and not be visible yet.
            return Optional.of(id);
        }
        for (String name :
                SiteAtCato.names(site.nameAtCato(), site.statusOrEmpty().intent())) {
            Optional<String> found = cma.sites(name).stream()
                    .filter(s -> s.name().equals(name) && mark.marks(s.description()))
                    .map(SiteEntry::id)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
