package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoChanges;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairMode;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes in what others changed at Cato: "re-send only then" (DESIGN §3). What was dealt with and what is to be sent again are written together
 * before anything is sent, so that a change is answered once, whenever the operator dies.
 */
final class SiteAudit {
    private static final String HOW = "what was changed can't be read back. A new value of the annotation"
            + " ipsec-sites.dev/reconcile sends everything again, which may restart the tunnels";

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;

    SiteAudit(SiteContext context, SiteTools tools, StatusJournal journal, SiteEvents events) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
    }

    /** Looks at the trail before anything is sent. */
    void take(String siteName) {
        CatoSiteStatus status = journal.status();
        String siteId = status.siteId();
        if (siteId == null) {
            return;
        }
        AppliedHash applied = applied();
        ChangesByOthers found = ChangesByOthers.of(new ChangesByOthers.Situation(
                status.changedAtCato(),
                context.changes().of(siteId, siteName),
                tools.sendings().last(key()).orElse(null),
                sent(applied),
                tunnels(status),
                mayResend(),
                tools.clock().instant()));
        if (!found.standing().equals(status.changedAtCato())) {
            AppliedHash next = applied;
            for (Part part : found.resend()) {
                next = next.resending(part);
            }
            String hash = status.appliedHash() == null ? null : next.toString();
            journal.write(s -> s.changedAtCato(found.standing()).appliedHash(hash));
        }
        tell(found);
    }

    private void tell(ChangesByOthers found) {
        if (found.news().isEmpty()) {
            return;
        }
        Change last = found.news().getLast();
        String left = found.standing().unsent().isEmpty() ? "" : "; nothing is sent again: " + why();
        String again = found.resend().isEmpty() ? left : "; sent again: " + words(found.resend());
        String what = "the site was changed at Cato by " + last.by() + " at " + last.time() + " (" + last.kind() + ")";
        events.warning("ChangedAtCato", what + again);
    }

    private String why() {
        if (context.observeOnly()) {
            return "managementPolicy is Observe";
        }
        return mayResend()
                ? "its tunnels are up, and it may restart them"
                : "repair.mode is " + context.site().getSpec().repair().mode().wire();
    }

    private boolean mayResend() {
        return !context.observeOnly() && context.site().getSpec().repair().mode() == RepairMode.FULL;
    }

    /** Takes off the list what has been sent meanwhile, for this or for another reason. */
    void sentSince(AppliedHash before, boolean everything) {
        CatoChanges standing = journal.status().changedAtCato();
        if (standing == null || standing.unsent().isEmpty()) {
            return;
        }
        AppliedHash now = applied();
        List<String> left = standing.unsent().stream()
                .filter(name -> !everything)
                .filter(name -> before.get(Part.valueOf(name)).equals(now.get(Part.valueOf(name))))
                .toList();
        if (!left.equals(standing.unsent())) {
            CatoChanges next =
                    new CatoChanges(standing.until(), standing.ownKeys(), standing.by(), standing.at(), left);
            journal.write(s -> s.changedAtCato(next));
        }
    }

    /** A sentence for a condition while settings at Cato may be others'. */
    Optional<String> note() {
        CatoChanges standing = journal.status().changedAtCato();
        return standing == null || standing.unsent().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "changed at Cato by " + standing.by() + ", and not sent again since: " + why() + "; " + HOW);
    }

    AppliedHash applied() {
        return AppliedHash.parse(
                journal.status().appliedHash(), tools.fingerprints().keyId());
    }

    private String key() {
        return String.valueOf(context.site().getMetadata().getUid());
    }

    private static Set<Part> sent(AppliedHash applied) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            applied.get(part).ifPresent(h -> parts.add(part));
        }
        return parts;
    }

    private static Map<Role, TunnelState> tunnels(CatoSiteStatus status) {
        Map<Role, TunnelState> states = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            RepairedTunnel.of(status, role).ifPresent(t -> states.put(role, t.state()));
        }
        return states;
    }

    private static String words(Set<Part> parts) {
        return parts.stream()
                .sorted()
                .map(part -> switch (part) {
                    case GENERAL -> "name, type, description and location";
                    case IPSEC -> "connection mode, identification and algorithms";
                    case PRIMARY, SECONDARY -> "key and addresses of " + part;
                    case NATIVE_RANGE, RANGES -> "ranges";
                })
                .collect(Collectors.joining("; "));
    }
}
