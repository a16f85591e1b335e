package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.PublicAddresses;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.ToldKey;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One visit of a site: plan, act at Cato, act on its RouterTunnels, judge. */
final class SiteVisit {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SiteContext context;
    private final SiteTools tools;
    private final StatusJournal journal;
    private final SiteEvents events;
    private final boolean resend;
    private final List<String> notes;
    private final SiteAudit audit;

    /** @param notes sentences for a condition */
    SiteVisit(
            SiteContext context,
            SiteTools tools,
            StatusJournal journal,
            SiteEvents events,
            boolean resend,
            List<String> notes) {
        this.context = context;
        this.tools = tools;
        this.journal = journal;
        this.events = events;
        this.resend = resend;
        this.notes = List.copyOf(notes);
        this.audit = new SiteAudit(context, tools, journal, events);
    }

    /** Brings the site on; the status in the journal is complete afterwards, its conditions too. */
    Outcome bring(DesiredSite desired) throws CmaException, CredentialsException {
        Optional<Refusal> conflict = SiteConflicts.of(context.site(), desired, context.others());
        if (conflict.isPresent()) {
            return new Outcome.Stuck(conflict.get());
        }
        SiteAddresses addresses = addresses();
        audit.take(desired.siteName());
        if (context.observeOnly()) {
            return observe(desired, addresses);
        }
        return switch (addresses.give(desired, journal)) {
            case SiteAddresses.Result.Refused refused ->
                new RefusedStandIn(context, tools, journal, events).outcome(refused.refusal());
            case SiteAddresses.Result.Waiting waiting ->
                new Outcome.Waiting(
                        "AddressIdPending",
                        "Cato allocated " + waiting.address() + "; waiting until its list of addresses shows it",
                        AccountFacts.TOGETHER);
            case SiteAddresses.Result.Given given -> withAddresses(desired, given.addresses());
        };
    }

    private SiteAddresses addresses() {
        return new SiteAddresses(
                journal.site(),
                context.mark(),
                context.account(),
                context.cma(),
                tools.facts().of(context.account()),
                context.others(),
                context.snapshot(),
                events);
    }

    private Outcome observe(DesiredSite desired, SiteAddresses addresses) throws CmaException {
        var preview = new SitePreview(context.cma(), context.mark(), tools.fingerprints());
        var plan = preview.plan(desired, journal.status().siteId(), addresses.preview(desired));
        Outcome outcome = new SiteJudge(
                        context, tools, journal, events, addresses, tools.routerTunnels(events), List.of())
                .observe(desired, plan, audit.note());
        handled();
        return outcome;
    }

    private Outcome withAddresses(DesiredSite desired, Map<Role, AllocatedAddress> addresses)
            throws CmaException, CredentialsException {
        Map<Role, ResolvedTunnel> resolved = new EnumMap<>(Role.class);
        for (DesiredTunnel tunnel : desired.tunnels()) {
            AllocatedAddress address = Objects.requireNonNull(addresses.get(tunnel.role()));
            if (tunnel.knownByAddress() && siteAddress(tunnel, address) == null) {
                return withoutAddress(tunnel);
            }
            resolved.put(tunnel.role(), resolve(tunnel, address));
        }
        SiteRouterTunnels tunnels = tools.routerTunnels(events);
        Turns turns = new SiteTurns(context, journal.site(), tunnels, tools)
                .of(desired, resolved, specs(desired, resolved), resend);
        tellOfNewAddress(resolved.values());
        AppliedHash before = audit.applied();
        Outcome cato = tellCato(desired, resolved, turns);
        if (!(cato instanceof Outcome.Done)) {
            return cato;
        }
        audit.sentSince(before, resend);
        Optional<Outcome> pending = identify(resolved);
        if (pending.isPresent()) {
            return pending.get();
        }
        Set<String> heldNames = turns.later().stream()
                .map(role -> SiteRouterTunnels.name(context.site(), role))
                .collect(Collectors.toSet());
        // None without a router: those that were made for one that was taken off go.
        Optional<Refusal> taken = tunnels.ensure(
                context.site(),
                turns.allowed(context.site(), specs(desired, resolved), tunnels.of(context.site())),
                heldNames,
                told(resolved, turns.held()));
        if (taken.isPresent()) {
            return new Outcome.Stuck(taken.get());
        }
        List<String> all = new ArrayList<>(notes);
        audit.note().ifPresent(all::add);
        return new SiteJudge(context, tools, journal, events, addresses(), tunnels, all)
                .judge(desired, resolved, turns);
    }

    /** Whatever comes of it, the ends may negotiate anew from now on. */
    private Outcome tellCato(DesiredSite desired, Map<Role, ResolvedTunnel> resolved, Turns turns) throws CmaException {
        try {
            return atCato().ensure(desired, resolved, resend, turns.heldAtCato());
        } finally {
            String uid = String.valueOf(context.site().getMetadata().getUid());
            Instant now = tools.clock().instant();
            turns.now().forEach(role -> {
                tools.sendings().changed(uid, role);
                tools.memory().interrupted(TunnelMemory.key(uid, role), now);
            });
            handled();
        }
    }

    /**
     * What was asked for is in hand once there is a site to send to: status says what is still to be sent, and nothing is sent twice for
     * one token.
     */
    private void handled() {
        if (resend && journal.status().siteId() != null) {
            journal.write(s -> s.lastHandled(Annotations.done(
                    context.site(), Api.RECONCILE, journal.status().lastHandled())));
        }
    }

    /** Of the RouterTunnels by name: the key that Cato has by now, which their router may have, too. */
    private Map<String, String> told(Map<Role, ResolvedTunnel> resolved, Set<Role> held) {
        Map<String, String> told = new LinkedHashMap<>();
        String namespace = context.site().getMetadata().getNamespace();
        for (ResolvedTunnel tunnel : resolved.values()) {
            String name = tunnel.plan().routerTunnel();
            if (name != null && !held.contains(tunnel.role())) {
                told.put(name, ToldKey.seal(tools.keyring(), namespace, name, tunnel.preSharedKey()));
            }
        }
        return told;
    }

    private ResolvedTunnel resolve(DesiredTunnel tunnel, AllocatedAddress address) throws CredentialsException {
        String siteAddress = siteAddress(tunnel, address);
        Secret key = tools.keys()
                .key(context.site(), tunnel, context.account().getSpec().endpoint());
        return siteAddress == null
                ? new ResolvedTunnel(tunnel, address, null, identity(tunnel), key)
                : ResolvedTunnel.at(tunnel, address, siteAddress, key);
    }

    /** Gives tunnels the identities that Cato has said by now. */
    private Optional<Outcome> identify(Map<Role, ResolvedTunnel> resolved) {
        for (ResolvedTunnel tunnel : List.copyOf(resolved.values())) {
            if (!tunnel.plan().knownByAddress()) {
                Identity identity = identity(tunnel.plan());
                if (identity == null) {
                    return Optional.of(identityPending(tunnel.role()));
                }
                resolved.put(tunnel.role(), tunnel.identifiedBy(identity));
            }
        }
        return Optional.empty();
    }

    private SiteAtCato atCato() {
        return new SiteAtCato(
                context.cma(),
                tools.facts().of(context.account()),
                context.mark(),
                sending(),
                tools.fingerprints(),
                tools.firstSeen(),
                events);
    }

    /** The journal for what is sent to Cato: each entry stands beside a call, whose trace will appear in Cato's audit trail. */
    private SiteJournal sending() {
        String uid = String.valueOf(context.site().getMetadata().getUid());
        return new SiteJournal() {
            @Override
            public CatoSiteStatus status() {
                return journal.status();
            }

            @Override
            public void write(UnaryOperator<CatoSiteStatus.Builder> change) {
                tools.sendings().note(uid);
                journal.write(change);
            }
        };
    }

    /**
     * A link that is down shows no address, and one behind a translator none that Cato sees: the one that both ends know stands until
     * there is another. What a person wrote is sent as written.
     */
    private @Nullable String siteAddress(DesiredTunnel tunnel, AllocatedAddress cato) {
        if (!tunnel.knownByAddress()) {
            return null;
        }
        String shown = tunnel.siteAddress();
        if (shown != null && !(tunnel.followsLink() && PublicAddresses.hidden(shown, cato.address()))) {
            return shown;
        }
        return RepairedTunnel.of(journal.status(), tunnel.role())
                .map(SiteTunnelStatus::siteAddress)
                .filter(known -> !PublicAddresses.hidden(known, cato.address()))
                .orElse(null);
    }

    private static Outcome withoutAddress(DesiredTunnel tunnel) {
        return tunnel.siteAddress() == null
                ? new Outcome.Waiting(
                        "LinkAddressUnknown",
                        "the router hasn't shown the address of link " + tunnel.link()
                                + " yet: bring the link up, or set spec.publicAddress",
                        SOON)
                : new Outcome.Stuck(new Refusal(
                        "AddressNotPublic",
                        "",
                        "the address of link " + tunnel.link() + " is " + tunnel.siteAddress()
                                + ", which is translated on the way, so Cato never sees it: write the public one into"
                                + " spec.publicAddress, or identification: FQDN (or KeyID) with connectionMode:"
                                + " ResponderOnly"));
    }

    /** Null until Cato has said it. */
    private @Nullable Identity identity(DesiredTunnel tunnel) {
        String siteId = journal.status().siteId();
        AccountSnapshot snapshot = context.snapshot();
        return SiteIdentities.known(
                        tunnel.identification(),
                        journal.status(),
                        snapshot == null || siteId == null
                                ? null
                                : snapshot.sites().get(siteId),
                        tunnel.role())
                .orElse(null);
    }

    private static Outcome identityPending(Role role) {
        return new Outcome.Waiting(
                "SiteIdentityPending",
                "Cato hasn't said yet by which identity it knows " + role.tunnelId()
                        + " (usable are letters, digits and _ . : @ + -). If that lasts, write identification: IPv4 or"
                        + " another kind",
                SOON);
    }

    /** "PPPoE接続" (article): a reconnect may bring another address, which Cato has to be told. */
    private void tellOfNewAddress(Collection<ResolvedTunnel> resolved) {
        for (ResolvedTunnel tunnel : resolved) {
            String before = RepairedTunnel.of(journal.status(), tunnel.role())
                    .map(SiteTunnelStatus::siteAddress)
                    .orElse(tunnel.siteAddress());
            if (tunnel.plan().followsLink() && !Objects.equals(before, tunnel.siteAddress())) {
                events.warning(
                        "SiteAddressChanged",
                        "the address of link " + tunnel.plan().link() + " is " + tunnel.siteAddress() + " now, it was "
                                + before + ": Cato and the router are told. What ends this for good is a fixed address"
                                + " of the provider, or spec.identification: FQDN (or KeyID) with"
                                + " spec.connectionMode: ResponderOnly");
                return;
            }
        }
    }

    /** Of the RouterTunnels by name; none without a router, and none of a tunnel without an identity yet. */
    private Map<String, RouterTunnelSpec> specs(DesiredSite desired, Map<Role, ResolvedTunnel> resolved) {
        Map<String, RouterTunnelSpec> specs = new LinkedHashMap<>();
        for (ResolvedTunnel tunnel : resolved.values()) {
            Identity identity = tunnel.siteIdentity();
            if (context.router() == null || identity == null) {
                continue;
            }
            specs.put(
                    Objects.requireNonNull(tunnel.plan().routerTunnel()),
                    RouterTunnelSpecs.of(
                            context.site().getSpec(),
                            desired,
                            tunnel.plan(),
                            tunnel.address().popLocation(),
                            tunnel.address().address(),
                            SiteIdentities.written(identity)));
        }
        return specs;
    }
}
