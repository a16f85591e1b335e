package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a refusal of addresses. Since a repair chose an address at another PoP the account may have lost it, or another site may
 * have got it. Nobody wrote it, so nobody can mend it in the manifest: the repair gives it up.
 */
final class RefusedStandIn {
    private static final String REASON = "AnotherPoPRefused";

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;

    RefusedStandIn(SiteContext context, SiteTools tools, StatusJournal journal, SiteEvents events) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
    }

    Outcome outcome(Refusal refusal) {
        Optional<Role> chosen = atFault(journal.site(), refusal);
        if (chosen.isEmpty()) {
            return new Outcome.Stuck(refusal);
        }
        Role role = chosen.get();
        if (up(role)) {
            return new Outcome.Stuck(new Refusal(
                    refusal.reason(),
                    "",
                    role.tunnelId() + " is up at an address at another PoP that its repair had chosen, and stays there"
                            + " as long as it is up: " + refusal.message()));
        }
        String message = role.tunnelId() + " goes back to where the manifest has it, because the address at another PoP"
                + " that its repair had chosen can't be used: " + refusal.message();
        events.warning(REASON, message);
        journal.write(s -> s.tunnels(givenUp(journal.status().tunnels(), role)));
        return new Outcome.Waiting(REASON, message, Duration.ofSeconds(1));
    }

    private boolean up(Role role) {
        return new BothEnds(tools, tools.routerTunnels(events))
                .standing(journal.site(), context.router(), context.account(), context.snapshot()).stream()
                        .flatMap(verdict -> verdict.tunnels().stream())
                        .anyMatch(t -> t.evidence().role() == role && t.confirmed());
    }

    /** The role that the refusal is about, if it uses what a repair chose. Of two at one PoP the secondary leaves. */
    static Optional<Role> atFault(CatoSite site, Refusal refusal) {
        return Stream.of(Role.SECONDARY, Role.PRIMARY)
                .filter(role -> refusal.reason().equals("SamePopLocation")
                        || refusal.field().startsWith("spec." + role.field()))
                .filter(role -> RepairedTunnel.inForce(site, role)
                        .filter(s -> s.anotherAddress() != null)
                        .isPresent())
                .findFirst();
    }

    /** Where the manifest has it, and nothing left to try. */
    static List<SiteTunnelStatus> givenUp(List<SiteTunnelStatus> tunnels, Role role) {
        return tunnels.stream()
                .map(t -> t.id().equals(role.tunnelId()) && t.repair() != null
                        ? t.withRepair(RepairedTunnel.atHome(Objects.requireNonNull(t.repair()), RepairStep.STALLED))
                        : t)
                .toList();
    }
}
