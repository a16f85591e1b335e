package dev.ipsecsites.operator.router;

import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.PrintedAlgorithms;
import dev.ipsecsites.router.RouterObservation.ChildSa;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One tunnel held against what was meant, by what its router says. Pure. */
public record Verification(List<Point> points) {
    public Verification {
        points = List.copyOf(points);
    }

    /** What is looked at. */
    public enum Aspect {
        INTERFACE,
        IKE_SA,
        /** One in each direction. */
        CHILD_SAS,
        /** Of all SAs, against the proposal. */
        ALGORITHMS,
        /** The receive counter moved, or the keepalive is answered. */
        COUNTERS,
        KEEPALIVE,
        /** A route that the configuration leads into the tunnel is in force. */
        ROUTE,
        /** By the last ping. */
        POP_REACHABLE
    }

    public enum Holds {
        YES,
        NO,
        UNKNOWN
    }

    /** @param detail what was found, and what was expected where that is something else */
    public record Point(Aspect aspect, Holds holds, String detail) {}

    /**
     * Judges.
     *
     * @param proposal that was meant; null while it can't be resolved
     * @param popReachable null while nobody has pinged it
     */
    static Verification of(
            @Nullable Proposal proposal,
            TunnelState state,
            Liveness.Life life,
            @Nullable ConfiguredTunnel configured,
            @Nullable Boolean popReachable) {
        return new Verification(List.of(
                tunnelInterface(state),
                ikeSa(state),
                childSas(state),
                proposal == null
                        ? new Point(Aspect.ALGORITHMS, Holds.UNKNOWN, "nothing to compare with")
                        : algorithms(proposal, state),
                counters(state, life),
                keepalive(state),
                route(state, configured),
                popReachable == null
                        ? new Point(Aspect.POP_REACHABLE, Holds.UNKNOWN, "not pinged")
                        : new Point(
                                Aspect.POP_REACHABLE,
                                popReachable ? Holds.YES : Holds.NO,
                                popReachable ? "answers pings" : "answers no ping")));
    }

    private static Point tunnelInterface(TunnelState state) {
        return switch (state.phase()) {
            case UP -> new Point(Aspect.INTERFACE, Holds.YES, "the tunnel interface is up");
            case DOWN, NEGOTIATING -> new Point(Aspect.INTERFACE, Holds.NO, "the tunnel interface isn't up");
            case UNKNOWN -> new Point(Aspect.INTERFACE, Holds.UNKNOWN, "the router's answer can't be read");
        };
    }

    private static Point ikeSa(TunnelState state) {
        if (state.phase() == Phase.UNKNOWN && state.ikeSa() == null) {
            return new Point(Aspect.IKE_SA, Holds.UNKNOWN, "the router's answer can't be read");
        }
        return state.ikeSa() == null
                ? new Point(Aspect.IKE_SA, Holds.NO, "there is no IKE SA")
                : new Point(Aspect.IKE_SA, Holds.YES, "there is an IKE SA");
    }

    private static Point childSas(TunnelState state) {
        boolean send = has(state, ChildSa.Direction.SEND);
        boolean receive = has(state, ChildSa.Direction.RECEIVE);
        if (send && receive) {
            return new Point(Aspect.CHILD_SAS, Holds.YES, "there are child SAs in both directions");
        }
        if (state.phase() == Phase.UNKNOWN) {
            return new Point(Aspect.CHILD_SAS, Holds.UNKNOWN, "the router's answer can't be read");
        }
        String missing = send ? "no child SA to receive" : receive ? "no child SA to send" : "no child SA";
        return new Point(Aspect.CHILD_SAS, Holds.NO, "there is " + missing);
    }

    private static boolean has(TunnelState state, ChildSa.Direction direction) {
        return state.childSas().stream().anyMatch(sa -> sa.direction() == direction);
    }

    /** What the router doesn't print, or prints in words that can't be read, is no mismatch. */
    private static Point algorithms(Proposal proposal, TunnelState state) {
        List<String> differences = new ArrayList<>();
        boolean compared = false;
        IkeSa ike = state.ikeSa();
        if (ike != null) {
            var meant = proposal.ike();
            compared |= PrintedAlgorithms.encryption(ike.encryption()).isPresent();
            Stream.of(
                            differs(
                                    "IKE encryption",
                                    PrintedAlgorithms.encryption(ike.encryption()),
                                    meant.encryption()),
                            differs("PRF", PrintedAlgorithms.hash(ike.prf()), meant.prf()),
                            meant.encryption().gcm()
                                    ? Optional.<String>empty()
                                    : differs(
                                            "IKE integrity",
                                            PrintedAlgorithms.hash(ike.integrity()),
                                            meant.integrity()),
                            differs("DH group", PrintedAlgorithms.group(ike.dhGroup()), meant.dhGroup()))
                    .flatMap(Optional::stream)
                    .forEach(differences::add);
        }
        for (ChildSa sa : state.childSas()) {
            var meant = proposal.child();
            compared |= PrintedAlgorithms.encryption(sa.encryption()).isPresent();
            Stream.of(
                            differs(
                                    "ESP encryption",
                                    PrintedAlgorithms.encryption(sa.encryption()),
                                    meant.encryption()),
                            meant.encryption().gcm()
                                    ? Optional.<String>empty()
                                    : differs(
                                            "ESP integrity", PrintedAlgorithms.hash(sa.integrity()), meant.integrity()))
                    .flatMap(Optional::stream)
                    .filter(text -> !differences.contains(text))
                    .forEach(differences::add);
        }
        if (!differences.isEmpty()) {
            return new Point(Aspect.ALGORITHMS, Holds.NO, String.join("; ", differences));
        }
        return compared
                ? new Point(Aspect.ALGORITHMS, Holds.YES, "the SAs use what was proposed")
                : new Point(Aspect.ALGORITHMS, Holds.UNKNOWN, "the router names none");
    }

    private static <T> Optional<String> differs(String what, Optional<T> found, T meant) {
        return found.filter(value -> !value.equals(meant)).map(value -> what + " is " + value + ", expected " + meant);
    }

    private static Point counters(TunnelState state, Liveness.Life life) {
        if (state.phase() != Phase.UP) {
            return new Point(Aspect.COUNTERS, Holds.UNKNOWN, "not up");
        }
        return switch (life) {
            case ALIVE -> new Point(Aspect.COUNTERS, Holds.YES, "the peer is heard");
            case ONE_WAY -> new Point(Aspect.COUNTERS, Holds.NO, "sends and hears nothing back for two polls");
            case UNKNOWN -> new Point(Aspect.COUNTERS, Holds.UNKNOWN, "nothing has moved yet");
        };
    }

    private static Point keepalive(TunnelState state) {
        KeepaliveState keepalive = state.phase() == Phase.UP ? state.keepalive() : KeepaliveState.UNKNOWN;
        return switch (keepalive) {
            case OK -> new Point(Aspect.KEEPALIVE, Holds.YES, "the keepalive is answered");
            case FAILING -> new Point(Aspect.KEEPALIVE, Holds.NO, "the keepalive isn't answered");
            case UNKNOWN -> new Point(Aspect.KEEPALIVE, Holds.UNKNOWN, "the router says nothing of it");
        };
    }

    /** A route whose tunnel is down may hide, so it counts only while the tunnel is up. */
    private static Point route(TunnelState state, @Nullable ConfiguredTunnel configured) {
        if (state.phase() != Phase.UP || configured == null) {
            return new Point(Aspect.ROUTE, Holds.UNKNOWN, "not up, or not looked at");
        }
        if (configured.routed().isEmpty() || configured.defaultRoute() == null) {
            return new Point(Aspect.ROUTE, Holds.UNKNOWN, "no route to compare");
        }
        return configured.carried().isEmpty()
                ? new Point(
                        Aspect.ROUTE,
                        Holds.NO,
                        "the routes into the tunnel (" + String.join(", ", configured.routed())
                                + ") are not in force: "
                                + instead(configured.routed(), configured.defaultRoute())
                                + ". See show ip route, and take off what overrules them")
                : new Point(Aspect.ROUTE, Holds.YES, "the tunnel has its routes");
    }

    private static String instead(List<String> routed, ConfiguredTunnel.Route inForce) {
        if (!routed.contains(inForce.destination())) {
            return "something else takes their place";
        }
        return "the " + inForce.destination() + " route goes "
                + (inForce.gateway() == null ? "" : "to " + inForce.gateway() + " ") + "through "
                + inForce.interfaceName();
    }

    public Holds holds(Aspect aspect) {
        return point(aspect).map(Point::holds).orElse(Holds.UNKNOWN);
    }

    Optional<Point> point(Aspect aspect) {
        return points.stream().filter(p -> p.aspect() == aspect).findFirst();
    }

    /** Up and alive, and yet not what was meant: why. Empty while nothing of the kind is known. */
    Optional<Problem> flaw() {
        return point(Aspect.ALGORITHMS)
                .filter(p -> p.holds() == Holds.NO)
                .map(p -> Problem.terminal(
                        Conditions.ALGORITHMS_DIFFER,
                        "Up, but not with what was proposed: " + p.detail()
                                + ". Is something else configured on the router, or is proposal-limitation off?"))
                .or(() -> point(Aspect.ROUTE)
                        .filter(p -> p.holds() == Holds.NO)
                        .map(p -> Problem.terminal(Conditions.ROUTE_NOT_IN_FORCE, "Up, but " + p.detail())));
    }
}
