package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Age;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A site that somebody deleted at Cato is made again. Looked for before anything is sent: each call about a site that is gone would fail,
 * for ever. What looks like it may be a site that isn't visible yet, or an answer with half of the sites in it: fresh news without it for
 * a while and a look by its id both have to say so, and it is looked for by name and mark before another is created.
 */
final class VanishedSite {
    /** A new site may be invisible for some seconds, and twice that is no accident. */
    private static final Duration MISSING_FOR = SiteAtCato.VISIBILITY.multipliedBy(2);

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;

    VanishedSite(SiteContext context, SiteTools tools, StatusJournal journal, SiteEvents events) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
    }

    /** Forgets the site that is gone; empty while there is one, or none yet. */
    Optional<Outcome> forget() throws CmaException {
        String siteId = journal.status().siteId();
        if (siteId == null || context.observeOnly()) {
            return Optional.empty();
        }
        String what = "vanished " + siteId;
        AccountSnapshot snapshot = context.snapshot();
        if (snapshot == null || !fresh(snapshot) || snapshot.sites().containsKey(siteId)) {
            tools.firstSeen().forget(what);
            return Optional.empty();
        }
        if (tools.firstSeen().within(what, MISSING_FOR)
                || context.cma().site(siteId).isPresent()) {
            return Optional.empty();
        }
        tools.firstSeen().forget(what);
        tools.facts().of(context.account()).forgetSites();
        String message = "Cato has no site " + siteId + " any more";
        events.warning("SiteVanished", message + "; it is created again");
        // Cato generates identities anew with the tunnels.
        List<SiteTunnelStatus> tunnels = journal.status().tunnels().stream()
                .map(t -> t.withSiteIdentity(null))
                .toList();
        journal.write(s -> s.siteId(null).appliedHash(null).tunnels(tunnels));
        return Optional.of(new Outcome.Waiting("SiteVanished", message, Duration.ofSeconds(1)));
    }

    /** News that came before say nothing of what is missing now. */
    private boolean fresh(AccountSnapshot snapshot) {
        Duration interval = Durations.parse(context.account().getSpec().snapshotInterval());
        return Age.within(
                snapshot.at(), CmaAccounts.believed(interval), tools.clock().instant());
    }
}
