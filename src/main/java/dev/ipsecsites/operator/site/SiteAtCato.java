package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CreateIntent;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.TunnelIds;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the site at Cato what it should be. Every create is preceded by an intent in the journal and by a look, and followed
 * by the identity in the journal; every other call is sent only when what it would say has changed.
 */
final class SiteAtCato {
    static final String ADD_SITE = "addIpsecIkeV2Site";
    static final String ADD_TUNNELS = "addIpsecIkeV2SiteTunnels";

    /** New sites may be invisible for some seconds (cato-api.md §5.3): that long a missing one may still appear. */
    static final Duration VISIBILITY = Duration.ofSeconds(20);

    private final Cma cma;
    private final AccountFacts.Account facts;
    private final SiteMark mark;
    private final SiteJournal journal;
    private final Fingerprints fingerprints;
    private final FirstSeen firstSeen;
    private final SiteEvents events;

    SiteAtCato(
            Cma cma,
            AccountFacts.Account facts,
            SiteMark mark,
            SiteJournal journal,
            Fingerprints fingerprints,
            FirstSeen firstSeen,
            SiteEvents events) {
        this.cma = cma;
        this.facts = facts;
        this.mark = mark;
        this.journal = journal;
        this.fingerprints = fingerprints;
        this.firstSeen = firstSeen;
        this.events = events;
    }

    /**
     * Sends what isn't there yet, or has changed.
     *
     * @param resend send everything again, because a person asked for it
     * @param held parts that are left as they are for now, if they were sent before
     */
    Outcome ensure(DesiredSite site, Map<Role, ResolvedTunnel> tunnels, boolean resend, Set<Part> held)
            throws CmaException {
        if (journal.status().siteId() == null) {
            Optional<Outcome> hindrance = createSite(site);
            if (hindrance.isPresent()) {
                return hindrance.get();
            }
        }
        String siteId = Objects.requireNonNull(journal.status().siteId());
        AppliedHash applied = applied();
        if (applied.unreadable(fingerprints.keyId()) && !resend) {
            return new Outcome.Stuck(new Refusal(
                    "AppliedStateUnknown",
                    "",
                    "the operator's key for hashes was replaced, so what Cato was told can't be compared with this"
                            + " manifest. Nothing is re-sent by itself: annotate the CatoSite with"
                            + " ipsec-sites.dev/reconcile=<any new value> to send everything again, which may restart the"
                            + " tunnels"));
        }
        if (resend) {
            forgetAllButWhatNegotiates();
        }
        Map<Part, String> wanted = AppliedHash.of(site, tunnels, fingerprints);
        general(siteId, site, wanted);
        boolean addressesFirst = applied.get(Part.PRIMARY).isPresent()
                && tunnels.values().stream().allMatch(t -> t.plan().knownByAddress());
        if (!addressesFirst) {
            details(siteId, site, wanted, held);
        }
        Optional<Outcome> waiting = tunnels(siteId, tunnels, wanted, resend, held);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        // A site can be known by its address only when all its tunnels have one.
        details(siteId, site, wanted, held);
        new SiteRanges(cma, events).ensure(siteId, site, applied(), wanted, this::done);
        return new Outcome.Done();
    }

    private AppliedHash applied() {
        return AppliedHash.parse(journal.status().appliedHash(), fingerprints.keyId());
    }

    private void done(Part part, @Nullable String hash) {
        AppliedHash next = applied().with(part, hash);
        journal.write(s -> s.appliedHash(next.toString()));
    }

    /**
     * A resend compares nothing; that they were sent is kept of the tunnels' parts, because it tells add from update, of what tunnels
     * are negotiated with, because it may have to wait, and of ranges, because some may have to go.
     */
    private void forgetAllButWhatNegotiates() {
        AppliedHash fresh = AppliedHash.parse(null, fingerprints.keyId());
        AppliedHash old = applied();
        for (Part part : List.of(Part.IPSEC, Part.RANGES, Part.PRIMARY, Part.SECONDARY)) {
            fresh = fresh.with(part, old.get(part).map(h -> AppliedHash.RESEND).orElse(null));
        }
        AppliedHash next = fresh;
        journal.write(s -> s.appliedHash(next.toString()));
    }

    private Optional<Outcome> createSite(DesiredSite site) throws CmaException {
        CreateIntent intent = journal.status().intent();
        Set<String> names = names(site.siteName(), intent);
        List<SiteEntry> found =
                facts.sites(cma).stream().filter(s -> names.contains(s.name())).toList();
        Optional<SiteEntry> ours =
                found.stream().filter(s -> mark.marks(s.description())).findFirst();
        if (ours.isPresent()) {
            return foundAgain(ours.get().id());
        }
        Optional<SiteEntry> namesake =
                found.stream().filter(s -> s.name().equals(site.siteName())).findFirst();
        if (namesake.isPresent()) {
            return Optional.of(new Outcome.Stuck(nameTaken(namesake.get())));
        }
        if (intent != null
                && intent.operation().equals(ADD_SITE)
                && firstSeen.within("site " + mark.text(), VISIBILITY)) {
            facts.forgetSites();
            return Optional.of(new Outcome.Waiting(
                    "LookingForSite",
                    "an earlier call may have created the site at Cato; looking for it before creating it again",
                    Duration.ofSeconds(3)));
        }
        journal.write(s -> s.intent(new CreateIntent(ADD_SITE, site.siteName(), mark.text())));
        try {
            String id = cma.addSite(site.toNewSite());
            facts.created(new SiteEntry(id, site.siteName(), site.description(), null));
            events.normal("SiteCreated", "created site '" + site.siteName() + "' at Cato, id " + id);
            Map<Part, String> sent = AppliedHash.of(site, Map.of(), fingerprints);
            identified(
                    id,
                    AppliedHash.parse(null, fingerprints.keyId())
                            .with(Part.GENERAL, sent.get(Part.GENERAL))
                            .with(Part.NATIVE_RANGE, sent.get(Part.NATIVE_RANGE))
                            .toString());
        } catch (CmaException e) {
            facts.forgetSites();
            if (CmaFailures.surelyNotDone(e)) {
                journal.write(s -> s.intent(null));
            }
            throw e;
        }
        return Optional.empty();
    }

    /** Under which a site of ours may be at Cato: the manifest may have changed since a call was sent whose answer was lost. */
    static Set<String> names(String siteName, @Nullable CreateIntent intent) {
        return intent != null && intent.operation().equals(ADD_SITE)
                ? new LinkedHashSet<>(List.of(siteName, intent.object()))
                : Set.of(siteName);
    }

    /**
     * A site of ours of which nothing else is known: an answer was lost, or status was, or an earlier CatoSite left it. What Cato shows decides
     * between add and update; what is there counts as sent once, with unknown values, so that it is changed in the order of the tunnels' turns.
     */
    private Optional<Outcome> foundAgain(String siteId) throws CmaException {
        Optional<AccountSnapshot.SiteState> seen =
                Optional.ofNullable(cma.snapshot().sites().get(siteId));
        if (seen.isEmpty() && firstSeen.within("tunnels " + mark.text(), VISIBILITY)) {
            return Optional.of(lookingForTunnels());
        }
        firstSeen.forget("tunnels " + mark.text());
        AppliedHash known = AppliedHash.parse(null, fingerprints.keyId()).with(Part.RANGES, SiteRanges.UNDER_WAY);
        List<Role> there =
                Stream.of(Role.values()).filter(r -> hasTunnels(seen, r)).toList();
        for (Role role : there) {
            known = known.with(Part.of(role), AppliedHash.RESEND).with(Part.IPSEC, AppliedHash.RESEND);
        }
        identified(siteId, known.toString());
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Waiting(
                        "LookingForTunnels",
                        "found site " + siteId
                                + " at Cato with tunnels of an earlier call; they are brought to the manifest",
                        Duration.ofSeconds(1)));
    }

    private static Outcome lookingForTunnels() {
        return new Outcome.Waiting(
                "LookingForTunnels",
                "an earlier call may have added the tunnels at Cato; looking for them before adding them again",
                Duration.ofSeconds(3));
    }

    private void identified(String siteId, String appliedHash) {
        firstSeen.forget("site " + mark.text());
        journal.write(s -> s.siteId(siteId).intent(null).appliedHash(appliedHash));
    }

    private static Refusal nameTaken(SiteEntry found) {
        return new Refusal(
                "NameTaken",
                "spec.siteName",
                "Cato has a site '" + found.name() + "' (id " + found.id()
                        + ") that this CatoSite did not make. Write another siteName, or remove that site in the"
                        + " console if nobody needs it");
    }

    private void general(String siteId, DesiredSite site, Map<Part, String> wanted) throws CmaException {
        if (differs(Part.GENERAL, wanted)) {
            cma.updateSite(siteId, site.toUpdate());
            done(Part.GENERAL, wanted.get(Part.GENERAL));
            events.normal("SiteUpdated", "sent name, type, description and location to Cato");
        }
    }

    private void details(String siteId, DesiredSite site, Map<Part, String> wanted, Set<Part> held)
            throws CmaException {
        boolean waits = held.contains(Part.IPSEC) && applied().get(Part.IPSEC).isPresent();
        if (differs(Part.IPSEC, wanted) && !waits) {
            cma.updateIpsecDetails(siteId, site.ipsec());
            done(Part.IPSEC, wanted.get(Part.IPSEC));
            events.normal("IpsecUpdated", "sent connection mode, identification and algorithms to Cato");
        }
    }

    private boolean differs(Part part, Map<Part, String> wanted) {
        return !applied().get(part).equals(Optional.ofNullable(wanted.get(part)));
    }

    private Optional<Outcome> tunnels(
            String siteId, Map<Role, ResolvedTunnel> tunnels, Map<Part, String> wanted, boolean resend, Set<Part> held)
            throws CmaException {
        List<Role> add = new ArrayList<>();
        List<Role> update = new ArrayList<>();
        List<Role> remove = new ArrayList<>();
        List<Role> maybe = new ArrayList<>();
        for (Role role : Role.values()) {
            boolean sent = applied().get(Part.of(role)).isPresent();
            if (!tunnels.containsKey(role)) {
                if (sent) {
                    remove.add(role);
                } else if (intendsToAdd(role)) {
                    maybe.add(role);
                }
            } else if (!sent) {
                add.add(role);
            } else if (differs(Part.of(role), wanted) && !held.contains(Part.of(role))) {
                update.add(role);
            }
        }
        if (!maybe.isEmpty() || (!add.isEmpty() && (resend || intends(ADD_TUNNELS)))) {
            // An earlier add may have arrived: what Cato shows decides between add and update.
            Optional<AccountSnapshot.SiteState> seen =
                    Optional.ofNullable(cma.snapshot().sites().get(siteId));
            if (seen.isEmpty() && firstSeen.within("tunnels " + mark.text(), VISIBILITY)) {
                return Optional.of(lookingForTunnels());
            }
            List<Role> there = add.stream().filter(r -> hasTunnels(seen, r)).toList();
            add.removeAll(there);
            update.addAll(there);
            // Nobody wants it any more, and it was added by a call whose answer was lost.
            maybe.stream().filter(r -> hasTunnels(seen, r)).forEach(remove::add);
        }
        removeTunnels(siteId, remove);
        addTunnels(siteId, tunnels, add, wanted);
        updateTunnels(siteId, tunnels, update, wanted);
        if (!maybe.isEmpty() && intends(ADD_TUNNELS)) {
            journal.write(s -> s.intent(null));
        }
        return Optional.empty();
    }

    private boolean intends(String operation) {
        CreateIntent intent = journal.status().intent();
        return intent != null && intent.operation().equals(operation);
    }

    private boolean intendsToAdd(Role role) {
        CreateIntent intent = journal.status().intent();
        return intent != null
                && intent.operation().equals(ADD_TUNNELS)
                && intent.object().contains(role.name());
    }

    private static boolean hasTunnels(Optional<AccountSnapshot.SiteState> site, Role role) {
        return site.stream()
                .flatMap(s -> s.roles().stream())
                .filter(r -> r.primary() == (role == Role.PRIMARY))
                .map(RoleState::tunnelIds)
                .anyMatch(ids -> !ids.isEmpty());
    }

    private void removeTunnels(String siteId, List<Role> roles) throws CmaException {
        for (Role role : roles) {
            cma.removeTunnels(siteId, List.of(role.tunnelId()));
            done(Part.of(role), null);
            events.normal("TunnelRemoved", "removed " + role.tunnelId() + " at Cato");
        }
    }

    private void addTunnels(
            String siteId, Map<Role, ResolvedTunnel> tunnels, List<Role> roles, Map<Part, String> wanted)
            throws CmaException {
        if (roles.isEmpty()) {
            return;
        }
        journal.write(s -> s.intent(new CreateIntent(ADD_TUNNELS, roles.toString(), mark.text())));
        try {
            TunnelIds answer = cma.addTunnels(
                    siteId, role(Role.PRIMARY, tunnels, roles, false), role(Role.SECONDARY, tunnels, roles, false));
            sent(tunnels, roles, wanted, answer);
        } catch (CmaException e) {
            if (CmaFailures.surelyNotDone(e)) {
                journal.write(s -> s.intent(null));
            }
            throw e;
        }
        events.normal("TunnelsAdded", "added " + roles + " at Cato");
    }

    private void updateTunnels(
            String siteId, Map<Role, ResolvedTunnel> tunnels, List<Role> roles, Map<Part, String> wanted)
            throws CmaException {
        if (roles.isEmpty()) {
            return;
        }
        TunnelIds answer = cma.updateTunnels(
                siteId, role(Role.PRIMARY, tunnels, roles, true), role(Role.SECONDARY, tunnels, roles, true));
        sent(tunnels, roles, wanted, answer);
        events.normal("TunnelsUpdated", "sent " + roles + " to Cato again, because a value changed");
    }

    private void sent(Map<Role, ResolvedTunnel> tunnels, List<Role> roles, Map<Part, String> wanted, TunnelIds answer) {
        AppliedHash next = applied();
        List<SiteTunnelStatus> identified = journal.status().tunnels();
        for (Role role : roles) {
            ResolvedTunnel tunnel = Objects.requireNonNull(tunnels.get(role));
            next = next.with(Part.of(role), wanted.get(Part.of(role)));
            identified = moved(SiteIdentities.answered(identified, tunnel.plan(), answer.localIds()), tunnel);
        }
        String hash = next.toString();
        List<SiteTunnelStatus> after = identified;
        firstSeen.forget("tunnels " + mark.text());
        journal.write(s -> s.intent(null).appliedHash(hash).tunnels(after));
    }

    /** A tunnel is at the address that Cato has just been told. */
    private static List<SiteTunnelStatus> moved(List<SiteTunnelStatus> tunnels, ResolvedTunnel told) {
        Cma.AllocatedAddress at = told.address();
        return tunnels.stream()
                .map(t -> t.id().equals(told.role().tunnelId()) ? t.withCatoEnd(at.popLocation(), at.address()) : t)
                .toList();
    }

    private static @Nullable RoleTunnels role(
            Role role, Map<Role, ResolvedTunnel> tunnels, List<Role> roles, boolean update) {
        ResolvedTunnel tunnel = roles.contains(role) ? tunnels.get(role) : null;
        return tunnel == null ? null : tunnel.toRole(update ? role.tunnelId() : null);
    }
}
