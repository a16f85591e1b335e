package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what should stand on a router with what stands there and with what we wrote, and says what to send. Pure.
 *
 * <p>A line is ours when it is in the record of what we wrote; only such lines are changed or taken away. Two exceptions, both
 * named by the design: the default route, which is kept and put back (DESIGN §9.1), and lists of filters, in which our members come
 * and go among foreign ones.
 */
public final class RtxPlanner {
    private static final ConfigKey AUTO_REFRESH = ConfigKey.global("ipsec auto refresh");

    private final RouterIntent intent;
    private final RouterObservation observation;
    private final RtxConfig running;
    private final Applied applied;
    private final RtxModel model;
    private final Map<Integer, Endpoint> ends = new LinkedHashMap<>();
    private final Map<Integer, List<Line>> blocks = new LinkedHashMap<>();
    private final FilterPlan filters;
    private final NatPlan nat;
    private final ScriptBuilder script;

    private RtxPlanner(
            RouterIntent intent, RouterObservation observation, RtxConfig running, Applied applied, RtxModel model) {
        this.intent = intent;
        this.observation = observation;
        this.running = running;
        this.applied = applied;
        this.model = model;
        this.filters = new FilterPlan(intent.numbers(), running, applied, model);
        this.nat = new NatPlan(running, applied);
        this.script = new ScriptBuilder(running, applied);
    }

    /**
     * Plans.
     *
     * @throws IllegalArgumentException when the observation isn't an RTX's
     */
    public static RouterPlan plan(RouterIntent intent, RouterObservation observation, AppliedLines applied) {
        if (!(observation.config() instanceof RtxConfig running)) {
            throw new IllegalArgumentException("not the configuration of an RTX");
        }
        Optional<RtxModel> model = RtxModel.of(observation.facts().model());
        if (model.isEmpty()) {
            return new RouterPlan.Refused(
                    "UnknownModel", RtxRenderer.unknownModel(observation.facts().model()), null);
        }
        try {
            return new RtxPlanner(intent, observation, running, Applied.of(applied), model.get()).plan();
        } catch (RefusedException e) {
            return e.refused();
        } catch (UnsafeValueException e) {
            return new RouterPlan.Refused("UnsafeValue", String.valueOf(e.getMessage()), null);
        }
    }

    /**
     * What of the record is still ours when only {@code remaining} is.
     *
     * @throws IllegalArgumentException when the observation isn't an RTX's, or {@link #plan} refuses the intent
     */
    public static AppliedLines release(RouterIntent remaining, RouterObservation observation, AppliedLines applied) {
        if (!(plan(remaining, observation, applied) instanceof RouterPlan.Refused refused)) {
            RtxConfig running = (RtxConfig) observation.config();
            RtxModel model = RtxModel.of(observation.facts().model()).orElseThrow();
            Set<String> ours = new RtxPlanner(remaining, observation, running, Applied.of(applied), model).wanted();
            return new AppliedLines(
                    applied.lines().stream().filter(ours::contains).toList());
        }
        throw new IllegalArgumentException(refused.reason() + ": " + refused.message());
    }

    private Set<String> wanted() {
        List<Link> links = Link.resolve(intent, observation.links(), running);
        intent.tunnels().forEach(tunnel -> gather(tunnel, links));
        return desired(new RoutePlan(intent, ends, running, applied));
    }

    private RouterPlan plan() {
        TunnelNumbers.check(intent, running, applied, model);
        List<Link> links = Link.resolve(intent, observation.links(), running);
        for (TunnelIntent tunnel : intent.tunnels()) {
            gather(tunnel, links);
        }
        RoutePlan routes = new RoutePlan(intent, ends, running, applied);
        routes.check();

        filters.lines().forEach(script::set);
        filters.lists().forEach(script::rewrite);
        nat.lines().forEach(script::set);
        routes.hosts().forEach(this::setUnlessForeign);
        blocks.forEach(this::writeTunnel);
        writeAutoRefresh();
        String replacedRoute = routes.write(script);
        routes.writeLeaving(script);
        removeTunnels();
        removeAutoRefresh();
        routes.removeHosts(script);
        nat.leaving().forEach(key -> script.remove(Context.global(), key));
        filters.leaving().forEach(key -> script.remove(Context.global(), key));

        Set<String> desired = desired(routes);
        List<RouterPlan.Drift> drift = Drifts.find(desiredLines(routes), running, applied);
        if (script.isEmpty()) {
            return new RouterPlan.Nothing(drift, new AppliedLines(List.copyOf(desired)));
        }
        RtxScript built = script.build();
        List<String> changes = built.commands().stream()
                .map(command -> command.line().toString())
                .toList();
        return new RouterPlan.Change(built, changes, drift, record(desired), replacedRoute, tunnelsOf(built));
    }

    private Set<Integer> tunnelsOf(RtxScript built) {
        return intent.tunnels().stream()
                .filter(tunnel -> built.concerns(tunnel.number(), tunnel.remoteAddress()))
                .map(TunnelIntent::number)
                .collect(Collectors.toSet());
    }

    private void gather(TunnelIntent tunnel, List<Link> links) {
        Values live = new Values(false);
        try {
            Endpoint end = Endpoint.of(tunnel, links, live).whereNatLeads(tunnel, running, applied);
            ends.put(tunnel.number(), end);
            List<Line> block = new ArrayList<>(TunnelLines.of(tunnel, end, model, observation.facts(), live));
            block.add(new Line(new Context.Tunnel(tunnel.number()), 0, RtxRenderer.enable(tunnel.number(), model)));
            blocks.put(tunnel.number(), block);
            filters.want(tunnel, end);
            nat.want(tunnel, end);
        } catch (UnsafeValueException e) {
            throw new RefusedException("UnsafeValue", tunnel.name() + ": " + e.getMessage(), tunnel.name());
        }
    }

    /** A line that stands there already and isn't ours does its work and stays theirs. */
    private void setUnlessForeign(Line line) {
        if (!standsAsForeign(line.setting())) {
            script.set(line);
        }
    }

    private boolean standsAsForeign(ConfigLine setting) {
        return running.get(setting.key()).filter(setting::equals).isPresent() && !applied.contains(setting);
    }

    /** A tunnel that runs is disabled while lines change that IKE reads (yamaha-rtx.md §4.2). */
    private void writeTunnel(int number, List<Line> block) {
        Context context = new Context.Tunnel(number);
        Set<ConfigKey> wanted = new LinkedHashSet<>();
        block.forEach(line -> wanted.add(line.setting().key()));
        List<ConfigKey> leaving = applied.block(number).stream()
                .filter(key -> !wanted.contains(key) && running.get(key).isPresent())
                .toList();
        boolean disturbs = leaving.stream().anyMatch(RtxPlanner::isIke)
                || block.stream()
                        .map(Line::setting)
                        .anyMatch(line ->
                                isIke(line.key()) && !running.get(line.key()).equals(Optional.of(line)));
        if (disturbs) {
            script.remove(context, enableKey(number));
        }
        leaving.reversed().forEach(key -> script.remove(context, key));
        block.forEach(script::set);
    }

    private static boolean isIke(ConfigKey key) {
        return key.startsWith("ipsec") && !key.startsWith("ipsec ike keepalive log");
    }

    private static ConfigKey enableKey(int number) {
        return ConfigKey.global("tunnel enable " + number);
    }

    /** Without it no tunnel comes up or stays up (yamaha-rtx.md §4.3). */
    private void writeAutoRefresh() {
        Line on = Line.global(RtxRenderer.autoRefresh());
        if (!intent.tunnels().isEmpty() && !standsAsForeign(on.setting())) {
            script.set(on);
        }
    }

    private void removeAutoRefresh() {
        if (intent.tunnels().isEmpty()
                && running.get(AUTO_REFRESH).filter(applied::contains).isPresent()) {
            applied.before(AUTO_REFRESH)
                    .ifPresentOrElse(script::rewrite, () -> script.remove(Context.global(), AUTO_REFRESH));
        }
    }

    private void removeTunnels() {
        for (int number : applied.tunnels()) {
            if (!blocks.containsKey(number) && applied.recognises(number, running)) {
                Context context = new Context.Tunnel(number);
                script.remove(context, enableKey(number));
                applied.blockToRemove(number).forEach(key -> script.remove(context, key));
            }
        }
    }

    private List<Line> desiredLines(RoutePlan routes) {
        List<Line> lines = new ArrayList<>(filters.lines());
        lines.addAll(nat.lines());
        lines.addAll(routes.hosts());
        blocks.values().forEach(lines::addAll);
        if (!blocks.isEmpty()) {
            lines.add(Line.global(RtxRenderer.autoRefresh()));
        }
        lines.addAll(routes.intoTunnels());
        return lines;
    }

    /** The record of what is ours once all is done: wanted lines, without those that were somebody else's before. */
    private Set<String> desired(RoutePlan routes) {
        Set<String> entries = new LinkedHashSet<>();
        for (Line line : desiredLines(routes)) {
            boolean ownPlace = line.context() instanceof Context.Tunnel;
            if (ownPlace || !standsAsForeign(line.setting())) {
                entries.add(line.setting().masked());
            }
        }
        foreignAutoRefresh().ifPresent(line -> entries.add(Applied.beforeEntry(line)));
        return entries;
    }

    /** An explicit {@code ipsec auto refresh off} that ours replaces. */
    private Optional<ConfigLine> foreignAutoRefresh() {
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        return applied.before(AUTO_REFRESH)
                .or(() -> running.get(AUTO_REFRESH)
                        .filter(line -> !applied.contains(line) && !line.value().equals(List.of("on"))));
    }

    /** Nothing leaves the record before the router has saved: until then it may still come back with a restart. */
    private AppliedLines record(Set<String> desired) {
        Set<String> entries = new LinkedHashSet<>(applied.entries());
        entries.addAll(script.passing());
        // Wanted lines last: of two lines of one key the later is the one that comes.
        entries.removeAll(desired);
        entries.addAll(desired);
        return new AppliedLines(List.copyOf(entries));
    }
}
