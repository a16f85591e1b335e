package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.AccountSnapshot.TunnelState;
import dev.ipsecsites.diagnosis.CatoHalf;
import dev.ipsecsites.diagnosis.Intended;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that is known of a site at this moment, as {@link dev.ipsecsites.diagnosis.Engine} wants it. Pure. */
final class EvidenceOfSite {
    private final DesiredSite desired;
    private final String siteId;
    private final @Nullable AccountSnapshot snapshot;
    private final EventsOfSite events;

    /** {@code snapshot} null: Cato hasn't said anything yet. */
    EvidenceOfSite(DesiredSite desired, String siteId, @Nullable AccountSnapshot snapshot, EventsOfSite events) {
        this.desired = desired;
        this.siteId = siteId;
        this.snapshot = snapshot;
        this.events = events;
    }

    /**
     * One tunnel.
     *
     * @param router the router's half, with its messages; null where nothing of it is known
     */
    record Known(ToldTunnel tunnel, @Nullable TunnelEvidence router, TunnelMemory.Known memory, int flaps) {}

    SiteEvidence of(Instant now, List<Known> tunnels, List<Message> timeline) {
        List<Message> ofSite = new ArrayList<>(timeline);
        ofSite.addAll(events.ofNoTunnel());
        return SiteEvidence.of(
                        desired.siteName(),
                        now,
                        tunnels.stream().map(this::tunnel).toList())
                .withMessages(ofSite);
    }

    private TunnelEvidence tunnel(Known known) {
        Role role = known.tunnel().role();
        TunnelEvidence router = known.router();
        Instant changed = later(known.memory().changed(), router == null ? null : router.changedAt());
        List<Message> messages = new ArrayList<>(router == null ? List.of() : router.messages());
        messages.addAll(events.of(role));
        return TunnelEvidence.of(role.tunnelId())
                .withIntended(intended(known.tunnel(), router))
                .withRouter(router == null ? null : router.router())
                .withCato(cato(known.tunnel(), changed))
                .withMessages(messages)
                .withTimes(changed, known.memory().lastUp())
                .withFlaps(known.flaps(), known.flaps() == 0 ? null : flapsWithin())
                .withConflicts(sharedWith(known.tunnel()), router == null ? null : router.numberUsedBy());
    }

    private static Duration flapsWithin() {
        return TunnelMemory.WITHIN;
    }

    private Intended intended(ToldTunnel tunnel, @Nullable TunnelEvidence router) {
        Integer number = tunnel.plan().number();
        if (number == null && router != null && router.intended() != null) {
            number = router.intended().number();
        }
        String cato = tunnel.catoAddress();
        return new Intended(
                number,
                desired.proposal(),
                desired.lifetimes(),
                cato,
                tunnel.siteAddress(),
                tunnel.siteIdentity(),
                new Identity(Identity.Type.IPV4, cato),
                tunnel.popLocation(),
                null);
    }

    private CatoHalf cato(ToldTunnel tunnel, @Nullable Instant changed) {
        SiteState site = snapshot == null ? null : snapshot.sites().get(siteId);
        CatoHalf half = CatoHalf.NOTHING.withTold(desired.ipsec());
        if (site == null || snapshot == null) {
            return half;
        }
        Optional<TunnelState> state = site.tunnels().stream()
                .filter(t -> t.id().equals(tunnel.role().tunnelId()))
                .findFirst();
        Optional<RoleState> role = site.roles().stream()
                .filter(r -> r.primary() == (tunnel.role() == Role.PRIMARY))
                .findFirst();
        return half.withState(
                        snapshot.at(),
                        connected(SiteVerdict.atCato(site, tunnel.role())),
                        state.map(TunnelState::reason).orElse(null))
                .withSite(site.connectivity(), site.operational(), site.degraded())
                .withPop(state.map(TunnelState::popName).orElse(null), popDown(tunnel.popLocation()))
                .withAddresses(
                        role.map(RoleState::catoAddress).orElse(null),
                        role.map(RoleState::siteAddress).orElse(null),
                        state.map(TunnelState::siteAddress)
                                .or(() -> events.seenFrom(tunnel.role(), changed))
                                .orElse(null))
                .withFellWith(events.fellWith(tunnel.role(), tunnel.popLocation()));
    }

    private static @Nullable Boolean connected(EndState atCato) {
        return atCato == EndState.UNKNOWN ? null : Boolean.valueOf(atCato == EndState.UP);
    }

    /** By other sites' tunnels there: one that is connected clears the PoP, two or more and all down condemn it. */
    private @Nullable Boolean popDown(String pop) {
        List<Boolean> there = others().stream()
                .flatMap(s -> s.tunnels().stream())
                .filter(t -> pop.equalsIgnoreCase(t.popName()))
                .flatMap(t -> Optional.ofNullable(t.connected()).stream())
                .toList();
        if (there.contains(true)) {
            return false;
        }
        return there.size() >= 2 ? Boolean.TRUE : null;
    }

    private List<SiteState> others() {
        return snapshot == null
                ? List.of()
                : snapshot.sites().values().stream()
                        .filter(s -> !s.id().equals(siteId))
                        .toList();
    }

    /** Other sites that come from the same public address to the same address of Cato's: only one of them gets the packets. */
    private List<String> sharedWith(ToldTunnel tunnel) {
        String siteAddress = tunnel.siteAddress();
        return others().stream()
                .filter(s -> s.roles().stream()
                        .anyMatch(r -> siteAddress != null
                                && siteAddress.equals(r.siteAddress())
                                && tunnel.catoAddress().equals(r.catoAddress())))
                .map(s -> Objects.requireNonNullElse(s.name(), s.id()))
                .sorted()
                .toList();
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
