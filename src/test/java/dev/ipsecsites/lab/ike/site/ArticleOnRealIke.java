package dev.ipsecsites.lab.ike.site;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static dev.ipsecsites.lab.cma.CmaCaller.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.lab.cma.CmaCaller;
import dev.ipsecsites.lab.cma.CmaSimulator;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The article's site: told to Cato by GraphQL and typed into the router, with a daemon at each end of both tunnels. */
final class ArticleOnRealIke implements AutoCloseable {
    static final String TOKYO = "203.0.113.10";
    static final String LONDON = "203.0.113.20";
    private static final String SITE_ADDRESS = "192.0.2.10";
    private static final Duration TICK = Duration.ofMillis(100);

    /** Keepalive every second, dead after three: the article's default of a minute is tested nowhere better for being longer. */
    private static final String TUNNEL = """
        tunnel select %1$d
          ipsec tunnel %1$d
          ipsec ike version %1$d 2
          ipsec ike group %1$d modp1024
          ipsec ike encryption %1$d aes256-cbc
          ipsec ike hash %1$d sha256
          ipsec sa policy %1$d %1$d esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa %1$d 19800
          ipsec ike duration child-sa %1$d 3600
          ipsec ike keepalive use %1$d on rfc4306 1 3
          ipsec ike local address %1$d 192.0.2.10
          ipsec ike local name %1$d 192.0.2.10 ipv4-addr
          ipsec ike remote address %1$d %2$s
          ipsec ike remote name %1$d %2$s ipv4-addr
          ipsec ike pre-shared-key %1$d text Secret%1$d23
          ipsec ike proposal-limitation %1$d on
         ip tunnel tcp mss limit auto
        tunnel enable %1$d
        tunnel select none
        """;

    private static final String ROUTER = """
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        ip route 203.0.113.20 gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         pp always-on on
         pppoe use lan2
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isppass
         ppp ipcp ipaddress on
         pp enable 1
        pp select none
        ipsec auto refresh on
        """;

    private static final String CONNECTED =
            "query ($a: ID!) { accountSnapshot(accountID: $a) { sites { devices { interfaces { id connected } } } } }";

    final RtxSimulator router;
    final CmaSimulator cato;
    final CmaCaller caller;
    final IkeWire wire;
    final String site;

    ArticleOnRealIke() throws IOException {
        router = RtxSimulator.builder(RtxModel.RTX810)
                .hostKey(SharedHostKey.PAIR)
                .name("article")
                .wan(Wan.pppoe(SITE_ADDRESS))
                .configurationText(ROUTER + TUNNEL.formatted(1, TOKYO) + TUNNEL.formatted(2, LONDON))
                .build();
        cato = CmaCaller.simulator()
                .address(ACCOUNT, "Tokyo", TOKYO, "")
                .address(ACCOUNT, "London", LONDON, "")
                .build()
                .start();
        caller = new CmaCaller(cato.endpoint());
        site = caller.addSite("article", "192.168.100.0/24");
        init(Map.of("dhGroup", "DH_2_MODP1024"));
        JsonNode addresses = caller.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "allocatedIP"))
                .at("/entityLookup/items");
        caller.addTunnels(
                site,
                Map.of(
                        "primary",
                        role(addresses.get(0), "Secret123"),
                        "secondary",
                        role(addresses.get(1), "Secret223")));
        wire = IkeWire.open(
                cato.catoEnd(),
                () -> List.of(new IkeWire.Router(
                        router.wire(),
                        "RTX810",
                        router::runningConfig,
                        () -> router.wan().address())),
                Clock.systemUTC(),
                Path.of("target", "ike"));
    }

    private static Map<String, Object> role(JsonNode address, String key) {
        return Map.of(
                "publicCatoIpId", address.at("/entity/id").asText(), "tunnels", List.of(tunnel(SITE_ADDRESS, key)));
    }

    ArticleOnRealIke start() {
        wire.start(TICK);
        return this;
    }

    /** Has Cato tell the site by a name that it generates, which the router knows nothing of. */
    void toldByName() {
        details(Map.of("connectionMode", "RESPONDER_ONLY", "identificationType", "FQDN"));
    }

    /** Changes Cato's init message. */
    void init(Map<String, String> message) {
        details(Map.of("connectionMode", "BIDIRECTIONAL", "identificationType", "IPV4", "initMessage", message));
    }

    private void details(Map<String, Object> changed) {
        caller.data(CmaCaller.DETAILS, Map.of("a", ACCOUNT, "s", site, "in", changed));
    }

    /** Whether the router shows the tunnel's interface as connected. */
    boolean routerUp(int tunnel) {
        return router.type("show status tunnel " + tunnel).contains("  トンネルインタフェースは接続されています");
    }

    /** Whether Cato shows the tunnel as connected, too. */
    boolean bothEndsUp(int tunnel) {
        JsonNode site =
                caller.data(CONNECTED, Map.of("a", ACCOUNT)).at("/accountSnapshot/sites/0/devices/0/interfaces");
        String name = tunnel == 1 ? "Primary1" : "Secondary1";
        for (JsonNode one : site) {
            if (one.get("id").asText().equals(name)) {
                return one.get("connected").asBoolean() && routerUp(tunnel);
            }
        }
        return false;
    }

    /** Packets out of the tunnel, as the router counts them. */
    long received(int tunnel) {
        return router.type("show status tunnel " + tunnel).stream()
                .filter(line -> line.contains("受信: (IPv4)"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\(IPv4\\) (\\d+) .*", "$1")))
                .findFirst()
                .orElse(0);
    }

    /** SPI of the IKE SA of a gateway. */
    String ikeSpi(int gateway) {
        return router.type("show ipsec sa gateway " + gateway + " detail").stream()
                .filter(line -> line.contains("SPI:"))
                .findFirst()
                .orElse("");
    }

    /** Whether both gateways' IKE SAs are from that address and port. */
    boolean startsFrom(String addressAndPort) {
        return List.of(1, 2).stream()
                .allMatch(gateway -> router.type("show ipsec sa gateway " + gateway + " detail").stream()
                        .anyMatch(line -> line.endsWith(" " + addressAndPort)));
    }

    /** The lines of a gateway's IKE settings, to be typed again. */
    List<String> gatewayLines(int gateway) {
        return router.runningConfig().stream()
                .map(String::strip)
                .filter(line -> line.matches(
                        "ipsec ike (pre-shared-key|local name|remote name|group|encryption|hash) " + gateway + " .*"))
                .toList();
    }

    /** Packets from the LAN's host that came back. */
    int pings(int count) throws IOException {
        String printed = Script.run(List.of("ip netns exec " + wire.lanNamespace("article")
                + " ping -n -q -i 0.2 -W 1 -c " + count + " " + LabNetwork.CATO_ADDRESS + " || true"));
        return Integer.parseInt(printed.replaceAll("(?s).* (\\d+) received.*", "$1"));
    }

    /** The interface that a packet of the LAN to Cato would take. */
    String way() throws IOException {
        return Script.run(List.of("ip -n " + wire.routerNamespace("article") + " route get " + LabNetwork.CATO_ADDRESS
                        + " from 192.168.100.2 iif lan1 2>&1 || true"))
                .replaceAll("(?s).* dev (\\S+).*", "$1")
                .strip();
    }

    /** Kills the daemon that has written its process id where the wire let it live. */
    void killDaemon(String end) throws IOException {
        String run = wire.prefix().replaceFirst("^ipsec-site-", "").replaceFirst("-$", "");
        Path pid = LabRun.ROOT.resolve(run).resolve(end).resolve("pid");
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .orElseThrow()
                .destroyForcibly();
    }

    String timeline(String tunnel) {
        return cato.timelineCsv(site + "/" + tunnel).orElse("File not found");
    }

    @Override
    public void close() throws IOException {
        wire.close();
        caller.close();
        cato.close();
        router.close();
    }
}
