package dev.ipsecsites.lab.cma;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static dev.ipsecsites.lab.cma.CmaCaller.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both simulators and the wire: the article's evening, mistakes included, told to Cato by GraphQL and typed into the router. */
class BothEndsTest {
    private static final String POP = "203.0.113.10";
    private static final String SITE_ADDRESS = "192.0.2.10";
    private static final String PSK = "Secret123";
    private static final String ROUTER = """
        ip route default gateway pp 1
        ip route 203.0.113.10 gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         pp always-on on
         pppoe use lan2
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isppass
         ppp ipcp ipaddress on
         ip pp secure filter in 200040 200041
         ip pp secure filter out 200099
         pp enable 1
        pp select none
        ip filter 200040 pass 203.0.113.10 192.0.2.10 esp * *
        ip filter 200041 pass 203.0.113.10 192.0.2.10 udp * 500
        ip filter 200099 pass * * * * *
        tunnel select 1
         tunnel name Tokyo
          ipsec tunnel 1
          ipsec ike version 1 2
          ipsec ike group 1 modp1024
          ipsec ike encryption 1 aes256-cbc
          ipsec ike hash 1 sha256
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa 1 19800
          ipsec ike duration child-sa 1 3600
          ipsec ike keepalive use 1 on
          ipsec ike local address 1 192.0.2.10
          ipsec ike local name 1 192.0.2.10 ipv4-addr
          ipsec ike remote address 1 203.0.113.10
          ipsec ike remote name 1 203.0.113.10 ipv4-addr
          ipsec ike pre-shared-key 1 text Secret123
          ipsec ike proposal-limitation 1 on
         ip tunnel tcp mss limit auto
        tunnel enable 1
        tunnel select none
        ipsec auto refresh on
        """;

    private final SettableClock clock = new SettableClock();
    private final RtxSimulator router = RtxSimulator.builder(RtxModel.RTX810)
            .hostKey(SharedHostKey.PAIR)
            .name("osaka")
            .wan(Wan.pppoe(SITE_ADDRESS))
            .clock(clock)
            .configurationText(ROUTER)
            .build();
    private CmaSimulator simulator;
    private CmaCaller cma;
    private WireRunner wire;
    private String site;

    @BeforeEach
    void start() throws IOException {
        simulator = CmaCaller.simulator()
                .clock(clock)
                .address(ACCOUNT, "Tokyo", POP, "")
                .build()
                .start();
        cma = new CmaCaller(simulator.endpoint());
        site = cma.addSite("osaka", "192.168.100.0/24");
        init(Map.of("dhGroup", "DH_2_MODP1024"));
        String address = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "allocatedIP"))
                .at("/entityLookup/items/0/entity/id")
                .asText();
        cma.addTunnels(
                site,
                Map.of("primary", Map.of("publicCatoIpId", address, "tunnels", List.of(tunnel(SITE_ADDRESS, PSK)))));
        wire = new WireRunner(
                simulator.catoEnd(), () -> List.of(router.wire()), clock, WireTiming.defaults(), new Random(1));
    }

    @AfterEach
    void stop() {
        wire.close();
        cma.close();
        simulator.close();
        router.close();
    }

    private void init(Map<String, String> message) {
        cma.data(
                CmaCaller.DETAILS,
                Map.of(
                        "a", ACCOUNT,
                        "s", site,
                        "in",
                                Map.of(
                                        "connectionMode",
                                        "BIDIRECTIONAL",
                                        "identificationType",
                                        "IPV4",
                                        "initMessage",
                                        message)));
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            wire.tick();
        }
    }

    private JsonNode snapshot() {
        return cma.data(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).at("/accountSnapshot/sites/0");
    }

    private String timeline() {
        return simulator.timelineCsv(site + "/PRIMARY1").orElse("File not found");
    }

    @Test
    void theArticlesConfigurationComesUpAtBothEnds() {
        pass(20);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
        assertThat(snapshot().get("popName").asText()).isEqualTo("Tokyo");
        assertThat(router.type("show status tunnel 1"))
                .contains("  トンネルインタフェースは接続されています")
                .anyMatch(line -> line.matches(".*受信: \\(IPv4\\) 1\\d パケット.*"));
        assertThat(router.type("show ipsec sa")).anyMatch(line -> line.startsWith("Total: isakmp:1 send:1 recv:1"));
        assertThat(router.log()).anyMatch(line -> line.endsWith("IP Tunnel[1] Up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ipsec ike pre-shared-key 1 text another1|Auth payload doesn't match the calculated one - wrong psk?",
                "ipsec ike local name 1 192.0.2.10|Auth payload doesn't match dropping this sa",
                "ipsec ike remote name 1 203.0.113.99 ipv4-addr|Auth payload doesn't match dropping this sa",
                "ipsec ike group 1 modp1536|DH group GROUP_2_MODP1024 (2) in our proposal does not match DH group"
                        + " GROUP_5_MODP1536 (5) in peer's proposal 1",
                "ipsec ike encryption 1 aes-cbc|Encryption algorithm length AES_256 (256) in our proposal does not"
                        + " match encryption algorithm length AES_128 (128) in peer's proposal 1",
                "ipsec ike hash 1 sha|PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm"
                        + " HMAC_SHA1 (2) in peer's proposal 1",
                "ipsec ike hash 1 sha|Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match"
                        + " integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1"
            })
    void aMistakeAtTheRouterGivesTheArticlesMessage(String line, String message) {
        init(Map.of("cipher", "AES_CBC_256", "prf", "SHA256", "integrity", "SHA256", "dhGroup", "DH_2_MODP1024"));
        router.type(line);
        pass(2);
        assertThat(timeline()).contains(message);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("disconnected");
        assertThat(router.type("show status tunnel 1")).contains("  トンネルインタフェースは一度も接続されていません");
    }

    @Test
    void aForgottenProposalLimitationGivesTheArticlesMessage() {
        init(Map.of("dhGroup", "DH_14_MODP2048"));
        router.type("no ipsec ike proposal-limitation 1");
        pass(2);
        assertThat(timeline())
                .contains("DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE"
                        + " payload: 2]");
        router.type("ipsec ike group 1 modp2048", "ipsec ike proposal-limitation 1 on");
        pass(1);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
    }

    @ParameterizedTest
    @CsvSource({
        "no ip route 203.0.113.10, true",
        "ip route 203.0.113.10 gateway tunnel 1, false",
        "no ip filter 200041, false",
        "ipsec ike remote address 1 203.0.113.99, false",
        "no tunnel enable 1, false",
        "no pp enable 1, false"
    })
    void whatKeepsPacketsFromArrivingLeavesNoTimeline(String line, boolean harmless) {
        // Cato starting would reach the router all the same where only its own start is spoilt.
        cma.data(CmaCaller.DETAILS, Map.of("a", ACCOUNT, "s", site, "in", Map.of("connectionMode", "RESPONDER_ONLY")));
        router.type(line);
        pass(2);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo(harmless ? "connected" : "disconnected");
        if (!harmless) {
            assertThat(timeline()).isEqualTo("File not found");
        }
    }

    @Test
    void aPopThatIsCutIsSeenAtBothEndsAndHealsByItself() {
        pass(2);
        simulator.cutPop("Tokyo");
        pass(31);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("disconnected");
        pass(31);
        assertThat(router.log()).anyMatch(line -> line.endsWith("IP Tunnel[1] Down"));
        simulator.restorePop("Tokyo");
        pass(1);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
        assertThat(router.type("show status tunnel 1")).contains("  トンネルインタフェースは接続されています");
    }

    @Test
    void aResetMakesNewSasAtOnce() {
        pass(2);
        router.type("ipsec sa delete all");
        pass(1);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
        assertThat(router.type("show ipsec sa")).anyMatch(line -> line.startsWith("Total: isakmp:1"));
    }

    @Test
    void aRebootedRouterComesBackByItself() {
        router.type("save");
        pass(2);
        router.reboot();
        pass(5);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
        pass(120);
        assertThat(snapshot().get("connectivityStatus").asText()).isEqualTo("connected");
        assertThat(router.type("show ipsec sa")).anyMatch(line -> line.startsWith("Total: isakmp:1"));
    }

    @Test
    void aRenewalLeavesTheTunnelUpAndItsCountersRunning() {
        pass(10);
        clock.advance(Duration.ofSeconds(2_700));
        wire.tick();
        pass(5);
        assertThat(router.type("show status tunnel 1"))
                .contains("  トンネルインタフェースは接続されています")
                .anyMatch(line -> line.matches(".*受信: \\(IPv4\\) (\\d{2,}) パケット.*"));
        assertThat(router.log().stream().filter(line -> line.endsWith("IP Tunnel[1] Up")))
                .hasSize(1);
    }
}
