package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.NameRef;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.account.CmaAccounts;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what a site stands on (router, account, API client), plans it, and hands it to a {@link SiteVisit} or a {@link SiteCleanup}. */
final class SiteWork {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final Directory directory;
    private final CmaAccounts accounts;
    private final SiteWakes wakes;
    private final SiteTools tools;
    private final String owner;
    private final Function<RouterFacts, Optional<Capabilities>> capabilities;

    SiteWork(
            Directory directory,
            CmaAccounts accounts,
            SiteWakes wakes,
            SiteTools tools,
            String owner,
            Function<RouterFacts, Optional<Capabilities>> capabilities) {
        this.directory = directory;
        this.accounts = accounts;
        this.wakes = wakes;
        this.tools = tools;
        this.owner = owner;
        this.capabilities = capabilities;
    }

    /**
     * Says at once when {@code Operational} isn't any more what the ends report, and which tunnels are up and carry traffic. All that
     * follows in a visit may have to wait for Cato's answers or its limits, or fail; this doesn't.
     */
    void report(CatoSite site, StatusJournal journal, SiteEvents events) {
        Optional<CatoAccount> account =
                find(CatoAccount.class, site, site.getSpec().accountRef().name());
        NameRef routerRef = site.getSpec().routerRef();
        Router router = routerRef == null
                ? null
                : find(Router.class, site, routerRef.name()).orElse(null);
        account.flatMap(a -> new BothEnds(tools, tools.routerTunnels(events))
                        .standing(site, router, a, accounts.latest(a).orElse(null)))
                .ifPresent(verdict -> {
                    CatoSiteStatus before = journal.status();
                    Optional<List<Condition>> flipped = tools.statuses().flipped(site, verdict);
                    journal.write(s -> {
                        flipped.ifPresent(s::conditions);
                        return tools.statuses().standing(s, before, verdict);
                    });
                    SiteJudge.moved(events, before, journal.status());
                });
    }

    Outcome bring(CatoSite site, StatusJournal journal, SiteEvents events, boolean asked)
            throws CmaException, CredentialsException {
        Router router = null;
        NameRef routerRef = site.getSpec().routerRef();
        if (routerRef != null) {
            router = find(Router.class, site, routerRef.name()).orElse(null);
        }
        tools.routerSide().withdraw(Directory.key(site), PopCandidates.measured(site.getSpec()) ? router : null);
        if (routerRef != null && router == null) {
            return waiting("RouterMissing", "there is no Router " + routerRef.name() + " in this namespace: create it");
        }
        RouterView view = router == null ? null : RouterView.of(router, capabilities);
        SiteMark mark = mark(site);
        if (view != null
                && view.model() == null
                && Unsupported.in(site.getSpec()).isEmpty()) {
            return waiting("RouterNotRead", "Router " + view.name() + " hasn't been read yet" + readiness(router));
        }
        SitePlanner.Result result = SitePlanner.plan(site, view, mark);
        if (result instanceof SitePlanner.Result.Refused refused) {
            return new Outcome.Stuck(together(refused.refusals()));
        }
        DesiredSite desired = ((SitePlanner.Result.Planned) result).site();
        String name = site.getSpec().accountRef().name();
        Optional<CatoAccount> account = find(CatoAccount.class, site, name);
        if (account.isEmpty()) {
            return waiting("AccountMissing", "there is no CatoAccount " + name + " in this namespace: create it");
        }
        Optional<Cma> cma = accounts.cmaFor(account.get());
        if (cma.isEmpty()) {
            return waiting("AccountNotReady", "CatoAccount " + name + " isn't ready" + readiness(account.get()));
        }
        SiteContext context = context(journal.site(), mark, router, account.get(), cma.get());
        String before = journal.status().appliedHash();
        List<String> notes = new ArrayList<>();
        try {
            Optional<Outcome> vanished = new VanishedSite(context, tools, journal, events).forget();
            if (vanished.isPresent()) {
                return vanished.get();
            }
            Optional<Outcome> measuring = new PopMeasuring(context, tools, journal, events).choose(notes);
            if (measuring.isPresent()) {
                return measuring.get();
            }
            if (SitePlanner.plan(journal.site(), view, mark) instanceof SitePlanner.Result.Planned again) {
                desired = again.site();
            }
            Outcome outcome = new SiteVisit(context, tools, journal, events, asked, notes).bring(desired);
            if (outcome instanceof Outcome.Done && !context.observeOnly() && settled(journal.status())) {
                addresses(context, journal.site(), events).releaseUnused();
            }
            return outcome;
        } finally {
            if (!Objects.equals(before, journal.status().appliedHash()) || awaitsCato(journal)) {
                accounts.pollSoon(account.get());
            }
        }
    }

    /** Each tunnel works where it is meant to be: what it had before is not gone back to. */
    private static boolean settled(CatoSiteStatus status) {
        return Conditions.isTrue(status.conditions(), Conditions.READY)
                && Conditions.isTrue(status.conditions(), Conditions.CONFIGURED)
                && status.tunnels().stream().allMatch(t -> t.state() == TunnelState.UP);
    }

    private SiteAddresses addresses(SiteContext context, CatoSite site, SiteEvents events) {
        return new SiteAddresses(
                site,
                context.mark(),
                context.account(),
                context.cma(),
                tools.facts().of(context.account()),
                context.others(),
                context.snapshot(),
                events);
    }

    /** The router has a tunnel up that Cato's news, which are older, don't show: worth a look before the interval is over. */
    private static boolean awaitsCato(StatusJournal journal) {
        return journal.status().tunnels().stream().anyMatch(t -> t.state() == TunnelState.NEGOTIATING);
    }

    private SiteContext context(CatoSite site, SiteMark mark, @Nullable Router router, CatoAccount account, Cma cma) {
        return new SiteContext(
                site,
                mark,
                router,
                account,
                cma,
                wakes.sitesOf(account),
                accounts.latest(account).orElse(null),
                accounts.events(account),
                accounts.changes(account));
    }

    Outcome remove(CatoSite site, SiteCleanup cleanup, SiteEvents events, boolean orphan) throws CmaException {
        tools.routerSide().withdraw(Directory.key(site), null);
        Outcome tunnels = cleanup.removeTunnels();
        if (!(tunnels instanceof Outcome.Done) || orphan) {
            return tunnels;
        }
        if (SiteCleanup.mayHaveMade(site.statusOrEmpty())) {
            Optional<CatoAccount> account =
                    find(CatoAccount.class, site, site.getSpec().accountRef().name());
            if (account.filter(a -> a.getSpec().managementPolicy() == ManagementPolicy.OBSERVE)
                    .isPresent()) {
                // The strictest policy wins (DESIGN §9.10). Whoever goes on with the site needs its keys: Cato never
                // returns them.
                cleanup.keys(true);
                events.warning(
                        "LeftAtCato",
                        "managementPolicy of CatoAccount "
                                + account.get().getMetadata().getName()
                                + " is Observe: what this CatoSite made at Cato stays there"
                                + (site.statusOrEmpty().siteId() == null
                                        ? ""
                                        : ", site " + site.statusOrEmpty().siteId()));
                return new Outcome.Done();
            }
            Optional<Cma> cma = account.flatMap(accounts::cmaFor);
            if (account.isEmpty() || cma.isEmpty()) {
                return waiting(
                        "AccountNotReady",
                        "site " + site.statusOrEmpty().siteId() + " can't be removed at Cato: CatoAccount "
                                + site.getSpec().accountRef().name()
                                + " isn't there or isn't ready. Mend it, or set deletionPolicy: Orphan to leave the"
                                + " site at Cato");
            }
            SiteContext context = context(site, mark(site), null, account.get(), cma.get());
            Outcome atCato = new SiteRemoval(site, context.mark(), cma.get(), tools.firstSeen(), events)
                    .remove(addresses(context, site, events));
            if (!(atCato instanceof Outcome.Done)) {
                return atCato;
            }
        }
        cleanup.keys(false);
        return new Outcome.Done();
    }

    private static Outcome waiting(String reason, String message) {
        return new Outcome.Waiting(reason, message, LOOK_AGAIN);
    }

    private static String readiness(@Nullable Router router) {
        return router == null ? "" : why(router.statusOrEmpty().conditions());
    }

    private static String readiness(CatoAccount account) {
        return why(account.statusOrEmpty().conditions());
    }

    private static String why(List<Condition> conditions) {
        return Conditions.find(conditions, Conditions.READY)
                .map(Condition::message)
                .filter(m -> !m.isEmpty())
                .map(m -> ": " + m)
                .orElse("");
    }

    private static Refusal together(List<Refusal> refusals) {
        Refusal first = refusals.getFirst();
        if (refusals.size() == 1) {
            return first;
        }
        return new Refusal(
                first.reason(),
                "",
                String.join(
                        ". ",
                        refusals.stream().map(Refusal::sentence).distinct().toList()));
    }

    SiteMark mark(CatoSite site) {
        return new SiteMark(
                owner, site.getMetadata().getNamespace(), site.getMetadata().getName());
    }

    private <R extends HasMetadata> Optional<R> find(Class<R> kind, CatoSite site, String name) {
        return directory.get(kind, site.getMetadata().getNamespace(), name);
    }
}
