package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the router knows of a tunnel.
 *
 * @param at when it was read
 * @param state interface, SAs, counters, keepalive
 * @param link the WAN link that carries it; null where its state isn't known
 * @param wan the interface of that link, such as {@code pp1}; null where that isn't known, or {@code link} tells it
 * @param configured the tunnel in the running configuration; null where there is none, or no configuration to read
 * @param exists false: the configuration was read and has no such tunnel
 * @param cut true: part of the configuration may be missing, so that a line which isn't there says nothing
 * @param routeIntoTunnel whether a route leads into this tunnel
 * @param clockOffset the router's clock minus the true time; positive when it is ahead
 * @param oneWay sent without receiving for two polls (DESIGN §9.5)
 * @param caughtBy the tunnel that takes all that goes outside, the packets to its own far end too; null where that isn't known
 * @param checks in order
 * @param algorithms what the model can do; null where it isn't known which one it is
 * @param clockByFirmware {@code clockOffset} is the least that it can be: by the day on which the firmware was made
 */
public record RouterHalf(
        @Nullable Instant at,
        @Nullable TunnelState state,
        @Nullable LinkState link,
        @Nullable String wan,
        @Nullable ConfiguredTunnel configured,
        @Nullable Boolean exists,
        boolean cut,
        @Nullable Boolean routeIntoTunnel,
        @Nullable Duration clockOffset,
        @Nullable Boolean oneWay,
        @Nullable String caughtBy,
        List<Check> checks,
        @Nullable AlgorithmSet algorithms,
        boolean clockByFirmware) {

    public static final RouterHalf NOTHING =
            new RouterHalf(null, null, null, null, null, null, false, null, null, null, null, List.of(), null, false);

    public RouterHalf {
        checks = List.copyOf(checks);
    }

    public RouterHalf withState(@Nullable Instant readAt, @Nullable TunnelState found) {
        return new RouterHalf(
                readAt,
                found,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withLink(@Nullable LinkState found) {
        return new RouterHalf(
                at,
                state,
                found,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withWan(@Nullable String interfaceName) {
        return new RouterHalf(
                at,
                state,
                link,
                interfaceName,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    /** {@code null}: the configuration was read whole and has no such tunnel. */
    public RouterHalf withConfigured(@Nullable ConfiguredTunnel found) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                found,
                found != null,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    /** The same where only a part of the configuration was read. */
    public RouterHalf withCutConfiguration(@Nullable ConfiguredTunnel found) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                found,
                found == null ? null : true,
                true,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withRouteIntoTunnel(@Nullable Boolean leads) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                leads,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withClockOffset(@Nullable Duration ahead) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                ahead,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withOneWay(@Nullable Boolean sendsOnly) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                sendsOnly,
                caughtBy,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withCaughtBy(@Nullable String tunnel) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                tunnel,
                checks,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withChecks(List<Check> done) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                done,
                algorithms,
                clockByFirmware);
    }

    public RouterHalf withAlgorithms(@Nullable AlgorithmSet ofModel) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                ofModel,
                clockByFirmware);
    }

    public RouterHalf withClockByFirmware(boolean byFirmware) {
        return new RouterHalf(
                at,
                state,
                link,
                wan,
                configured,
                exists,
                cut,
                routeIntoTunnel,
                clockOffset,
                oneWay,
                caughtBy,
                checks,
                algorithms,
                byFirmware);
    }
}
