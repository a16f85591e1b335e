package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routes into the tunnels and around them, and whose they are (DESIGN §9.1–9.3). */
final class RoutePlan {
    static final ConfigKey DEFAULT = ConfigKey.global("ip route default");

    private final RouterIntent intent;
    private final RtxConfig running;
    private final Applied applied;
    private final Set<Integer> tunnels;
    private final List<Line> intoTunnels;
    private final List<Line> hosts;

    RoutePlan(RouterIntent intent, Map<Integer, Endpoint> ends, RtxConfig running, Applied applied) {
        this.intent = intent;
        this.running = running;
        this.applied = applied;
        this.tunnels =
                intent.tunnels().stream().map(TunnelIntent::number).collect(Collectors.toCollection(TreeSet::new));
        this.intoTunnels = TunnelRoutes.of(intent.tunnels(), this::captured);
        this.hosts = TunnelRoutes.hosts(intent.tunnels(), ends, intoTunnels, new Values(false));
    }

    /** Routes of the peers through their links. */
    List<Line> hosts() {
        return hosts;
    }

    /** Into the tunnels, the default route last. */
    List<Line> intoTunnels() {
        return intoTunnels.stream()
                .sorted(Comparator.comparing((Line line) -> line.setting().key().equals(DEFAULT)))
                .toList();
    }

    /** Whether somebody else's route, more specific than the default one, takes this traffic elsewhere. */
    private boolean captured(Cidr destination) {
        boolean configured = running.routes().stream()
                .filter(route -> !route.onlyThrough(tunnels) && !isOurs(route))
                .anyMatch(route -> covers(route.network(), destination));
        return configured
                || running.surroundings().routes().rows().stream()
                        .filter(row -> !throughOurs(row))
                        .anyMatch(row -> covers(Destinations.network(row.destination()), destination));
    }

    private static boolean covers(Optional<Cidr> network, Cidr destination) {
        return network.filter(n -> !Destinations.isDefault(n) && n.contains(destination))
                .isPresent();
    }

    private boolean isOurs(RouteLine route) {
        return running.get(ConfigKey.global("ip route " + route.destination()))
                .filter(applied::contains)
                .isPresent();
    }

    private boolean throughOurs(RouteTable.Row row) {
        return tunnels.stream().anyMatch(n -> row.interfaceName().equals("tunnel" + n));
    }

    /** Nothing but the default route is ever taken from somebody else. */
    void check() {
        for (Line line : hosts) {
            checkForeign(line.setting());
        }
        for (Line line : intoTunnels) {
            if (!line.setting().key().equals(DEFAULT)) {
                checkForeign(line.setting());
            }
            if (!running.get(line.setting().key()).equals(Optional.of(line.setting()))) {
                checkManagement(line.setting());
            }
        }
    }

    private void checkForeign(ConfigLine wanted) {
        running.get(wanted.key())
                .filter(found -> !found.equals(wanted) && !mayReplace(found))
                .ifPresent(found -> {
                    throw new RefusedException(
                            "RouteInUse",
                            "the router has \"" + found.masked() + "\", which isn't ours; remove it there, or leave "
                                    + found.words().get(2) + " out of the tunnels",
                            wantedBy(wanted));
                });
    }

    private boolean mayReplace(ConfigLine found) {
        return applied.contains(found)
                || RouteLine.of(found)
                        .filter(r -> r.onlyThrough(applied.tunnels()))
                        .isPresent();
    }

    private @Nullable String wantedBy(ConfigLine line) {
        String destination = line.words().get(2);
        return intent.tunnels().stream()
                .filter(t -> t.remoteAddress().equals(destination)
                        || t.routes().stream()
                                .anyMatch(r -> Destinations.network(r.destination())
                                        .filter(n -> Destinations.text(n).equals(destination))
                                        .isPresent()))
                .map(TunnelIntent::name)
                .findFirst()
                .orElse(null);
    }

    /** The session that sends the route must not be taken into a tunnel by it (DESIGN §9.3). */
    private void checkManagement(ConfigLine line) {
        Cidr destination = Destinations.network(line.words().get(2)).orElseThrow();
        String source = running.surroundings().sessionSource();
        Optional<Cidr> session = Optional.ofNullable(source).flatMap(Destinations::network);
        if (session.isEmpty()) {
            throw new RefusedException(
                    "WouldCutManagement",
                    "the router doesn't say where this session comes from (show status user), so a route into the"
                            + " tunnels might cut it",
                    null);
        }
        if (!destination.contains(session.get()) || staysOutside(session.get(), destination)) {
            return;
        }
        throw new RefusedException(
                "WouldCutManagement",
                "\"" + line.masked() + "\" would take this session, which comes from " + source
                        + ", into the tunnels: first add a route for it on the router, such as \"ip route "
                        + source
                        + " gateway " + presentGateway(session.get()) + "\"",
                null);
    }

    private boolean staysOutside(Cidr session, Cidr destination) {
        return running.surroundings().routes().rows().stream()
                .filter(row -> !throughOurs(row))
                .flatMap(row -> Destinations.network(row.destination()).stream())
                .anyMatch(network -> network.prefixLength() > destination.prefixLength() && network.contains(session));
    }

    /** How that address is reached now, in the words of {@code ip route}. */
    private String presentGateway(Cidr session) {
        return running.surroundings().routes().rows().stream()
                .filter(row -> Destinations.network(row.destination())
                        .filter(network -> network.contains(session))
                        .isPresent())
                .filter(row -> !throughOurs(row))
                .max(Comparator.comparingInt(row ->
                        Destinations.network(row.destination()).orElseThrow().prefixLength()))
                .map(row -> row.gateway() != null
                        ? row.gateway()
                        : row.interfaceName().replaceFirst("^(pp|tunnel)(?=[0-9])", "$1 "))
                .orElse("<the gateway that leads there>");
    }

    /**
     * Sends the routes into the tunnels; a foreign default route goes and is told.
     *
     * @return the default route's line that ours replaces; empty when there was none, null when nothing foreign was replaced
     */
    @Nullable
    String write(ScriptBuilder script) {
        String replaced = null;
        for (Line line : intoTunnels()) {
            Optional<ConfigLine> found = running.get(line.setting().key());
            if (found.equals(Optional.of(line.setting()))) {
                continue;
            }
            script.set(line);
            if (line.setting().key().equals(DEFAULT)) {
                replaced = replaced(found);
            }
        }
        return replaced;
    }

    private @Nullable String replaced(Optional<ConfigLine> found) {
        if (found.isEmpty()) {
            return intent.replacedRoute() == null && !applied.owns(DEFAULT) ? "" : null;
        }
        // A line that somebody has bent between our tunnels and others is no line to put back.
        boolean throughOurs = RouteLine.of(found.get())
                .filter(route -> route.anyThrough(tunnels) || route.anyThrough(applied.tunnels()))
                .isPresent();
        return throughOurs ? null : String.join(" ", found.get().words());
    }

    /** Takes routes into tunnels away that nobody wants any more; the default route that was there before comes back. */
    void writeLeaving(ScriptBuilder script) {
        for (ConfigKey key : leaving(true)) {
            Optional<ConfigLine> before = key.equals(DEFAULT) ? lineToPutBack() : Optional.empty();
            before.ifPresentOrElse(script::rewrite, () -> script.remove(Context.global(), key));
        }
    }

    /** Only ever a default route, whatever the record holds. */
    private Optional<ConfigLine> lineToPutBack() {
        return Optional.ofNullable(intent.replacedRoute())
                .map(text -> ConfigLine.read(Context.global(), text))
                .filter(line -> line.key().equals(DEFAULT) && RouteLine.of(line).isPresent());
    }

    /** After the tunnels are gone. */
    void removeHosts(ScriptBuilder script) {
        leaving(false).forEach(key -> script.remove(Context.global(), key));
    }

    /** Keys of route lines of ours that still stand as ours and aren't wanted. */
    private List<ConfigKey> leaving(boolean intoTunnel) {
        Set<ConfigKey> wanted = Stream.concat(hosts.stream(), intoTunnels.stream())
                .map(line -> line.setting().key())
                .collect(Collectors.toSet());
        return applied.keys().stream()
                .filter(key -> key.startsWith("ip route") && !wanted.contains(key))
                .filter(key -> running.get(key).filter(this::mayReplace).isPresent())
                .filter(key -> running.get(key)
                                .flatMap(RouteLine::of)
                                .filter(r -> r.anyThrough(applied.tunnels()))
                                .isPresent()
                        == intoTunnel)
                .toList();
    }
}
