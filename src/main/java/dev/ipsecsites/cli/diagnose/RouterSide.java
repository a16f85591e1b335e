package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.RouterHalf;
import dev.ipsecsites.diagnosis.RouterHalf.Clash;
import dev.ipsecsites.diagnosis.RouterHalf.Missing;
import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.config.RtxModel;
import dev.ipsecsites.router.yamaha.show.Environment;
import dev.ipsecsites.router.yamaha.show.GatewaySas;
import dev.ipsecsites.router.yamaha.show.LinkView;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.SaDetail;
import dev.ipsecsites.router.yamaha.show.SaTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import dev.ipsecsites.router.yamaha.show.TunnelStatus;
import dev.ipsecsites.router.yamaha.show.TunnelView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One router's half of the evidence, from what files hold of it. */
final class RouterSide {
    private static final String SOME_WAN = "pp1";
    private static final Pattern SWITCHED_OFF = Pattern.compile("status is disabled|使用できません");

    private static final Pattern STARTED =
            Pattern.compile(".*\\binitiate \\S+ phase to ((?:\\d{1,3}\\.){3}\\d{1,3}).*");

    private final RouterCapture capture;
    private final @Nullable ConfigFacts facts;
    private final Map<Integer, ConfiguredTunnel> configured = new TreeMap<>();
    /** Tunnels of other kinds than the site's, see {@link #sortOut}. */
    private final Map<Integer, ConfiguredTunnel> others = new TreeMap<>();

    private final @Nullable LinkState link;
    private final @Nullable String wan;
    private final @Nullable AlgorithmSet algorithms;
    private final ZoneOffset zone;
    private final List<Message> log;
    private final SaTable sas;
    private final List<SaDetail> details;
    /** By gateway, where one was asked for alone. */
    private final Map<Integer, GatewaySas> counted;

    private final Set<Integer> numbers;
    private final Peers peers;

    /**
     * @param wan the interface to the outside where a manifest names it
     * @param named numbers of tunnels that manifests name
     */
    RouterSide(RouterCapture capture, Optional<String> wan, Set<Integer> named) {
        this.capture = capture;
        this.facts = capture.config.isEmpty() ? null : new ConfigFacts(capture.config, capture.partialConfig);
        this.sas = SaTable.parse(capture.sa);
        this.details = SaDetail.parse(capture.saDetails);
        this.counted = GatewaySas.of(capture.sa, capture.saDetails);
        this.algorithms = algorithms(capture);
        var printed = Environment.parse(capture.environment).time();
        this.zone = printed != null ? printed.getOffset() : facts == null ? ConfigFacts.JAPAN : facts.zone();
        this.log = capture.messages(zone);
        Optional<String> written = wan.or(() -> facts == null ? Optional.empty() : facts.wan(facts.peers()));
        this.wan = written.orElse(null);
        Optional<String> interfaceName = facts == null ? written.or(this::logged) : written;
        WanLink links = new WanLink(capture, log, facts == null ? null : facts.config());
        this.link = interfaceName.map(links::state).orElse(null);
        if (facts != null) {
            read(facts, links.orConfigured(interfaceName.orElse(SOME_WAN)));
            sortOut(facts.config(), named);
        }
        this.numbers = new KnownTunnels(capture, log, sas, counted).numbers(facts, configured, others);
        this.peers = Peers.of(facts, numbers, named);
    }

    /**
     * A router carries other people's tunnels, too. A tunnel that wraps its packets otherwise (L2TP, IPIP) is none of ours; where there are
     * tunnels of IKEv2, which all sites are that the API can make (cato-api.md §2), those of IKEv1 go elsewhere. One that has the two
     * names which only IKEv2 needs may be meant as such. Manifests know better.
     */
    private void sortOut(RtxConfig config, Set<Integer> named) {
        boolean second = configured.values().stream().anyMatch(RouterSide::second);
        for (ConfiguredTunnel tunnel : List.copyOf(configured.values())) {
            boolean wrapped = !config.encapsulation(tunnel.number()).equals("ipsec");
            boolean first = !second(tunnel)
                    && (tunnel.localIdentity().line() == null
                            || tunnel.remoteIdentity().line() == null);
            if (!named.contains(tunnel.number()) && (wrapped || (second && first))) {
                configured.remove(tunnel.number());
                others.put(tunnel.number(), tunnel);
            }
        }
    }

    private static boolean second(ConfiguredTunnel tunnel) {
        return Integer.valueOf(2).equals(tunnel.ikeVersion().value());
    }

    /** Without a configuration the log tells over which session the router goes out. */
    private Optional<String> logged() {
        boolean pppoe = log.stream().anyMatch(line -> line.text().startsWith("PPPOE[01]"));
        return pppoe || capture.pps.containsKey(1) ? Optional.of(SOME_WAN) : Optional.empty();
    }

    private void read(ConfigFacts known, LinkState wan) {
        RtxConfig config = known.config().with(new Surroundings(null, routes(known)));
        for (int number : known.tunnels()) {
            config.tunnel(number, wan)
                    .filter(tunnel -> tunnel.remoteAddress().value() != null
                            || tunnel.preSharedKey()
                            || capture.tunnels.containsKey(number))
                    .ifPresent(tunnel -> configured.put(number, tunnel));
        }
    }

    private RouteTable routes(ConfigFacts known) {
        return capture.has(Kind.ROUTES) ? RouteTable.parse(capture.routes) : known.routes();
    }

    // ---------------------------------------------------------------- what is there

    /** Its name, where its prompt has one, or a syslog server. */
    @Nullable
    String host() {
        return capture.host != null ? capture.host : capture.sender;
    }

    /** Tunnels that anything is known of. */
    Set<Integer> numbers() {
        return numbers;
    }

    private Stream<ConfiguredTunnel> all() {
        return Stream.concat(configured.values().stream(), others.values().stream());
    }

    @Nullable
    String remoteAddress(int number) {
        ConfiguredTunnel tunnel = configured.get(number);
        if (tunnel != null) {
            return tunnel.remoteAddress().value();
        }
        return sas.ofGateway(number).stream()
                .map(SaTable.Row::remote)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Which of its tunnels lead to Cato; by number where no route says. */
    Peers peers() {
        return peers;
    }

    /** Another tunnel that is bound to the same gateway, or whose lines a template writes to this one. */
    private @Nullable Clash clash(ConfiguredTunnel own) {
        Optional<Integer> template =
                facts == null ? Optional.empty() : facts.config().template(own.number());
        return all().filter(other -> other.number() != own.number() && other.gateway() == own.gateway())
                .findFirst()
                .map(other -> new Clash(other.number(), false))
                .or(() -> template.map(other -> new Clash(other, true)))
                .orElse(null);
    }

    @Nullable
    String localAddress(int number) {
        ConfiguredTunnel tunnel = configured.get(number);
        return tunnel == null ? null : tunnel.localAddress().value();
    }

    /** Whether anything tells this router from another. */
    boolean known() {
        return capture.identity().known();
    }

    /** The router's clock minus the true time, as far as its own log shows that it is wrong; null where it doesn't. */
    @Nullable
    Duration clockOffset() {
        Duration behind = capture.clockBehind();
        return behind == null ? null : behind.negated();
    }

    List<String> refusals() {
        return capture.refusals;
    }

    // ---------------------------------------------------------------- what was typed and logged

    /** What pings that somebody typed tell of a tunnel. */
    List<Check> checks(int number) {
        return new TypedPings(capture.pings, this).checks(number);
    }

    /** The only address that the router starts to, as far as its log shows; null where there are several or none. */
    @Nullable
    String startedTo() {
        List<String> started = log.stream()
                .map(line -> STARTED.matcher(line.text()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
        return started.size() == 1 ? started.getFirst() : null;
    }

    List<Message> messages(Scrubber secrets) {
        return log.stream()
                .map(line -> Message.routerLog(line.time(), secrets.scrub(line.text())))
                .toList();
    }

    /** The sentence of a tunnel that is switched off: its state alone would only say that it is down. */
    List<Message> sentences(int number) {
        List<List<String>> blocks = capture.tunnels.getOrDefault(number, List.of());
        return blocks.isEmpty()
                ? List.of()
                : blocks.getLast().stream()
                        .filter(line -> SWITCHED_OFF.matcher(line).find())
                        .map(line -> Message.routerLog(null, line.strip()))
                        .toList();
    }

    // ---------------------------------------------------------------- a tunnel's half

    RouterHalf half(int number) {
        ConfiguredTunnel tunnel = configured.get(number);
        RouterHalf half = RouterHalf.NOTHING
                .withState(asked(number), state(number, tunnel == null ? number : tunnel.gateway()))
                .withLink(link)
                .withWan(wan, hop())
                .withOneWay(oneWay(number))
                .withAlgorithms(algorithms)
                .withClockByFirmware(clockOffset() != null)
                .withClash(tunnel == null ? null : clash(tunnel))
                .withCaughtBy(
                        tunnel == null && capture.has(Kind.ROUTES)
                                ? RoutesInForce.caughtBy(RouteTable.parse(capture.routes), remoteAddress(number))
                                : null);
        if (facts == null) {
            return half;
        }
        RouterHalf read = facts.whole() ? half.withConfigured(tunnel) : half.withCutConfiguration(tunnel);
        return read.withRouteIntoTunnel(tunnel == null ? null : intoTunnel(number))
                .withMissing(facts.lacks(Set.of(number)) ? missing(false) : null);
    }

    /**
     * Of a tunnel of which nobody knows the number; null where it may be one of the router's.
     *
     * @param taken by the site's tunnels; null for each of which nobody knows the number
     */
    @Nullable
    RouterHalf half(List<@Nullable Integer> taken) {
        if (facts == null) {
            return null;
        }
        Set<Integer> left = new TreeSet<>(facts.config().tunnelNumbers());
        boolean others = left.removeIf(taken::contains);
        return facts.lacks(left)
                ? RouterHalf.NOTHING.withLink(link).withWan(wan, hop()).withMissing(missing(others))
                : null;
    }

    private Missing missing(boolean others) {
        LocalDateTime printed = capture.reported();
        return new Missing(printed == null ? null : printed.toInstant(zone), others);
    }

    private @Nullable String hop() {
        return facts == null || wan == null
                ? null
                : LinkView.gateway(wan, facts.config().address(wan).orElse(null), routes(facts));
    }

    private static @Nullable AlgorithmSet algorithms(RouterCapture capture) {
        return Optional.ofNullable(capture.facts())
                .flatMap(known -> RtxModel.of(known.model()))
                .map(model -> model.capabilities().algorithms())
                .orElse(null);
    }

    private @Nullable Boolean intoTunnel(int number) {
        if (facts == null || (facts.gateways().isEmpty() && !facts.whole())) {
            return null;
        }
        return facts.leadsInto(number);
    }

    /** When it was asked for the state of a tunnel, by its own clock. */
    private @Nullable Instant asked(int number) {
        List<List<String>> blocks = capture.tunnels.get(number);
        return blocks == null
                ? null
                : StatusTime.of(
                        blocks.getLast(),
                        TunnelStatus.parse(number, blocks.getLast()).connectedFor(),
                        zone);
    }

    private @Nullable TunnelState state(int number, int gateway) {
        List<List<String>> blocks = capture.tunnels.get(number);
        GatewaySas sasOfGateway = counted.get(gateway);
        if (blocks == null) {
            return tabled() ? bySas(number, gateway) : sasOfGateway == null ? null : byCount(number, sasOfGateway);
        }
        TunnelStatus status = TunnelStatus.parse(number, blocks.getLast());
        // A table without a row beside an interface that is up is of another moment.
        if (!sas.rows().isEmpty()) {
            return TunnelView.of(status, gateway, sas, details);
        }
        Phase phase = switch (status.state()) {
            case UP -> Phase.UP;
            case DOWN -> Phase.DOWN;
            case UNKNOWN -> Phase.UNKNOWN;
        };
        return new TunnelState(
                number,
                phase,
                status.connectedFor(),
                status.received(),
                status.sent(),
                status.keepalive(),
                null,
                List.of());
    }

    /** Whether it was asked for the SAs of all gateways, not only of one, whose table has another head. */
    private boolean tabled() {
        return !sas.rows().isEmpty()
                || (capture.has(Kind.SA)
                        && capture.sa.stream().noneMatch(line -> line.strip().startsWith("sgw")));
    }

    private static TunnelState byCount(int number, GatewaySas found) {
        Phase phase = found.ike() > 0 && found.bothWays() ? Phase.UP : found.any() ? Phase.NEGOTIATING : Phase.DOWN;
        return new TunnelState(number, phase, null, 0, 0, KeepaliveState.UNKNOWN, null, List.of());
    }

    /** The interface wasn't asked for: an IKE SA with child SAs both ways is what vendors call up (yamaha-rtx.md §3.4). */
    private TunnelState bySas(int number, int gateway) {
        TunnelState read = TunnelView.of(TunnelStatus.unreadable(number), gateway, sas, details);
        boolean ike = sas.has(gateway, SaTable.Kind.IKE);
        Phase phase = ike && sas.bothWays(gateway)
                ? Phase.UP
                : sas.ofGateway(gateway).isEmpty() ? Phase.DOWN : Phase.NEGOTIATING;
        return new TunnelState(number, phase, null, 0, 0, read.keepalive(), read.ikeSa(), read.childSas());
    }

    /** Asked for twice: whether only one counter moved in between; null where it was asked for once. */
    private @Nullable Boolean oneWay(int number) {
        List<List<String>> blocks = capture.tunnels.getOrDefault(number, List.of());
        if (blocks.size() < 2) {
            return null;
        }
        TunnelStatus before = TunnelStatus.parse(number, blocks.get(blocks.size() - 2));
        TunnelStatus after = TunnelStatus.parse(number, blocks.getLast());
        boolean comparable = before.state() == TunnelStatus.State.UP
                && after.state() == TunnelStatus.State.UP
                && after.sent() > before.sent();
        return comparable ? Boolean.valueOf(after.received() == before.received()) : null;
    }
}
