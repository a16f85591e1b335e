package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.operator.common.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From what both ends say to what is true of a site (DESIGN §9.5). Pure. */
public record SiteVerdict(List<TunnelVerdict> tunnels, Summary operational, Summary redundant) {

    /** What one end says of a tunnel. */
    public enum EndState {
        UP,
        DOWN,
        /** Not heard, or heard too long ago. */
        UNKNOWN
    }

    /** {@code status} True, False, or null for Unknown. */
    public record Summary(@Nullable Boolean status, String reason, String message) {}

    public record TunnelVerdict(TunnelEvidence evidence, EndState cato, TunnelState state) {
        /** Every end that exists confirms it. */
        public boolean confirmed() {
            return state == TunnelState.UP;
        }

        /** Confirmed, and what was meant. */
        private boolean sound() {
            return confirmed() && evidence.flaw() == null;
        }
    }

    /** Why a tunnel that is up isn't what was meant: other algorithms than proposed, or routes that lead past it. */
    public record Flaw(String reason, String message) {}

    /**
     * What is known of a tunnel.
     *
     * @param router null where the site has no router
     * @param routerState the RouterTunnel's own state; null likewise
     * @param routerMessage why the router's end isn't up, in the RouterTunnel's words
     * @param routerAt when the router said so; null when this process hasn't visited it yet, and status holds what the last one found
     * @param flaw of a tunnel that the router has up and alive, and that yet isn't what was meant; null while nothing of the kind is known
     */
    public record TunnelEvidence(
            Role role,
            String popLocation,
            @Nullable EndState router,
            @Nullable TunnelState routerState,
            @Nullable String routerMessage,
            @Nullable Instant routerAt,
            @Nullable Flaw flaw) {
        /** Of a tunnel in which nobody has seen a flaw. */
        TunnelEvidence(
                Role role,
                String popLocation,
                @Nullable EndState router,
                @Nullable TunnelState routerState,
                @Nullable String routerMessage,
                @Nullable Instant routerAt) {
            this(role, popLocation, router, routerState, routerMessage, routerAt, null);
        }

        private TunnelEvidence unheard() {
            return new TunnelEvidence(
                    role, popLocation, EndState.UNKNOWN, TunnelState.UNKNOWN, routerMessage, routerAt);
        }
    }

    /**
     * How long each end is believed after it was asked.
     *
     * @param catoAt when Cato's snapshot was taken; null when there is none
     */
    public record Ages(Instant now, @Nullable Instant catoAt, Duration believeCato, Duration believeRouter) {
        private boolean catoFresh() {
            return catoAt != null && Age.within(catoAt, believeCato, now);
        }

        private boolean routerFresh(TunnelEvidence e) {
            Instant at = e.routerAt();
            return at == null || Age.within(at, believeRouter, now);
        }
    }

    /**
     * Judges.
     *
     * @param cato the site in the newest snapshot; null when it isn't in it
     */
    public static SiteVerdict of(List<TunnelEvidence> evidence, @Nullable SiteState cato, Ages ages) {
        List<TunnelVerdict> tunnels = new ArrayList<>();
        for (TunnelEvidence heard : evidence) {
            TunnelEvidence e = heard.router() == null || ages.routerFresh(heard) ? heard : heard.unheard();
            EndState atCato = ages.catoFresh() ? atCato(cato, e.role()) : EndState.UNKNOWN;
            tunnels.add(new TunnelVerdict(e, atCato, state(atCato, e)));
        }
        return new SiteVerdict(List.copyOf(tunnels), operational(tunnels), redundant(tunnels));
    }

    /** What Cato says of a tunnel in news of its site; {@code site} null: the news haven't got it. */
    static EndState atCato(@Nullable SiteState site, Role role) {
        if (site == null) {
            return EndState.UNKNOWN;
        }
        return site.tunnels().stream()
                .filter(t -> t.id().equals(role.tunnelId()))
                .findFirst()
                .map(t -> Optional.ofNullable(t.connected())
                        .map(connected -> connected ? EndState.UP : EndState.DOWN)
                        .orElse(ofSite(site)))
                .orElseGet(() -> unlisted(site));
    }

    /**
     * How interfaces of an IPsec site are laid out isn't confirmed (cato-api.md §4.2): none at all says nothing. Beside another one of
     * ours, one that is missing isn't there: somebody may have deleted it.
     */
    private static EndState unlisted(SiteState site) {
        boolean another = Arrays.stream(Role.values())
                .anyMatch(r -> site.tunnels().stream().anyMatch(t -> t.id().equals(r.tunnelId())));
        return another ? EndState.DOWN : ofSite(site);
    }

    /** By the site alone: without a connection it has no tunnel that is up, and a new one has had none yet. */
    private static EndState ofSite(SiteState site) {
        boolean none = "disconnected".equals(site.connectivity())
                || ("new".equals(site.operational()) && !"connected".equals(site.connectivity()));
        return none ? EndState.DOWN : EndState.UNKNOWN;
    }

    private static TunnelState state(EndState cato, TunnelEvidence e) {
        if (e.router() == null) {
            return switch (cato) {
                case UP -> TunnelState.UP;
                case DOWN -> TunnelState.DOWN;
                case UNKNOWN -> TunnelState.UNKNOWN;
            };
        }
        if (cato == EndState.UP && e.router() == EndState.UP) {
            return TunnelState.UP;
        }
        if (cato == EndState.UNKNOWN || e.router() == EndState.UNKNOWN) {
            return TunnelState.UNKNOWN;
        }
        return e.routerState() == TunnelState.NEGOTIATING || cato != e.router()
                ? TunnelState.NEGOTIATING
                : TunnelState.DOWN;
    }

    private static Summary operational(List<TunnelVerdict> tunnels) {
        if (tunnels.stream().anyMatch(TunnelVerdict::confirmed)) {
            return new Summary(true, "TunnelUp", upMessage(tunnels));
        }
        String said = tunnels.stream().map(SiteVerdict::sentence).collect(Collectors.joining(". "));
        if (tunnels.stream().anyMatch(t -> t.state() == TunnelState.UNKNOWN)) {
            return new Summary(null, "StateUnknown", said);
        }
        boolean oneSided = tunnels.stream().anyMatch(SiteVerdict::endsDisagree);
        return new Summary(false, oneSided ? "EndsDisagree" : "TunnelsDown", said);
    }

    /**
     * What Ready says where all is configured: {@code Operational}, unless none of the tunnels that are up is what was meant. Packets that
     * go past a tunnel make no site ready, however well its ends agree.
     */
    Summary ready() {
        List<TunnelVerdict> up =
                tunnels.stream().filter(TunnelVerdict::confirmed).toList();
        return up.isEmpty() || up.stream().anyMatch(TunnelVerdict::sound) ? operational : flawed(up);
    }

    /** The first one's reason, and what is said of each. */
    private static Summary flawed(List<TunnelVerdict> tunnels) {
        List<TunnelVerdict> flawed =
                tunnels.stream().filter(t -> t.evidence().flaw() != null).toList();
        Flaw first = Objects.requireNonNull(flawed.getFirst().evidence().flaw());
        String said = flawed.stream().map(SiteVerdict::sentence).collect(Collectors.joining(". "));
        return new Summary(false, first.reason(), said + ". See: ipsec-sites explain " + first.reason());
    }

    private static Summary redundant(List<TunnelVerdict> tunnels) {
        if (tunnels.size() < 2) {
            return new Summary(
                    false, "NoSecondary", "only one tunnel is asked for: write spec.secondary with another PoP");
        }
        List<TunnelVerdict> down = tunnels.stream().filter(t -> !t.confirmed()).toList();
        if (down.isEmpty()) {
            return tunnels.stream().allMatch(TunnelVerdict::sound)
                    ? new Summary(true, "TwoPoPs", upMessage(tunnels))
                    : flawed(tunnels);
        }
        String said = down.stream().map(SiteVerdict::sentence).collect(Collectors.joining(". "));
        return down.stream().allMatch(t -> t.state() == TunnelState.UNKNOWN)
                ? new Summary(null, "StateUnknown", said)
                : new Summary(false, "TunnelDown", said);
    }

    /** One end says up and the other down: neither is believed alone. */
    static boolean endsDisagree(TunnelVerdict tunnel) {
        return tunnel.evidence().router() != null
                && tunnel.cato() != EndState.UNKNOWN
                && tunnel.evidence().router() != EndState.UNKNOWN
                && tunnel.cato() != tunnel.evidence().router();
    }

    private static String upMessage(List<TunnelVerdict> tunnels) {
        return tunnels.stream()
                .filter(TunnelVerdict::confirmed)
                .map(t -> t.evidence().role().tunnelId() + " (" + t.evidence().popLocation() + ")")
                .collect(Collectors.joining(" and ", "", confirmedBy(tunnels)));
    }

    private static String confirmedBy(List<TunnelVerdict> tunnels) {
        boolean router = tunnels.stream().anyMatch(v -> v.evidence().router() != null);
        return router ? " up, confirmed by Cato and by the router" : " up, confirmed by Cato";
    }

    /** {@code PRIMARY1 (Tokyo)}. */
    static String name(TunnelVerdict tunnel) {
        return tunnel.evidence().role().tunnelId() + " (" + tunnel.evidence().popLocation() + ")";
    }

    /** One sentence on a tunnel: which end says what. */
    static String sentence(TunnelVerdict tunnel) {
        TunnelEvidence e = tunnel.evidence();
        String cato = switch (tunnel.cato()) {
            case UP -> "Cato says connected";
            case DOWN -> "Cato says disconnected";
            case UNKNOWN -> "Cato's state is not known";
        };
        String head = e.role().tunnelId() + " (" + e.popLocation() + "): " + cato;
        if (e.router() == null) {
            return head;
        }
        String router = switch (e.router()) {
            case UP -> "the router says up";
            case DOWN -> "the router says down";
            case UNKNOWN -> "the router's state is not known";
        };
        Flaw flaw = e.flaw();
        String message = flaw == null ? e.routerMessage() : flaw.message();
        String why = message == null || (flaw == null && e.router() == EndState.UP) ? "" : " (" + message + ")";
        return head + ", " + router + why;
    }
}
