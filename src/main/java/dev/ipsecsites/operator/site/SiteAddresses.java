package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.CreateIntent;
import dev.ipsecsites.api.Release;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.site.AddressChoice.Account;
import dev.ipsecsites.operator.site.AddressChoice.Choice;
import dev.ipsecsites.operator.site.AddressChoice.Holder;
import dev.ipsecsites.operator.site.AppliedHash.Part;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives each role of a site its address at Cato, and takes back those that we allocated. */
final class SiteAddresses {
    static final String ADD_ADDRESS = "addAllocatedIp";

    private final CatoSite site;
    private final SiteMark mark;
    private final CatoAccount account;
    private final Cma cma;
    private final AccountFacts.Account facts;
    private final List<CatoSite> sitesOfAccount;
    private final SiteEvents events;

    @Nullable
    private final AccountSnapshot snapshot;

    SiteAddresses(
            CatoSite site,
            SiteMark mark,
            CatoAccount account,
            Cma cma,
            AccountFacts.Account facts,
            List<CatoSite> sitesOfAccount,
            @Nullable AccountSnapshot snapshot,
            SiteEvents events) {
        this.site = site;
        this.mark = mark;
        this.account = account;
        this.cma = cma;
        this.facts = facts;
        this.sitesOfAccount = sitesOfAccount;
        this.snapshot = snapshot;
        this.events = events;
    }

    /** The answer. */
    sealed interface Result {
        record Given(Map<Role, AllocatedAddress> addresses) implements Result {}

        record Refused(Refusal refusal) implements Result {}

        /** Allocated and kept, but the id by which tunnels name it isn't known yet. */
        record Waiting(String address) implements Result {}
    }

    /**
     * Chooses, and allocates what is missing. The journal has the choice before the lock is given back. A site that stands and needs
     * nothing new neither waits for who does, nor stands still because its addresses can't be looked up.
     */
    Result give(DesiredSite desired, SiteJournal journal) throws CmaException {
        if (!facts.lock().tryLock()) {
            Optional<Result> standing = standing(desired);
            if (standing.isPresent()) {
                return standing.get();
            }
            facts.lock().lock();
        }
        try {
            return choose(desired, journal);
        } catch (CmaException e) {
            if (!CmaFailures.passes(e)) {
                throw e;
            }
            Optional<Result> standing = standing(desired);
            return standing.orElseThrow(() -> e);
        } finally {
            facts.lock().unlock();
        }
    }

    /** The addresses that an applied site has, if the manifest means the same ones, as far as was known last; nobody is asked. */
    private Optional<Result> standing(DesiredSite desired) {
        if (site.statusOrEmpty().siteId() == null || site.statusOrEmpty().appliedHash() == null) {
            return Optional.empty();
        }
        Account known = new Account(
                account.getSpec().allocatedIPs(), null, facts.lastPopLocations(), facts.lastListed(), holders());
        Map<Role, AllocatedAddress> given = new EnumMap<>(Role.class);
        for (DesiredTunnel tunnel : desired.tunnels()) {
            String current = current(tunnel.role());
            if (AddressChoice.choose(tunnel, mark, current, known) instanceof Choice.Use use
                    && use.address().address().equals(current)) {
                given.put(tunnel.role(), use.address());
            } else {
                return Optional.empty();
            }
        }
        return samePop(given).isPresent() ? Optional.empty() : Optional.of(new Result.Given(given));
    }

    /** What {@link #give} would do; nothing is allocated. Each entry is a sentence. */
    List<String> preview(DesiredSite desired) throws CmaException {
        List<String> changes = new ArrayList<>();
        for (DesiredTunnel tunnel : desired.tunnels()) {
            Choice choice = AddressChoice.choose(tunnel, mark, current(tunnel.role()), asItStands());
            switch (choice) {
                case Choice.Use use -> {}
                case Choice.Allocate allocate ->
                    changes.add(
                            "allocate an address at " + allocate.popLocation().name() + " for the "
                                    + tunnel.role().field());
                case Choice.Refused refused -> changes.add(refused.refusal().sentence());
            }
        }
        return changes;
    }

    private Result choose(DesiredSite desired, SiteJournal journal) throws CmaException {
        Map<Role, AllocatedAddress> given = new EnumMap<>(Role.class);
        Optional<Refusal> refusal;
        try {
            refusal = choose(desired, journal, given).or(() -> samePop(given));
        } catch (CmaException e) {
            if (CmaFailures.surelyNotDone(e)) {
                answered(given, journal);
            }
            throw e;
        }
        if (refusal.isPresent()) {
            answered(given, journal);
            return new Result.Refused(refusal.get());
        }
        claim(given);
        remember(given, journal);
        for (Map.Entry<Role, AllocatedAddress> entry : given.entrySet()) {
            Optional<AllocatedAddress> confirmed =
                    facts.confirmed(cma, entry.getValue().address());
            if (confirmed.isEmpty()) {
                return new Result.Waiting(entry.getValue().address());
            }
            entry.setValue(confirmed.get());
        }
        return new Result.Given(given);
    }

    /** Fills {@code given}, as far as it gets. */
    private Optional<Refusal> choose(DesiredSite desired, SiteJournal journal, Map<Role, AllocatedAddress> given)
            throws CmaException {
        for (DesiredTunnel tunnel : desired.tunnels()) {
            Choice choice = AddressChoice.choose(tunnel, mark, current(tunnel.role()), asItStands());
            if (choice instanceof Choice.Refused) {
                // Decide on what is true now: the list may be some minutes old.
                facts.forgetAddresses();
                choice = AddressChoice.choose(tunnel, mark, current(tunnel.role()), asItStands());
            }
            if (choice instanceof Choice.Refused(Refusal refusal)
                    && refusal.reason().equals(AddressChoice.QUOTA_EXHAUSTED)
                    && releaseUnused(addresses(given))) {
                choice = AddressChoice.choose(tunnel, mark, current(tunnel.role()), asItStands());
            }
            switch (choice) {
                case Choice.Use use -> given.put(tunnel.role(), use.address());
                case Choice.Allocate allocate -> given.put(tunnel.role(), allocate(tunnel, allocate, journal));
                case Choice.Refused refused -> {
                    return Optional.of(refused.refusal());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Not all that was wanted, but each answer was seen. What a site that never was there was given is written down, so that its
     * deletion gives it back; one that is there stays where it is.
     */
    private void answered(Map<Role, AllocatedAddress> given, SiteJournal journal) {
        if (!allocating(journal.status())) {
            return;
        }
        if (journal.status().siteId() == null && journal.status().tunnels().isEmpty()) {
            remember(given, journal);
        } else {
            journal.write(s -> s.intent(null));
        }
    }

    private static Set<String> addresses(Map<Role, AllocatedAddress> given) {
        return given.values().stream().map(AllocatedAddress::address).collect(Collectors.toSet());
    }

    private static boolean allocating(CatoSiteStatus status) {
        return status.intent() != null && status.intent().operation().equals(ADD_ADDRESS);
    }

    /**
     * The list was read after the last call whose outcome isn't known, by this program or one before it, so an address that an earlier
     * call allocated is in it.
     */
    private AllocatedAddress allocate(DesiredTunnel tunnel, Choice.Allocate allocate, SiteJournal journal)
            throws CmaException {
        if (journal.status().intent() == null) {
            journal.write(s -> s.intent(
                    new CreateIntent(ADD_ADDRESS, allocate.popLocation().name(), mark.text())));
        }
        try {
            AllocatedAddress address =
                    cma.allocateAddress(allocate.popLocation().id(), AddressChoice.description(tunnel, mark));
            facts.allocated(address);
            events.normal(
                    "AddressAllocated",
                    "Cato allocated " + address.address() + " at "
                            + allocate.popLocation().name());
            return address;
        } catch (CmaException e) {
            if (!CmaFailures.surelyNotDone(e)) {
                facts.forgetAddresses();
            }
            throw e;
        }
    }

    /** Addresses that are held already and nobody's. */
    List<AllocatedAddress> free() throws CmaException {
        Map<String, List<Holder>> holders = holders();
        return facts.addresses(cma).stream()
                .filter(a -> !holders.containsKey(a.address()))
                .filter(a -> !SiteMark.marksAny(a.description()) || mark.marks(a.description()))
                .toList();
    }

    private Account asItStands() throws CmaException {
        List<AllocatedAddress> addresses = facts.addresses(cma);
        return new Account(
                account.getSpec().allocatedIPs(), facts.licensed(cma), facts.popLocations(cma), addresses, holders());
    }

    private Map<String, List<Holder>> holders() {
        return AddressHolders.others(site, sitesOfAccount, facts.claims(), snapshot);
    }

    private @Nullable String current(Role role) {
        return RepairedTunnel.of(site.statusOrEmpty(), role)
                .map(SiteTunnelStatus::catoAddress)
                .orElse(null);
    }

    private static Optional<Refusal> samePop(Map<Role, AllocatedAddress> given) {
        AllocatedAddress primary = given.get(Role.PRIMARY);
        AllocatedAddress secondary = given.get(Role.SECONDARY);
        return primary != null && secondary != null && primary.popLocation().equalsIgnoreCase(secondary.popLocation())
                ? Optional.of(new Refusal(
                        "SamePopLocation",
                        "spec.secondary",
                        secondary.address() + " is at " + secondary.popLocation()
                                + ", like the primary's address: one PoP failing would take both tunnels down;"
                                + " choose another"))
                : Optional.empty();
    }

    private void claim(Map<Role, AllocatedAddress> given) {
        String self = Directory.key(site);
        facts.claims().values().removeIf(self::equals);
        given.values().forEach(a -> facts.claims().put(a.address(), self));
    }

    /**
     * Until Cato is told of another address a tunnel is where it was, and status says so. An address for one that Cato has never been told of
     * is written down before it is sent.
     */
    private static void remember(Map<Role, AllocatedAddress> given, SiteJournal journal) {
        List<SiteTunnelStatus> before = journal.status().tunnels();
        AppliedHash sent = AppliedHash.parse(journal.status().appliedHash(), "");
        List<SiteTunnelStatus> after = new ArrayList<>();
        given.forEach((role, address) -> {
            SiteTunnelStatus old = RepairedTunnel.of(journal.status(), role).orElse(null);
            boolean told = sent.get(Part.of(role)).isPresent();
            after.add(
                    old != null && (told || address.address().equals(old.catoAddress()))
                            ? old
                            : new SiteTunnelStatus(
                                    role.tunnelId(),
                                    address.popLocation(),
                                    address.address(),
                                    old == null ? null : old.siteAddress(),
                                    old == null ? null : old.siteIdentity(),
                                    old == null ? null : old.routerTunnel(),
                                    old == null ? TunnelState.UNKNOWN : old.state(),
                                    old == null ? null : old.proposal(),
                                    old == null ? 0 : old.flaps(),
                                    List.of(),
                                    old == null ? null : old.chosenPoP(),
                                    old == null ? null : old.repair()));
        });
        boolean allocating = allocating(journal.status());
        if (allocating || !after.equals(before)) {
            journal.write(s -> (allocating ? s.intent(null) : s).tunnels(after));
        }
    }

    /**
     * Gives back what this site was given before and doesn't use any more, while it stands. What it was given last is claimed: a tunnel may
     * still wait for its turn to go there. Spares for its repairs are kept as long as there is room for more.
     */
    void releaseUnused() {
        if (!facts.lock().tryLock()) {
            // A site that stands waits for nobody: the next visit tries again.
            return;
        }
        try {
            String self = Directory.key(site);
            releaseUnused(facts.claims().entrySet().stream()
                    .filter(claim -> claim.getValue().equals(self))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
        } finally {
            facts.lock().unlock();
        }
    }

    /** Whether there is room now that there wasn't. What can't be given back now costs the site nothing: the next visit tries again. */
    private boolean releaseUnused(Set<String> spared) {
        try {
            List<AllocatedAddress> unused = unused(spared);
            for (AllocatedAddress address : unused) {
                release(address);
            }
            return !unused.isEmpty();
        } catch (CmaException e) {
            return false;
        }
    }

    private List<AllocatedAddress> unused(Set<String> spared) throws CmaException {
        boolean releases = account.getSpec().allocatedIPs().release() == Release.WHEN_UNUSED;
        if (!releases || !AddressHolders.standsAsSeen(site, snapshot)) {
            return List.of();
        }
        Account now = asItStands();
        if (now.addresses().size() < now.maximum() && site.getSpec().repair().anotherPoP()) {
            return List.of();
        }
        Set<String> own = AddressHolders.own(site);
        return now.addresses().stream()
                .filter(a -> mark.marks(a.description()) && now.holdersOf(a).isEmpty())
                .filter(a -> !own.contains(a.address()) && !spared.contains(a.address()))
                .toList();
    }

    private void release(AllocatedAddress address) throws CmaException {
        try {
            cma.releaseAddress(address.address());
        } catch (CmaException | RuntimeException e) {
            facts.forgetAddresses();
            throw e;
        }
        facts.released(address.address());
        events.normal("AddressReleased", "gave " + address.address() + " back to Cato");
    }

    /** Gives back addresses that carry this site's mark and that nobody else uses. */
    void release() throws CmaException {
        facts.lock().lock();
        try {
            if (site.statusOrEmpty().intent() != null) {
                // The list may be older than what was allocated last.
                facts.forgetAddresses();
            }
            if (account.getSpec().allocatedIPs().release() == Release.WHEN_UNUSED) {
                Map<String, List<Holder>> holders = holders();
                for (AllocatedAddress address : facts.addresses(cma)) {
                    if (mark.marks(address.description()) && !holders.containsKey(address.address())) {
                        release(address);
                    }
                }
            }
            String self = Directory.key(site);
            facts.claims().values().removeIf(self::equals);
        } catch (CmaException | RuntimeException e) {
            facts.forgetAddresses();
            throw e;
        } finally {
            facts.lock().unlock();
        }
    }
}
