package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.site.PopChoice.Candidate;
import dev.ipsecsites.operator.site.PopChoice.Decision;
import dev.ipsecsites.operator.site.RouterSide.Measured;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Has the candidates of a site's roles measured, and writes down which one is used ({@link PopChoice}). */
final class PopMeasuring {
    /** Two polls of a router. Then the first candidate has to do. */
    private static final Duration FIRST_MEASUREMENT = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;

    PopMeasuring(SiteContext context, SiteTools tools, StatusJournal journal, SiteEvents events) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
    }

    /**
     * The choice is in the journal afterwards.
     *
     * @param notes sentences for a condition are added to it
     * @return empty when each role has its PoP
     */
    Optional<Outcome> choose(List<String> notes) throws CmaException {
        CatoSite site = context.site();
        if (!PopCandidates.measured(site.getSpec())) {
            return Optional.empty();
        }
        var facts = tools.facts().of(context.account());
        List<AllocatedAddress> addresses;
        List<PopLocation> pops;
        try {
            addresses = facts.addresses(context.cma());
            pops = facts.popLocations(context.cma());
        } catch (CmaException e) {
            if (unchosen() || !CmaFailures.passes(e)) {
                throw e;
            }
            return Optional.empty(); // what was chosen stands
        }
        Set<String> wanted = wanted(addresses, pops);
        Map<String, Measured> measured = measured(wanted);
        String first = "first measurement of " + site.getMetadata().getUid();
        if (unchosen()
                && wanted.size() > 1
                && measured.size() < wanted.size()
                && context.router() != null
                && tools.firstSeen().within(first, FIRST_MEASUREMENT)) {
            return Optional.of(new Outcome.Waiting(
                    "MeasuringPoPs", "the router measures " + wanted + " before a PoP is chosen", SOON));
        }
        tools.firstSeen().forget(first);
        for (Role role : Role.values()) {
            if (PopCandidates.measured(
                    role == Role.PRIMARY
                            ? site.getSpec().primary()
                            : site.getSpec().secondary())) {
                notes.addAll(choose(role, addresses, pops, measured));
            }
        }
        return Optional.empty();
    }

    /** What was chosen from another list is no choice from this one; until there is one, the tunnel stays where it is. */
    private boolean unchosen() {
        return Arrays.stream(Role.values())
                .filter(r -> PopCandidates.measured(
                        r == Role.PRIMARY
                                ? context.site().getSpec().primary()
                                : context.site().getSpec().secondary()))
                .anyMatch(r -> PopCandidates.unchosen(context.site().getSpec(), journal.status(), r));
    }

    /** One address at each candidate is enough: they are all answered by the same PoP. */
    private Set<String> wanted(List<AllocatedAddress> addresses, List<PopLocation> pops) {
        Set<String> wanted = new TreeSet<>();
        for (Role role : Role.values()) {
            for (String candidate : PopCandidates.of(context.site().getSpec(), journal.status(), role)) {
                at(candidate, addresses, pops).map(AllocatedAddress::address).ifPresent(wanted::add);
            }
        }
        return wanted;
    }

    private Map<String, Measured> measured(Set<String> wanted) {
        Router router = context.router();
        return router == null ? Map.of() : tools.routerSide().measure(router, Directory.key(context.site()), wanted);
    }

    private static Optional<AllocatedAddress> at(
            String candidate, List<AllocatedAddress> addresses, List<PopLocation> pops) {
        Optional<PopLocation> pop = AddressChoice.find(pops, candidate);
        return addresses.stream()
                .filter(a -> a.popLocation().equalsIgnoreCase(candidate)
                        || pop.filter(p -> AddressChoice.isAt(a, p)).isPresent())
                .min(java.util.Comparator.comparing(AllocatedAddress::address));
    }

    private List<String> choose(
            Role role, List<AllocatedAddress> addresses, List<PopLocation> pops, Map<String, Measured> measured) {
        CatoSiteStatus status = journal.status();
        List<Candidate> candidates = PopCandidates.of(context.site().getSpec(), status, role).stream()
                .map(c -> candidate(c, at(c, addresses, pops), measured))
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Optional<String> current = PopCandidates.chosen(status, role);
        List<TunnelVerdict> verdicts = verdicts();
        Decision decision = PopChoice.choose(
                candidates,
                current.orElse(null),
                of(role, verdicts).filter(PopChoice::down).isPresent(),
                hindrance(role, verdicts));
        if (!decision.popLocation().equals(current.orElse(null)) && !context.observeOnly()) {
            journal.write(s -> s.tunnels(with(status.tunnels(), role, decision.popLocation())));
            String why = decision.moved();
            if (why != null) {
                events.normal("PoPChosen", role.tunnelId() + " goes to " + decision.popLocation() + ": " + why);
            }
        }
        return decision.notes().stream()
                .map(n -> "spec." + role.field() + ".candidates: " + n)
                .toList();
    }

    /** By what the ends say now: what status says may be from before they fell silent. */
    private List<TunnelVerdict> verdicts() {
        return new BothEnds(tools, tools.routerTunnels(events))
                .standing(journal.site(), context.router(), context.account(), context.snapshot())
                .map(SiteVerdict::tunnels)
                .orElse(List.of());
    }

    private static Optional<TunnelVerdict> of(Role role, List<TunnelVerdict> verdicts) {
        return verdicts.stream().filter(t -> t.evidence().role() == role).findFirst();
    }

    private @Nullable String hindrance(Role role, List<TunnelVerdict> verdicts) {
        SiteRouterTunnels tunnels = tools.routerTunnels(events);
        boolean steady = context.mayAct()
                && tunnels.notConfigured(context.site()).isEmpty()
                && tunnels.stuck(context.site()).isEmpty();
        return PopChoice.hindrance(
                of(role, verdicts).orElse(null),
                verdicts.stream().anyMatch(t -> t.evidence().role() != role && t.confirmed()),
                steady,
                context.site().getSpec().repair().movePoP());
    }

    private Candidate candidate(String name, Optional<AllocatedAddress> held, Map<String, Measured> measured) {
        Router router = context.router();
        List<Optional<Duration>> lately = held.map(AllocatedAddress::address)
                .map(measured::get)
                .filter(Objects::nonNull)
                .filter(m -> router != null)
                .map(m -> tools.rounds()
                        .after(
                                router == null ? "" : Directory.key(router),
                                held.get().address(),
                                m))
                .orElse(List.of());
        return new Candidate(name, held.isPresent(), lately);
    }

    private static List<SiteTunnelStatus> with(List<SiteTunnelStatus> tunnels, Role role, String chosen) {
        List<SiteTunnelStatus> all = new ArrayList<>(tunnels);
        all.replaceAll(t -> t.id().equals(role.tunnelId()) ? t.withChosenPoP(chosen) : t);
        if (all.stream().noneMatch(t -> t.id().equals(role.tunnelId()))) {
            all.add(SiteTunnelStatus.unknown(role.tunnelId()).withChosenPoP(chosen));
        }
        return all;
    }
}
