package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the router knows of a tunnel.
 *
 * @param at when it was read
 * @param state interface, SAs, counters, keepalive
 * @param link the WAN link that carries it; null where its state isn't known
 * @param wan the interface of that link, such as {@code pp1}; null where that isn't known, or {@code link} tells it
 * @param hop next hop over that interface, an address or {@code DHCP}; null where it needs none or nobody knows
 * @param configured the tunnel in the running configuration; null where there is none, or no configuration to read
 * @param missing the configuration was read and has no such tunnel; null where it has, or nobody knows
 * @param cut true: part of the configuration may be missing, so that a line which isn't there says nothing
 * @param routeIntoTunnel whether a route leads into this tunnel
 * @param clockOffset the router's clock minus the true time; positive when it is ahead
 * @param oneWay sent without receiving for two polls (DESIGN §9.5)
 * @param caughtBy the tunnel that takes all that goes outside, the packets to its own far end too; null where that isn't known
 * @param checks in order
 * @param algorithms what the model can do; null where it isn't known which one it is
 * @param clockByFirmware {@code clockOffset} is the least that it can be: by the day on which the firmware was made
 * @param pairing how sure it is that this is what Cato knows by the tunnel's name
 * @param clash another tunnel of the router whose lines are this one's, too; null where there is none
 */
public record RouterHalf(
        @Nullable Instant at,
        @Nullable TunnelState state,
        @Nullable LinkState link,
        @Nullable String wan,
        @Nullable String hop,
        @Nullable ConfiguredTunnel configured,
        @Nullable Missing missing,
        boolean cut,
        @Nullable Boolean routeIntoTunnel,
        @Nullable Duration clockOffset,
        @Nullable Boolean oneWay,
        @Nullable String caughtBy,
        List<Check> checks,
        @Nullable AlgorithmSet algorithms,
        boolean clockByFirmware,
        Pairing pairing,
        @Nullable Clash clash) {

    /** Whether a tunnel of the router is the one that Cato calls so. */
    public enum Pairing {
        /** Its number, its address or a route says so; or it is the only one that it can be. */
        SURE,
        /** It is one of several, of which nothing says which is which. */
        GUESSED,
        /** It leads elsewhere: nothing that Cato says is of it. */
        ANOTHER_PEERS
    }

    /**
     * Two tunnels that share what each should have alone.
     *
     * @param other number of the other tunnel
     * @param template its lines are written to this one as well by {@code tunnel template}, which may be meant; otherwise both are bound to one gateway
     */
    public record Clash(int other, boolean template) {}

    /**
     * A whole configuration without a line of the tunnel.
     *
     * @param printed when the router printed it, by its own clock; null where nothing tells
     * @param others it has tunnels, but they are the site's other ones
     */
    public record Missing(@Nullable Instant printed, boolean others) {}

    public static final RouterHalf NOTHING = new RouterHalf(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            false,
            Pairing.SURE,
            null);

    public RouterHalf {
        checks = List.copyOf(checks);
    }

    public RouterHalf withState(@Nullable Instant readAt, @Nullable TunnelState found) {
        return with(copy -> {
            copy.at = readAt;
            copy.state = found;
        });
    }

    public RouterHalf withLink(@Nullable LinkState found) {
        return with(copy -> copy.link = found);
    }

    public RouterHalf withWan(@Nullable String interfaceName, @Nullable String nextHop) {
        return with(copy -> {
            copy.wan = interfaceName;
            copy.hop = nextHop;
        });
    }

    public RouterHalf withConfigured(@Nullable ConfiguredTunnel found) {
        return with(copy -> copy.configured = found);
    }

    public RouterHalf withMissing(@Nullable Missing found) {
        return with(copy -> copy.missing = found);
    }

    /** The same where only a part of the configuration was read. */
    public RouterHalf withCutConfiguration(@Nullable ConfiguredTunnel found) {
        return with(copy -> {
            copy.configured = found;
            copy.cut = true;
        });
    }

    public RouterHalf withRouteIntoTunnel(@Nullable Boolean leads) {
        return with(copy -> copy.routeIntoTunnel = leads);
    }

    public RouterHalf withClockOffset(@Nullable Duration ahead) {
        return with(copy -> copy.clockOffset = ahead);
    }

    public RouterHalf withClockByFirmware(boolean byFirmware) {
        return with(copy -> copy.clockByFirmware = byFirmware);
    }

    public RouterHalf withOneWay(@Nullable Boolean sendsOnly) {
        return with(copy -> copy.oneWay = sendsOnly);
    }

    public RouterHalf withCaughtBy(@Nullable String tunnel) {
        return with(copy -> copy.caughtBy = tunnel);
    }

    public RouterHalf withChecks(List<Check> done) {
        return with(copy -> copy.checks = done);
    }

    public RouterHalf withAlgorithms(@Nullable AlgorithmSet ofModel) {
        return with(copy -> copy.algorithms = ofModel);
    }

    public RouterHalf withPairing(Pairing toCato) {
        return with(copy -> copy.pairing = toCato);
    }

    public RouterHalf withClash(@Nullable Clash found) {
        return with(copy -> copy.clash = found);
    }

    private RouterHalf with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** All components of one, to change some. */
    private static final class Copy {
        private @Nullable Instant at;
        private @Nullable TunnelState state;
        private @Nullable LinkState link;
        private @Nullable String wan;
        private @Nullable String hop;
        private @Nullable ConfiguredTunnel configured;
        private @Nullable Missing missing;
        private boolean cut;
        private @Nullable Boolean routeIntoTunnel;
        private @Nullable Duration clockOffset;
        private @Nullable Boolean oneWay;
        private @Nullable String caughtBy;
        private List<Check> checks;
        private @Nullable AlgorithmSet algorithms;
        private boolean clockByFirmware;
        private Pairing pairing;
        private @Nullable Clash clash;

        Copy(RouterHalf half) {
            this.at = half.at;
            this.state = half.state;
            this.link = half.link;
            this.wan = half.wan;
            this.hop = half.hop;
            this.configured = half.configured;
            this.missing = half.missing;
            this.cut = half.cut;
            this.routeIntoTunnel = half.routeIntoTunnel;
            this.clockOffset = half.clockOffset;
            this.oneWay = half.oneWay;
            this.caughtBy = half.caughtBy;
            this.checks = half.checks;
            this.algorithms = half.algorithms;
            this.clockByFirmware = half.clockByFirmware;
            this.pairing = half.pairing;
            this.clash = half.clash;
        }

        RouterHalf made() {
            return new RouterHalf(
                    at,
                    state,
                    link,
                    wan,
                    hop,
                    configured,
                    missing,
                    cut,
                    routeIntoTunnel,
                    clockOffset,
                    oneWay,
                    caughtBy,
                    checks,
                    algorithms,
                    clockByFirmware,
                    pairing,
                    clash);
        }
    }
}
