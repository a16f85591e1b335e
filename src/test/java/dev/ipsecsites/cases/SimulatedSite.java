package dev.ipsecsites.cases;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static dev.ipsecsites.lab.cma.CmaCaller.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.lab.cma.CmaCaller;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.cma.SettableClock;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.wire.Decider;
import dev.ipsecsites.lab.wire.Wire;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Both simulators and the compared wire, with the article's site: what a story is told to. */
final class SimulatedSite implements AutoCloseable {
    private final SiteSettings settings;
    private final SettableClock clock = new SettableClock();
    private final CmaSimulator cato;
    private final CmaCaller cma;
    private final RtxSimulator router;
    private final WireRunner wire;
    private final Map<String, String> addresses = new HashMap<>();
    private final String site;

    SimulatedSite(SiteSettings settings, String name) throws IOException {
        this(settings, name, router -> Wire::decide);
    }

    /** @param deciding who decides what comes of a tunnel and a gateway */
    SimulatedSite(SiteSettings settings, String name, Function<RtxSimulator, Decider> deciding) throws IOException {
        this.settings = settings;
        Random random = new Random(name.hashCode());
        clock.advance(Duration.ofSeconds(random.nextInt(300 * 24 * 3600)));
        cato = CmaCaller.simulator()
                .clock(clock)
                .address(ACCOUNT, "Tokyo", SiteSettings.TOKYO, "")
                .address(ACCOUNT, "London", SiteSettings.LONDON, "")
                .build()
                .start();
        cma = new CmaCaller(cato.endpoint());
        JsonNode items = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "allocatedIP"))
                .at("/entityLookup/items");
        items.forEach(item -> addresses.put(
                item.at("/helperFields/allocatedIp").asText(),
                item.at("/entity/id").asText()));
        site = addSite("osaka", "192.168.100.0/24", settings.siteAddress());
        router = RtxSimulator.builder(settings.model())
                .name("osaka")
                .charset(settings.console())
                .hostKey(SharedHostKey.PAIR)
                .serial("S3K000001")
                .user("admin", "loginpw1")
                .administratorPassword("adminpw1")
                .wan(settings.wan())
                .clock(Clock.offset(clock, settings.routerClock()))
                .configurationText(settings.routerText())
                .build()
                .start();
        wire = new WireRunner(
                cato.catoEnd(),
                () -> List.of(router.wire()),
                clock,
                WireTiming.defaults(),
                random,
                deciding.apply(router));
    }

    /** Another site of the account, or the first: details, then a tunnel to each address. */
    String addSite(String name, String range, String publicAddress) {
        String id = cma.addSite(name, range);
        details(id, settings.init(), settings.auth());
        cma.addTunnels(
                id,
                Map.of(
                        "primary", role(SiteSettings.TOKYO, publicAddress, SiteSettings.TOKYO_KEY),
                        "secondary", role(SiteSettings.LONDON, publicAddress, SiteSettings.LONDON_KEY)));
        return id;
    }

    private Map<String, Object> role(String pop, String publicAddress, String key) {
        return Map.of(
                "publicCatoIpId",
                Optional.ofNullable(addresses.get(pop)).orElseThrow(),
                "tunnels",
                List.of(tunnel(publicAddress, key)));
    }

    private void details(String id, Map<String, String> init, Map<String, String> auth) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("connectionMode", settings.bidirectional() ? "BIDIRECTIONAL" : "RESPONDER_ONLY");
        input.put("identificationType", "IPV4");
        input.put("initMessage", init);
        input.put("authMessage", auth);
        cma.data(CmaCaller.DETAILS, Map.of("a", ACCOUNT, "s", id, "in", input));
    }

    SiteSettings settings() {
        return settings;
    }

    CmaSimulator cato() {
        return cato;
    }

    RtxSimulator router() {
        return router;
    }

    /** Typed at the router; a line that it refuses is a mistake of the story. */
    SimulatedSite type(String... lines) {
        List<String> said = router.type(lines);
        if (said.stream().anyMatch(line -> line.startsWith("Error") || line.startsWith("エラー"))) {
            throw new IllegalArgumentException("refused: " + said);
        }
        return this;
    }

    /** Seconds go by, with traffic and keepalives. */
    SimulatedSite pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            wire.tick();
        }
        return this;
    }

    /** Time goes by in which nobody looks: one step of the wire at the end. */
    SimulatedSite leap(Duration time) {
        clock.advance(time);
        wire.tick();
        return this;
    }

    /** What the console lets one download for a tunnel; empty where it answers {@code File not found}. */
    Optional<String> timeline(String tunnel) throws IOException, InterruptedException {
        URI at = cato.controlEndpoint().resolve("/tunnels/" + site + "/" + tunnel + "/timeline.csv");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        }
    }

    ConsoleCharset console() {
        return settings.console();
    }

    @Override
    public void close() {
        wire.close();
        cma.close();
        cato.close();
        router.close();
    }
}
