package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.CheckResult;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.PublicAddresses;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Fate;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.ConfiguredTunnel.Passage;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * "Nothing arrives": what the article has a person look at, looked at from the router, in order. Pure. No detail holds a time or a count that moves,
 * or status would be written with every look.
 */
final class Checklist {
    /** Name of the article's last check, for a tunnel that is up. */
    static final String THROUGH_TUNNEL = Step.PING_THROUGH_TUNNEL.word();

    private final TunnelIntent intent;
    private final @Nullable LinkState link;
    private final @Nullable ConfiguredTunnel configured;
    private final @Nullable TunnelState state;
    private final Liveness.Life life;

    Checklist(
            TunnelIntent intent,
            @Nullable LinkState link,
            @Nullable ConfiguredTunnel configured,
            @Nullable TunnelState state,
            Liveness.Life life) {
        this.intent = intent;
        this.link = link;
        this.configured = configured;
        this.state = state;
        this.life = life;
    }

    /** Whether a ping to the peer makes sense: it leaves by the link, or nobody knows which way it goes. */
    boolean worthPinging() {
        return linkUp() && routeToPeer().result() != CheckResult.FAILED;
    }

    /**
     * All steps.
     *
     * @param ping null when there was none
     */
    List<TunnelCheck> results(Ping.@Nullable Result ping) {
        return List.of(
                wanUp(),
                addressAsTold(),
                routeToPeer(),
                reachable(ping),
                filters(),
                nat(),
                remoteAddress(),
                counters());
    }

    private boolean linkUp() {
        return link != null && link.up() && link.address() != null;
    }

    private TunnelCheck wanUp() {
        if (link == null) {
            return unknown(Step.WAN_UP, "The router said nothing of the link " + intent.link());
        }
        String name = link.name() + " (" + link.interfaceName() + ")";
        if (!link.up()) {
            return failed(
                    Step.WAN_UP,
                    name + " is down: "
                            + (link.interfaceName().startsWith("pp")
                                    ? "see show status " + link.interfaceName().replaceFirst("pp", "pp ")
                                            + " on the router for PPPoE's own words"
                                    : "look at the line and its address"));
        }
        return link.address() == null
                ? failed(Step.WAN_UP, name + " has no address")
                : passed(Step.WAN_UP, name + " is up with " + link.address());
    }

    private TunnelCheck addressAsTold() {
        Identity told = intent.localIdentity();
        if (!linkUp() || link == null || link.address() == null) {
            return skipped(Step.ADDRESS_AS_CATO_KNOWS, "The link has no address");
        }
        if (told == null || told.type() != Identity.Type.IPV4) {
            return skipped(Step.ADDRESS_AS_CATO_KNOWS, "The peer doesn't know the router by its address");
        }
        String address = link.address();
        if (told.value().equals(address) && PublicAddresses.hidden(address, intent.remoteAddress())) {
            return failed(
                    Step.ADDRESS_AS_CATO_KNOWS,
                    "The peer is told the link's address " + address
                            + ", which it never sees: the address is translated on"
                            + " the way. Write the public one, or an identity of another kind");
        }
        if (told.value().equals(address)) {
            return passed(Step.ADDRESS_AS_CATO_KNOWS, "The link's address is " + address + ", as the peer is told");
        }
        return PublicAddresses.inner(address)
                ? unknown(
                        Step.ADDRESS_AS_CATO_KNOWS,
                        "The link's address " + address + " is translated on the way; the peer is told " + told.value()
                                + ", which the router can't see")
                : failed(
                        Step.ADDRESS_AS_CATO_KNOWS,
                        "The link's address is " + address + ", but the peer is told " + told.value());
    }

    private TunnelCheck routeToPeer() {
        String peer = intent.remoteAddress();
        if (configured == null || link == null || configured.remoteAddress().value() == null) {
            return unknown(Step.ROUTE_TO_POP, "The router's configuration has no such tunnel to look at");
        }
        ConfiguredTunnel.Route route = configured.routeToPeer();
        if (route == null) {
            return link.up()
                    ? failed(
                            Step.ROUTE_TO_POP,
                            "No route leads to " + configured.remoteAddress().value())
                    : skipped(Step.ROUTE_TO_POP, "The link is down, and its routes with it");
        }
        return route.interfaceName().equals(link.interfaceName())
                ? passed(Step.ROUTE_TO_POP, peer + " is reached through " + link.interfaceName())
                : failed(
                        Step.ROUTE_TO_POP,
                        peer + " is routed through " + route.interfaceName() + " instead of " + link.interfaceName()
                                + ", by the route to " + route.destination());
    }

    private TunnelCheck reachable(Ping.@Nullable Result ping) {
        if (ping == null) {
            return skipped(Step.POP_REACHABLE, "No way to " + intent.remoteAddress() + " to ping over");
        }
        if (ping.error() != null) {
            return unknown(Step.POP_REACHABLE, "The router didn't ping " + ping.address() + ": " + ping.error());
        }
        if (ping.answered()) {
            return passed(Step.POP_REACHABLE, ping.address() + " answers a ping from the router");
        }
        return configured != null && configured.echo() == Fate.DROPPED
                ? unknown(
                        Step.POP_REACHABLE, "The router's own filters drop the answers to a ping of " + ping.address())
                : failed(
                        Step.POP_REACHABLE,
                        ping.address() + " answers none of " + ping.sent() + " pings from the router");
    }

    /** UDP 4500 counts only where NAT traversal is on. */
    private Set<Packets> needed() {
        boolean traversal = configured != null
                && Boolean.TRUE.equals(configured.natTraversal().value());
        return traversal ? EnumSet.allOf(Packets.class) : EnumSet.of(Packets.IKE, Packets.ESP);
    }

    private TunnelCheck filters() {
        if (configured == null || configured.passages().isEmpty()) {
            return unknown(Step.FILTERS, "Without the tunnel's addresses nobody can tell what the filters do");
        }
        List<Passage> relevant = configured.passages().stream()
                .filter(p -> needed().contains(p.packets()))
                .toList();
        Optional<Passage> dropped =
                relevant.stream().filter(p -> p.fate() == Fate.DROPPED).findFirst();
        if (dropped.isPresent()) {
            return failed(Step.FILTERS, says(dropped.get(), "are dropped"));
        }
        return relevant.stream()
                .filter(p -> p.fate() == Fate.UNKNOWN)
                .findFirst()
                .map(p -> unknown(Step.FILTERS, says(p, "may be dropped")))
                .orElseGet(() -> passed(Step.FILTERS, "IKE and ESP pass the filters of the link, both ways"));
    }

    private static String says(Passage passage, String fate) {
        return passage.packets().label() + " packets " + (passage.inbound() ? "from" : "to") + " the peer " + fate
                + (passage.why() == null ? "" : ": " + passage.why());
    }

    private TunnelCheck nat() {
        if (configured == null) {
            return unknown(Step.NAT, "The router's configuration has no such tunnel to look at");
        }
        ConfiguredTunnel.Nat nat = configured.nat();
        if (nat == null) {
            return passed(Step.NAT, "The router doesn't translate the link's addresses");
        }
        List<String> missing = needed().stream()
                .filter(p -> !nat.led().contains(p))
                .map(Packets::label)
                .toList();
        return missing.isEmpty()
                ? passed(Step.NAT, "NAT descriptor " + nat.descriptor() + " leads IKE and ESP to the tunnel's address")
                : failed(
                        Step.NAT,
                        "NAT descriptor " + nat.descriptor() + " has no static entry that leads "
                                + String.join(", ", missing) + " to the tunnel's address");
    }

    private TunnelCheck remoteAddress() {
        if (configured == null) {
            return unknown(Step.REMOTE_ADDRESS, "The router's configuration has no such tunnel to look at");
        }
        String found = configured.remoteAddress().value();
        return Objects.equals(found, intent.remoteAddress())
                ? passed(Step.REMOTE_ADDRESS, "The router goes to " + found)
                : failed(
                        Step.REMOTE_ADDRESS,
                        "The router goes to " + (found == null ? "no address" : found) + ", expected "
                                + intent.remoteAddress());
    }

    private TunnelCheck counters() {
        Phase phase = state == null ? Phase.UNKNOWN : state.phase();
        return switch (phase) {
            case UNKNOWN -> unknown(Step.SA_COUNTERS, "The router's answer about the tunnel can't be read");
            case DOWN -> failed(Step.SA_COUNTERS, "There are no SAs");
            case NEGOTIATING ->
                failed(Step.SA_COUNTERS, "There is no child SA in both directions with the interface up");
            case UP ->
                switch (life) {
                    case ALIVE -> passed(Step.SA_COUNTERS, "The peer is heard");
                    case ONE_WAY -> failed(Step.SA_COUNTERS, "The router sends and hears nothing back");
                    case UNKNOWN -> unknown(Step.SA_COUNTERS, "Nothing has been heard from the peer yet");
                };
        };
    }

    /** The same for diagnosis, which knows nothing of what was skipped. */
    static List<Check> forDiagnosis(List<TunnelCheck> checks) {
        List<Check> steps = new ArrayList<>();
        for (TunnelCheck check : checks) {
            for (Step step : Step.values()) {
                boolean told = check.result() == CheckResult.PASSED
                        || check.result() == CheckResult.FAILED
                        || check.result() == CheckResult.UNKNOWN;
                if (told && step.word().equals(check.check())) {
                    steps.add(new Check(step, result(check.result()), check.detail()));
                }
            }
        }
        return steps;
    }

    private static Check.Result result(CheckResult result) {
        return switch (result) {
            case PASSED -> Check.Result.PASSED;
            case FAILED -> Check.Result.FAILED;
            case UNKNOWN, SKIPPED, UNRECOGNIZED -> Check.Result.UNKNOWN;
        };
    }

    static TunnelCheck passed(Step step, String detail) {
        return new TunnelCheck(step.word(), CheckResult.PASSED, detail);
    }

    static TunnelCheck failed(Step step, String detail) {
        return new TunnelCheck(step.word(), CheckResult.FAILED, detail);
    }

    static TunnelCheck unknown(Step step, String detail) {
        return new TunnelCheck(step.word(), CheckResult.UNKNOWN, detail);
    }

    static TunnelCheck skipped(Step step, String detail) {
        return new TunnelCheck(step.word(), CheckResult.SKIPPED, detail);
    }
}
