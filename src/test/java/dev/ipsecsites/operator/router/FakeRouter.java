package dev.ipsecsites.operator.router;

import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterClock;
import dev.ipsecsites.router.RouterDriver;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import dev.ipsecsites.router.TunnelIntent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A router as a set of lines, running and saved, and the driver to it. One line a tunnel ({@code tunnel 1 …}) and one default route,
 * so that what reconcilers do with lines can be read off. A tunnel is up when its line runs and its peer is willing.
 */
final class FakeRouter implements RouterDriver {
    static final String FINGERPRINT = "SHA256:fake";
    static final String INSIDE = "192.168.100.1";
    static final String OWN_ROUTE = "route default pp 1";

    /** Stands for the process dying at this moment: no reconciler may catch it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Lines(Set<String> add, Set<String> remove) implements RouterPlan.Script {}

    private record Running(Set<String> lines) implements RouterObservation.RunningConfig {
        @Override
        public Set<Integer> tunnelNumbers() {
            Set<Integer> numbers = new TreeSet<>();
            lines.stream()
                    .filter(l -> l.startsWith("tunnel "))
                    .forEach(l -> numbers.add(Integer.valueOf(l.split(" ", 3)[1])));
            return numbers;
        }

        @Override
        public Optional<ConfiguredTunnel> tunnel(int number, LinkState link) {
            return Optional.empty();
        }

        @Override
        public Optional<String> insideAddress(List<LinkState> links) {
            return Optional.of(INSIDE);
        }

        /** Its lines hold no keys. */
        @Override
        public Optional<Secret> preSharedKey(int number) {
            return Optional.empty();
        }

        @Override
        public Optional<ConfiguredTunnel.Route> route(String address) {
            return lines.stream()
                    .filter(l -> l.startsWith("route default tunnel "))
                    .map(l -> new ConfiguredTunnel.Route("default", "tunnel" + l.split(" ", 5)[3], null))
                    .findFirst();
        }
    }

    private final Clock clock;
    final Set<String> running = new LinkedHashSet<>(Set.of(OWN_ROUTE));
    final Set<String> saved = new LinkedHashSet<>(Set.of(OWN_ROUTE));

    /** Numbers whose peer answers. */
    private final Map<Integer, Instant> upSince = new HashMap<>();

    final Set<Integer> willing = new HashSet<>();

    final Map<Integer, Long> received = new HashMap<>();
    KeepaliveState keepalive = KeepaliveState.OK;
    RouterFacts facts = new RouterFacts("RTX1300", "Rev.23.00.17", "S1");
    String password = "secret";

    @Nullable
    Reason failsToConnect;

    @Nullable
    String refusedLine;

    /** Names of tunnels that the plan refuses. */
    final Set<String> refusedTunnels = new HashSet<>();

    /** Addresses that answer a ping. */
    final Set<String> answering = new HashSet<>();

    final List<Ping> pings = new ArrayList<>();
    final List<Integer> resets = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();
    static final String DEBUG = "debug on";

    /** Run before anything is sent. */
    Runnable beforeApply = () -> {};

    int connects;
    int applies;
    int saves;

    /** Steps still to be taken before the process dies; below 0 never. */
    int stepsToLive = -1;

    private int openSessions;

    FakeRouter(Clock clock) {
        this.clock = clock;
    }

    /** Called before and after everything that a crash could part. */
    void step() {
        if (stepsToLive == 0) {
            throw new Killed();
        }
        if (stepsToLive > 0) {
            stepsToLive--;
        }
    }

    RouterObservation.RunningConfig configuration() {
        return new Running(Set.copyOf(running));
    }

    /** Back to what was saved. */
    void reboot() {
        running.clear();
        running.addAll(saved);
    }

    @Override
    public RouterSession connect(RouterTarget target) throws RouterException {
        step();
        connects++;
        if (failsToConnect != null) {
            throw new RouterException(failsToConnect, "the router at " + target.host() + " fails: " + failsToConnect);
        }
        var given = target.credentials().password();
        if (given == null || !given.reveal().equals(password)) {
            throw new RouterException(Reason.AuthenticationFailed, "login refused");
        }
        if (target.hostKey() instanceof RouterTarget.HostKey.Pinned(String pinned) && !pinned.equals(FINGERPRINT)) {
            throw new RouterException(Reason.HostKeyChanged, "expected " + pinned + ", found " + FINGERPRINT);
        }
        if (openSessions > 0) {
            throw new IllegalStateException("two sessions on one router at a time");
        }
        openSessions++;
        return new Session();
    }

    @Override
    public RouterPlan plan(RouterIntent intent, RouterObservation observation, AppliedLines applied) {
        Set<String> now = ((Running) observation.config()).lines();
        Set<String> wanted = new LinkedHashSet<>();
        boolean defaultRoute = false;
        for (TunnelIntent tunnel : intent.tunnels()) {
            if (refusedTunnels.contains(tunnel.name())) {
                return new RouterPlan.Refused("TunnelNumberInUse", "refused " + tunnel.name(), tunnel.name());
            }
            String line = line(tunnel);
            boolean foreign = now.stream()
                    .anyMatch(l -> l.startsWith("tunnel " + tunnel.number() + " ")
                            && !l.equals(line)
                            && !applied.lines().contains(l));
            if (foreign) {
                return new RouterPlan.Refused(
                        "TunnelNumberInUse", "something stands on tunnel " + tunnel.number(), tunnel.name());
            }
            wanted.add(line);
            defaultRoute |=
                    tunnel.routes().stream().anyMatch(r -> r.destination().equals("default"));
        }
        String replaced = null;
        if (defaultRoute) {
            wanted.add(route(intent));
            Optional<String> route =
                    now.stream().filter(l -> l.startsWith("route default")).findFirst();
            boolean ours = route.filter(l -> applied.lines().contains(l)).isPresent();
            boolean known = intent.replacedRoute() != null
                    || applied.lines().stream().anyMatch(l -> l.startsWith("route default"));
            if (!ours && !route.equals(Optional.of(route(intent)))) {
                replaced = route.orElse(known ? null : "");
            }
        } else if (intent.replacedRoute() != null) {
            wanted.add(intent.replacedRoute());
        }
        String old = replaced;
        Set<String> add = new LinkedHashSet<>(wanted);
        add.removeAll(now);
        Set<String> remove = new LinkedHashSet<>(now);
        remove.removeIf(l -> wanted.contains(l) || !(applied.lines().contains(l) || l.equals(old)));
        List<String> after = new ArrayList<>(wanted);
        // Nothing leaves the record before it is saved.
        applied.lines().stream().filter(l -> !after.contains(l)).forEach(after::add);
        if (add.isEmpty() && remove.isEmpty()) {
            wanted.remove(intent.replacedRoute());
            return new RouterPlan.Nothing(List.of(), new AppliedLines(List.copyOf(wanted)));
        }
        List<String> changes = new ArrayList<>();
        remove.forEach(l -> changes.add("no " + l));
        changes.addAll(add);
        return new RouterPlan.Change(
                new Lines(add, remove),
                changes,
                drift(now, applied),
                new AppliedLines(after),
                replaced,
                new Running(add).tunnelNumbers());
    }

    /** A default route in the place of ours. */
    private static List<RouterPlan.Drift> drift(Set<String> now, AppliedLines applied) {
        Optional<String> ours =
                applied.lines().stream().filter(l -> l.startsWith("route default")).findFirst();
        return now.stream()
                .filter(l -> l.startsWith("route default") && !applied.lines().contains(l))
                .flatMap(l -> ours.stream().map(o -> new RouterPlan.Drift("route default", o, l)))
                .toList();
    }

    @Override
    public AppliedLines release(RouterIntent remaining, RouterObservation observation, AppliedLines applied) {
        Set<String> wanted = new LinkedHashSet<>();
        remaining.tunnels().forEach(t -> wanted.add(line(t)));
        wanted.add(route(remaining));
        return new AppliedLines(
                applied.lines().stream().filter(wanted::contains).toList());
    }

    private static String line(TunnelIntent tunnel) {
        return "tunnel " + tunnel.number() + " " + tunnel.description() + " " + tunnel.remoteAddress();
    }

    private static String route(RouterIntent intent) {
        List<String> numbers =
                intent.tunnels().stream().map(t -> String.valueOf(t.number())).toList();
        return "route default tunnel " + String.join(" tunnel ", numbers);
    }

    @Override
    public List<String> render(RouterIntent intent, RouterFacts of, List<LinkState> links, boolean secrets) {
        return intent.tunnels().stream().map(FakeRouter::line).toList();
    }

    @Override
    public Optional<Capabilities> capabilities(RouterFacts of) {
        return models().contains(of.model())
                ? Optional.of(new Capabilities(of.model(), AlgorithmSet.CATO, 20))
                : Optional.empty();
    }

    @Override
    public Set<String> models() {
        return Set.of("RTX1300");
    }

    private final class Session implements RouterSession {
        @Override
        public String hostKeyFingerprint() {
            return FINGERPRINT;
        }

        @Override
        public ConsoleSettings originalConsole() {
            return new ConsoleSettings("ja.sjis", null, null);
        }

        @Override
        public RouterFacts facts() {
            return facts;
        }

        @Override
        public RouterObservation observe(List<RouterIntent.Link> links, Set<Integer> tunnels) {
            step();
            Map<Integer, TunnelState> states = new HashMap<>();
            for (int number : tunnels) {
                boolean up = willing.contains(number)
                        && running.stream().anyMatch(l -> l.startsWith("tunnel " + number + " "));
                if (up) {
                    upSince.putIfAbsent(number, clock.instant());
                } else {
                    upSince.remove(number);
                }
                long packets = received.merge(number, 1L, Long::sum);
                states.put(
                        number,
                        new TunnelState(
                                number,
                                up ? Phase.UP : Phase.DOWN,
                                up ? Duration.between(upSince.get(number), clock.instant()) : null,
                                packets,
                                packets,
                                up ? keepalive : KeepaliveState.UNKNOWN,
                                up ? new IkeSa(1, null, "AES256_GCM", null, null, null, "spi" + number) : null,
                                List.of()));
            }
            return new RouterObservation(
                    clock.instant(),
                    facts,
                    links.stream()
                            .map(l -> new LinkState(l.name(), l.interfaceName(), true, "198.51.100.20", null, null))
                            .toList(),
                    states,
                    new Running(Set.copyOf(running)));
        }

        @Override
        public List<String> unsavedForeignLines(AppliedLines ours) {
            step();
            Set<String> differing = new LinkedHashSet<>(running);
            differing.removeAll(saved);
            saved.stream().filter(l -> !running.contains(l)).forEach(differing::add);
            differing.removeAll(ours.lines());
            return List.copyOf(differing);
        }

        @Override
        public boolean hasUnsavedChanges() {
            step();
            return !running.equals(saved);
        }

        @Override
        public void apply(RouterPlan.Change change) throws RouterException {
            applies++;
            beforeApply.run();
            Lines script = (Lines) change.script();
            Set<String> before = new LinkedHashSet<>(running);
            for (String line : script.remove()) {
                step();
                running.remove(line);
            }
            for (String line : script.add()) {
                step();
                if (refusedLine != null && line.startsWith(refusedLine)) {
                    running.clear();
                    running.addAll(before);
                    throw new RouterException(Reason.CommandRefused, "refused: " + line);
                }
                running.add(line);
            }
            step();
        }

        @Override
        public void save() {
            step();
            saves++;
            saved.clear();
            saved.addAll(running);
            step();
        }

        @Override
        public Optional<RouterClock> clock() {
            return Optional.of(new RouterClock(ZoneOffset.ofHours(9), Duration.ZERO));
        }

        @Override
        public Ping.Result ping(Ping ping) {
            step();
            pings.add(ping);
            boolean answers = answering.contains(ping.address());
            Duration time = Duration.ofMillis(5);
            return new Ping.Result(
                    ping.address(),
                    ping.count(),
                    answers ? ping.count() : 0,
                    answers ? new Ping.RoundTrip(time, time, time) : null,
                    null);
        }

        @Override
        public int reset(int tunnel) {
            step();
            resets.add(tunnel);
            step();
            return 3;
        }

        @Override
        public List<LogEntry> log(int most) {
            step();
            return log.subList(Math.max(0, log.size() - most), log.size());
        }

        @Override
        public DebugSettings debugSettings(int tunnel) {
            step();
            return new DebugSettings(tunnel, running.contains(DEBUG) ? "on" : null, null);
        }

        @Override
        public void openDebug(DebugSettings before) {
            step();
            running.add(DEBUG);
            step();
        }

        @Override
        public void closeDebug(DebugSettings before) {
            step();
            if (before.log() == null) {
                running.remove(DEBUG);
            }
            step();
        }

        @Override
        public void close() {
            openSessions--;
        }
    }
}
