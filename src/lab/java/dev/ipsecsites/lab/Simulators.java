package dev.ipsecsites.lab;

import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.site.IkeWire;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.control.ControlPort;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Both ends of every tunnel and the wire between them: Cato's API, the routers, IKE. */
final class Simulators implements AutoCloseable {
    /** The lab's licence grants each site one address for each of its two roles. */
    private static final int ADDRESSES_A_SITE = 2;

    /** How often the two ends of each tunnel are compared. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final Pattern KEY =
            Pattern.compile("(pre-shared-key \\d+ text|password(?: encrypted)?|pp auth myname \\S+) \\S+");

    private final CmaSimulator cma;
    private final Map<String, RtxSimulator> routers;
    private final ControlPort control;
    private final LabDirectory directory;
    private final Optional<IkeWire> ike;

    private Simulators(
            CmaSimulator cma,
            Map<String, RtxSimulator> routers,
            ControlPort control,
            LabDirectory directory,
            Optional<IkeWire> ike) {
        this.cma = cma;
        this.routers = routers;
        this.control = control;
        this.directory = directory;
        this.ike = ike;
    }

    /**
     * Starts everything that the branches need; each part is stopped by the stopper, even when a later one fails.
     *
     * @param timing of the compared wire
     */
    static Simulators start(
            List<Branch> branches,
            LabDirectory directory,
            Stopper stopper,
            Progress progress,
            WireKind wire,
            WireTiming timing)
            throws IOException {
        var cma = stopper.add(cma(branches)).start();
        var routers = new LinkedHashMap<String, RtxSimulator>();
        for (int i = 0; i < branches.size(); i++) {
            var router = stopper.add(router(branches.get(i).router(), i)).start();
            routers.put(router.name(), router);
        }
        var ends = routers.values().stream().map(RtxSimulator::wire).toList();
        var missing = wire == WireKind.IKE ? RealIke.missing() : Optional.<String>empty();
        missing.ifPresent(why -> progress.say("wire", "compared instead: " + why));
        Optional<IkeWire> real = Optional.empty();
        if (wire == WireKind.IKE && missing.isEmpty()) {
            var ike = stopper.add(IkeWire.open(
                    cma.catoEnd(), () -> ikeRouters(routers.values()), Clock.systemUTC(), directory.root()));
            ike.start(TICK);
            real = Optional.of(ike);
            progress.say("wire", "real: strongSwan at each end of each tunnel, in namespaces " + ike.prefix() + "*");
        } else {
            stopper.add(new WireRunner(cma.catoEnd(), () -> ends, Clock.systemUTC(), timing, new SecureRandom()))
                    .start(TICK);
        }
        var control = stopper.add(new ControlPort(0, List.copyOf(routers.values())));
        Files.createDirectories(directory.run(""));
        Files.writeString(directory.run("cma-ca.pem"), cma.caCertificatePem(), StandardCharsets.US_ASCII);
        return stopper.add(new Simulators(cma, routers, control, directory, real));
    }

    private static List<IkeWire.Router> ikeRouters(Collection<RtxSimulator> routers) {
        return routers.stream()
                .map(router -> new IkeWire.Router(
                        router.wire(),
                        router.model().printed(),
                        router::runningConfig,
                        () -> router.wan().address()))
                .toList();
    }

    private static CmaSimulator cma(List<Branch> branches) {
        var quota = new HashMap<String, Integer>();
        for (var branch : branches) {
            quota.merge(account(branch), ADDRESSES_A_SITE, Integer::sum);
        }
        var builder = CmaSimulator.builder().https(0);
        quota.forEach((account, addresses) ->
                builder.account(account, addresses).editKey(account, Connection.apiKey(account)));
        for (var branch : branches) {
            var site = Resource.find(branch.manifests(), Kinds.SITE.kind(), branch.site())
                    .orElseThrow();
            for (var role : List.of("primary", "secondary")) {
                site.text("spec", role, "allocatedAddress")
                        .ifPresent(address -> builder.address(
                                account(branch),
                                site.text("spec", role, "popLocation").orElseThrow(),
                                address,
                                "allocated in the console"));
            }
        }
        return builder.build();
    }

    private static String account(Branch branch) {
        return Resource.ofKind(branch.manifests(), Kinds.ACCOUNT.kind())
                .getFirst()
                .text("spec", "accountId")
                .orElseThrow();
    }

    private static RtxSimulator router(LabRouter router, int index) {
        var uplink = router.uplink();
        var builder = RtxSimulator.builder(RtxModel.valueOf(router.model()))
                .name(router.name())
                .serial("S4H%06d".formatted(index + 1))
                .charset(router.japanese() ? ConsoleCharset.SJIS : ConsoleCharset.ASCII)
                .user(router.login().user(), router.login().password())
                .administratorPassword(router.login().administratorPassword())
                .wan(uplink.pppoe() ? Wan.pppoe(uplink.address()) : Wan.fixed(uplink.address(), uplink.gateway()))
                .configuration(router.configuration().toArray(String[]::new));
        router.firmware().ifPresent(builder::firmware);
        router.hostKey().ifPresent(builder::hostKey);
        return builder.build();
    }

    /** What manifests need to reach them. */
    Connection connection() {
        var endpoint = cma.secureEndpoint();
        return new Connection(endpoint.toString(), endpoint.getHost());
    }

    Connection.RouterAddress address(String router) {
        var simulator = router(router);
        return new Connection.RouterAddress("127.0.0.1", simulator.port(), simulator.hostKeyFingerprint());
    }

    RtxSimulator router(String name) {
        return Objects.requireNonNull(routers.get(name), () -> "no router " + name);
    }

    List<RtxSimulator> routers() {
        return new ArrayList<>(routers.values());
    }

    CmaSimulator cma() {
        return cma;
    }

    /** The wire, when it is real. */
    Optional<IkeWire> ike() {
        return ike;
    }

    /** PEM file to trust for Cato's API. */
    Path authority() {
        return directory.run("cma-ca.pem");
    }

    /** Where a person plays Cato's network: cutting PoPs and the like. */
    URI cmaControl() {
        return cma.controlEndpoint();
    }

    /** Where a person plays the owner of a router. */
    URI routerControl() {
        return URI.create("http://127.0.0.1:" + control.port());
    }

    /** Writes what each end has seen into its log; the parts are closed by the stopper. */
    @Override
    public void close() throws IOException {
        writeLogs();
    }

    /** What each end has seen so far, as files that a person can read. */
    List<Path> writeLogs() throws IOException {
        var logs = new ArrayList<Path>();
        logs.add(directory.log("cma"));
        Files.write(directory.log("cma"), cmaLog());
        for (var router : routers.values()) {
            var lines = new ArrayList<>(List.of("--- commands typed"));
            lines.addAll(router.commandsSeen());
            lines.add("--- show log");
            lines.addAll(router.log());
            lines.add("--- running configuration");
            lines.addAll(router.runningConfig());
            Files.write(directory.log(router.name()), withoutKeys(lines));
            logs.add(directory.log(router.name()));
        }
        return logs;
    }

    /** A log is passed on more easily than a router's configuration. */
    private static List<String> withoutKeys(List<String> lines) {
        return lines.stream()
                .map(line -> KEY.matcher(line).replaceAll("$1 ********"))
                .toList();
    }

    private List<String> cmaLog() {
        var lines = new ArrayList<>(List.of("--- requests by operation"));
        cma.statistics().requests().forEach((operation, count) -> lines.add(operation + " " + count));
        lines.add("--- mutations that changed something");
        cma.statistics().mutations().forEach((mutation, count) -> lines.add(mutation + " " + count));
        lines.add("--- what exists");
        cma.state().forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }
}
