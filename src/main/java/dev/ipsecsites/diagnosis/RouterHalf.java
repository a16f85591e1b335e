package dev.ipsecsites.diagnosis;

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
 * @param link the WAN link that carries it
 * @param configured the tunnel in the running configuration; null where there is no such configuration to read
 * @param exists false: the configuration was read and has no such tunnel
 * @param routeIntoTunnel whether a route leads into this tunnel
 * @param routeToPop whether the PoP's address is routed through the WAN
 * @param filters whether the router's own filters let IKE and ESP pass between it and the PoP
 * @param filterDetail which filter it is, such as {@code ip filter 100 reject * * udp * 500}
 * @param translated whether the router translates the WAN interface's traffic without a static entry for IKE and ESP
 * @param clockOffset the router's clock minus the true time; positive when it is ahead
 * @param oneWay sent without receiving for two polls (DESIGN §9.5)
 * @param checks in order
 */
public record RouterHalf(
        @Nullable Instant at,
        @Nullable TunnelState state,
        @Nullable LinkState link,
        @Nullable Configured configured,
        @Nullable Boolean exists,
        @Nullable Boolean routeIntoTunnel,
        @Nullable Boolean routeToPop,
        Passage filters,
        @Nullable String filterDetail,
        @Nullable Boolean translated,
        @Nullable Duration clockOffset,
        @Nullable Boolean oneWay,
        List<Check> checks) {

    /** Whether packets get through. */
    public enum Passage {
        OPEN,
        BLOCKED,
        UNKNOWN
    }

    public static final RouterHalf NOTHING = new RouterHalf(
            null, null, null, null, null, null, null, Passage.UNKNOWN, null, null, null, null, List.of());

    public RouterHalf {
        checks = List.copyOf(checks);
    }

    public RouterHalf withState(@Nullable Instant readAt, @Nullable TunnelState newState) {
        return new RouterHalf(
                readAt,
                newState,
                link,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                oneWay,
                checks);
    }

    public RouterHalf withLink(@Nullable LinkState newLink) {
        return new RouterHalf(
                at,
                state,
                newLink,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                oneWay,
                checks);
    }

    /** {@code null}: the configuration was read and has no such tunnel. */
    public RouterHalf withConfigured(@Nullable Configured found) {
        return new RouterHalf(
                at,
                state,
                link,
                found,
                found != null,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                oneWay,
                checks);
    }

    public RouterHalf withRoutes(@Nullable Boolean intoTunnel, @Nullable Boolean toPop) {
        return new RouterHalf(
                at,
                state,
                link,
                configured,
                exists,
                intoTunnel,
                toPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                oneWay,
                checks);
    }

    public RouterHalf withFilters(Passage passage, @Nullable String detail, @Nullable Boolean isTranslated) {
        return new RouterHalf(
                at,
                state,
                link,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                passage,
                detail,
                isTranslated,
                clockOffset,
                oneWay,
                checks);
    }

    public RouterHalf withClockOffset(@Nullable Duration offset) {
        return new RouterHalf(
                at,
                state,
                link,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                offset,
                oneWay,
                checks);
    }

    public RouterHalf withOneWay(@Nullable Boolean sendsOnly) {
        return new RouterHalf(
                at,
                state,
                link,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                sendsOnly,
                checks);
    }

    public RouterHalf withChecks(List<Check> done) {
        return new RouterHalf(
                at,
                state,
                link,
                configured,
                exists,
                routeIntoTunnel,
                routeToPop,
                filters,
                filterDetail,
                translated,
                clockOffset,
                oneWay,
                done);
    }
}
