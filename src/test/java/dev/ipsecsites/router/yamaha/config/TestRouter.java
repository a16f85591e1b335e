package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A router, what the operator remembers of it, and the operator's habits around the planner. */
final class TestRouter {
    static final RouteTable.Row LAN = new RouteTable.Row("192.168.100.0/24", null, "lan1", false, "implicit", "");
    static final RouteTable.Row DEFAULT = new RouteTable.Row("default", null, "pp1", false, "static", "");

    RouterFacts facts = Intents.RTX810;
    TypedConfig config;
    AppliedLines applied = AppliedLines.NONE;
    Surroundings surroundings = new Surroundings("192.168.100.9", new RouteTable(List.of(LAN, DEFAULT)));
    LinkState link = new LinkState("WAN1", "pp1", true, Intents.SITE, null, null);

    @Nullable
    String replacedRoute;

    TestRouter(String text) {
        config = TypedConfig.typed(text);
    }

    RtxConfig running() {
        return RtxConfig.parse(config.show(), 0).with(surroundings);
    }

    RouterPlan plan(List<TunnelIntent> tunnels) {
        RouterIntent.Link wan = new RouterIntent.Link(link.name(), link.interfaceName(), null, null);
        return RtxPlanner.plan(
                new RouterIntent(tunnels, Intents.NUMBERS, List.of(wan), replacedRoute),
                new RouterObservation(Instant.EPOCH, facts, List.of(link), Map.of(), running()),
                applied);
    }

    RouterPlan.Change change(TunnelIntent... tunnels) {
        return change(List.of(tunnels));
    }

    RouterPlan.Change change(List<TunnelIntent> tunnels) {
        if (plan(tunnels) instanceof RouterPlan.Change change) {
            return change;
        }
        throw new AssertionError("no change but " + plan(tunnels));
    }

    RouterPlan.Refused refused(TunnelIntent... tunnels) {
        if (plan(List.of(tunnels)) instanceof RouterPlan.Refused refused) {
            return refused;
        }
        throw new AssertionError("not refused but " + plan(List.of(tunnels)));
    }

    /** What has to be on record before the first line goes out. */
    RtxScript remember(RouterPlan.Change change) {
        applied = change.appliedAfter();
        if (change.replacedRoute() != null) {
            replacedRoute = change.replacedRoute();
        }
        return (RtxScript) change.script();
    }

    List<String> send(RtxScript script) {
        return send(script, Integer.MAX_VALUE);
    }

    /** Sends the first so many commands, as if the connection broke there. */
    List<String> send(RtxScript script, int commands) {
        List<String> sent = script.commands().stream()
                .limit(commands)
                .map(command -> command.line().text())
                .toList();
        sent.forEach(config::type);
        config.type("tunnel select none");
        return sent;
    }

    List<String> bring(TunnelIntent... tunnels) {
        return send(remember(change(tunnels)));
    }

    /** The router has saved and nothing is left to do: the record is brought to what is. */
    void settle(List<TunnelIntent> tunnels) {
        if (!(plan(tunnels) instanceof RouterPlan.Nothing nothing)) {
            throw new AssertionError("not settled but " + plan(tunnels));
        }
        applied = nothing.applied();
        if (tunnels.isEmpty()) {
            replacedRoute = null;
        }
    }
}
