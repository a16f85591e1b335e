package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import dev.ipsecsites.lab.wire.RouterPeer;
import dev.ipsecsites.lab.wire.RouterPeer.Keepalive;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The router's end of the wire, and what the show commands make of it (article; yamaha-rtx.md §3.3–§3.6). */
class RtxSimulatorTunnelTest {
    private static final String POP = "203.0.113.10";
    private static final SecurityAssociations AGREED = new SecurityAssociations(
            "AES_CBC_256",
            "SHA256",
            "SHA256",
            2,
            "AES_CBC_256",
            "SHA256",
            0,
            "192.0.2.10",
            POP,
            "aa",
            "bb",
            0x1234,
            0x5678,
            false);

    private final Routers.TestClock clock = new Routers.TestClock();
    private final RtxSimulator router = Routers.article().clock(clock).build();
    private final RouterEnd wire = router.wire();

    @Test
    void theArticlesGatewayIsReadInIkesTerms() {
        RouterPeer peer = wire.peers().getFirst();
        assertThat(wire.peers()).hasSize(1);
        assertThat(peer.tunnel()).isEqualTo(1);
        assertThat(peer.enabled()).isTrue();
        assertThat(peer.initiates()).isTrue();
        assertThat(peer.answers()).isTrue();
        assertThat(peer.hindrance()).isEmpty();
        assertThat(peer.ikeVersion()).isEqualTo(2);
        assertThat(peer.sourceAddress()).isEqualTo("192.0.2.10");
        assertThat(peer.publicAddress()).isEqualTo("192.0.2.10");
        assertThat(peer.remoteAddress()).isEqualTo(POP);
        assertThat(peer.preSharedKey()).isEqualTo(PreSharedKey.ofText("Secret123"));
        assertThat(peer.ownIdentity()).isEqualTo(new IkeIdentity("ipv4", "192.0.2.10"));
        assertThat(peer.expectedPeerIdentity()).isEqualTo(new IkeIdentity("ipv4", POP));
        assertThat(peer.limited()).isTrue();
        assertThat(peer.configured().encryption()).isEqualTo(Set.of("AES_CBC_256"));
        assertThat(peer.configured().prf()).isEqualTo(Set.of("SHA256"));
        assertThat(peer.configured().dhGroups()).isEqualTo(Set.of(2));
        assertThat(peer.configuredChild().dhGroups()).isEqualTo(Set.of(0));
        assertThat(peer.supported().dhGroups()).containsExactly(14, 5, 2, 1);
        assertThat(peer.supported().integrity()).doesNotContain("SHA384");
        assertThat(peer.keepalive()).isEqualTo(new Keepalive(10, 6));
        assertThat(peer.ikeLifetimeSeconds()).isEqualTo(19800);
        assertThat(peer.childLifetimeSeconds()).isEqualTo(3600);
        assertThat(peer.childExchangeRfc()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        no ipsec auto refresh; initiates
        ipsec auto refresh 1 off; initiates
        ipsec ike remote address 1 any; initiates
        no tunnel enable 1; enabled
        ipsec use off; enabled
        ipsec ike local address 1 198.51.100.77; source
        no ipsec ike pre-shared-key 1; key
        no ipsec ike proposal-limitation 1; limited
        ipsec ike auth method 1 eap-md5; unhindered
        ipsec ike auth method 1 certificate; unhindered
        ipsec sa policy 1 1 ah sha256-hmac; unhindered
        """)
    void everyLineCounts(String change, String lost) {
        router.type("tunnel select 1", change);
        RouterPeer peer = wire.peers().getFirst();
        boolean still = switch (lost) {
            case "initiates" -> peer.initiates();
            case "enabled" -> peer.enabled();
            case "source" -> peer.sourceAddress() != null;
            case "key" -> peer.preSharedKey() != null;
            case "unhindered" -> peer.hindrance().isEmpty();
            default -> peer.limited();
        };
        assertThat(still).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "on, 10, 6",
        "on rfc4306, 10, 6",
        "on rfc4306 10 3, 10, 3",
        "on dpd 5 2 30, 5, 2",
        "on icmp-echo 10.254.254.1 20 4, 20, 4"
    })
    void aKeepaliveHasItsIntervalAndItsCount(String typed, int seconds, int failures) {
        router.type("ipsec ike keepalive use 1 " + typed);
        assertThat(wire.peers().getFirst().keepalive()).isEqualTo(new Keepalive(seconds, failures));
    }

    @Test
    void aRouterMayBeToldToStartOnly() {
        RtxSimulator young = Routers.english(RtxModel.RTX830)
                .configuration("ipsec ike negotiation receive 1 off", "ipsec ike auth method 1 pre-shared-key")
                .build();
        RouterPeer peer = young.wire().peers().getFirst();
        assertThat(peer.answers()).isFalse();
        assertThat(peer.hindrance()).isEmpty();
    }

    @Test
    void anIkeSaLivesAtLeastAsLongAsItsChild() {
        router.type("ipsec ike duration isakmp-sa 1 3600", "ipsec ike duration ipsec-sa 1 28800");
        RouterPeer peer = wire.peers().getFirst();
        assertThat(peer.ikeLifetimeSeconds()).isEqualTo(28_800);
        assertThat(peer.childLifetimeSeconds()).isEqualTo(28_800);
        wire.negotiated(1, AGREED);
        assertThat(router.type("show ipsec sa")).anyMatch(l -> l.matches("1 +1 +- +ike +- +28800 +203.0.113.10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "auto"})
    void keepaliveThatIsNotOnAsksNothing(String typed) {
        router.type("ipsec ike keepalive use 1 " + typed);
        assertThat(wire.peers().getFirst().keepalive()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        text Abcdefgh1; 416263646566676831
        text 0x4142; 307834313432
        0x41FF; 41ff
        0xfe; fe
        text 'abcdefg\\'; 616263646566675c
        text a\\ b; 612062
        """)
    void aKeyIsOctets(String typed, String octets) {
        router.type("ipsec ike pre-shared-key 1 " + typed);
        assertThat(wire.peers().getFirst().preSharedKey()).isEqualTo(new PreSharedKey(octets));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.10 ipv4-addr, 203.0.113.10",
        "203.0.113.10 fqdn, 203.0.113.10",
        "203.0.113.10 key-id,",
        "203.0.113.10,"
    })
    void withoutRemoteAddressItGoesToTheRemoteNameUnlessThatIsAKeyId(String name, @Nullable String remote) {
        router.type("no ipsec ike remote address 1", "ipsec ike remote name 1 " + name);
        RouterPeer peer = wire.peers().getFirst();
        assertThat(peer.remoteAddress()).isEqualTo(remote);
        assertThat(peer.initiates()).isEqualTo(remote != null);
    }

    @Test
    void anIdentityWithoutItsTypeIsAKeyId() {
        router.type("ipsec ike local name 1 192.0.2.10");
        assertThat(wire.peers().getFirst().ownIdentity()).isEqualTo(new IkeIdentity("key-id", "192.0.2.10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        syslog notice on; true; true; true
        no ip filter 200040; true; true; false
        no ip filter 200041; true; false; true
        ip filter 200041 pass 203.0.113.10 192.0.2.10 udp * 4500; true; false; true
        ip filter 200040 reject * * esp; true; true; false
        ip filter 200003 reject * * udp,tcp netbios_ns-netbios_ssn *; true; true; true
        ip filter 200003 reject * * udp dhcps,dhcpc dhcps,dhcpc; true; true; true
        ip filter 200003 reject * * udp snmp-uucp *; true; false; true
        ip filter 200003 reject * * * * 135-139; true; true; false
        ip filter 200003 reject * * tcp,udp,esp 445 *; true; true; false
        ip filter 200003 reject * * udp 1024- *; true; true; true
        no ip pp secure filter in; true; true; true
        ip pp secure filter out 200003; false; false; false
        no ip route 203.0.113.10; false; false; false
        ip route 203.0.113.10 gateway tunnel 1; false; false; false
        no pp enable 1; false; false; false
        no pp auth myname; false; false; false
        """)
    void routesAndFiltersDecideWhatPasses(String change, boolean out, boolean ike, boolean esp) {
        router.type("pp select 1", change);
        assertThat(wire.passes(POP, true, "udp", 500)).as("IKE out").isEqualTo(out);
        assertThat(wire.passes(POP, false, "udp", 500)).as("IKE in").isEqualTo(ike);
        assertThat(wire.passes(POP, false, "esp", 0)).as("ESP in").isEqualTo(esp);
    }

    @Test
    void natLeadsInOnlyWhatItWasToldOrWhatTheRouterBegan() {
        router.type("pp select 1", "no ip pp secure filter in", "ipsec ike local address 1 192.168.100.1");
        assertThat(wire.peers().getFirst().publicAddress()).isEqualTo("192.0.2.10");
        assertThat(wire.passes(POP, false, "esp", 0)).isFalse();
        router.type("nat descriptor masquerade static 1 1 192.168.100.1 esp");
        assertThat(wire.passes(POP, false, "esp", 0)).isTrue();
        router.type("no ipsec auto refresh");
        assertThat(wire.passes(POP, false, "udp", 500)).isFalse();
        router.type("nat descriptor masquerade static 1 2 192.168.100.1 udp 500");
        assertThat(wire.passes(POP, false, "udp", 500)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "udp 500, true",
        "'udp 500,4500', true",
        "udp 400-600, true",
        "udp 500=500, true",
        "udp 500=10500, false",
        "udp 10500=500, false",
        "udp 400-600=10400-10600, false",
        "udp 501-600, false"
    })
    void aStaticEntryLeadsFromThePortOutsideToTheOneInside(String entry, boolean ike) {
        router.type("pp select 1", "no ip pp secure filter in", "ipsec ike local address 1 192.168.100.1");
        router.type("no ipsec auto refresh", "nat descriptor masquerade static 1 2 192.168.100.1 " + entry);
        assertThat(wire.passes(POP, false, "udp", 500)).isEqualTo(ike);
    }

    @ParameterizedTest
    @CsvSource({
        "icmp 8, icmp 0, 2",
        "icmp 0, icmp 0, 0",
        "icmp 8, icmp 8, 0",
        "icmp 8 1, icmp 0, 0",
        "'icmp,udp 500', icmp-info, 2",
        "* 500 500, icmp 0 0, 2"
    })
    void anEchoHasATypeAndACode(String out, String in, int received) {
        RtxSimulator english =
                Routers.article().charset(ConsoleCharset.ASCII).clock(clock).build();
        english.type("ip filter 8 pass * * " + out, "ip filter 9 pass * * " + in);
        english.type("pp select 1", "ip pp secure filter out 8", "ip pp secure filter in 9");
        assertThat(english.type("ping -c 2 203.0.113.10"))
                .anyMatch(l -> l.startsWith("2 packets transmitted, " + received + " packets received"));
    }

    @Test
    void theLineGoingDownStopsEverything() {
        router.wan(router.wan().withUp(false));
        assertThat(wire.peers().getFirst().publicAddress()).isNull();
        assertThat(wire.passes(POP, true, "udp", 500)).isFalse();
        assertThat(router.type("show status pp 1")).contains("PPPoEセッションは継っていません");
        assertThat(router.log()).anyMatch(l -> l.contains("PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]"));
    }

    @Test
    void statusIsWordedAsInTheArticle() {
        assertThat(router.type("show status tunnel 1")).contains("  トンネルインタフェースは一度も接続されていません");
        assertThat(router.type("show status tunnel 3")).isEmpty();
        wire.negotiated(1, AGREED);
        clock.advance(Duration.ofSeconds(1266));
        wire.traffic(1, 105, 9660, 134, 10872, true);
        assertThat(router.type("show status tunnel 1"))
                .containsExactly(
                        "TUNNEL[1]:",
                        "説明: Tokyo",
                        "  インタフェースの種類: IPsec",
                        "  トンネルインタフェースは接続されています",
                        "  開始: 2024/01/29 18:38:23",
                        "  通信時間: 21分6秒",
                        "  受信: (IPv4) 105 パケット [9660 オクテット]",
                        "        (IPv6) 0 パケット [0 オクテット]",
                        "  送信: (IPv4) 134 パケット [10872 オクテット]",
                        "        (IPv6) 0 パケット [0 オクテット]",
                        "  IKEキープアライブ:",
                        "        [タイプ]: rfc4306",
                        "          [状態]: OK",
                        "    [次の送信]: 4 秒後");
        assertThat(router.type("show ipsec sa"))
                .startsWith("Total: isakmp:1 send:1 recv:1", "")
                .anyMatch(l -> l.matches("1 +1 +- +ike +- +18534 +203.0.113.10"))
                .anyMatch(l -> l.matches("2 +1 +1 +tun\\[001]esp +send 2334 +203.0.113.10"))
                .anyMatch(l -> l.matches("3 +1 +1 +tun\\[001]esp +recv 2334 +203.0.113.10"));
        assertThat(router.type("show ipsec sa gateway 1 detail"))
                .contains(
                        "SA[1] 状態: 確立済 寿命: 18534秒",
                        "プロトコル: IKEv2",
                        "ローカルホスト: 192.0.2.10:500",
                        "暗号アルゴリズム: AES256_CBC PRF : HMAC_SHA2_256",
                        "認証アルゴリズム: HMAC_SHA2_256_128 DHグループ: MODP_1024",
                        "送受信方向: 送信",
                        "リモートID: 203.0.113.10 (IPv4_ADDR)",
                        "認証アルゴリズム: HMAC_SHA2_256_128 ESN: DISABLE",
                        "SPI: 00001234");
        assertThat(router.log()).anyMatch(l -> l.endsWith("IP Tunnel[1] Up"));
    }

    @Test
    void englishStatusCountsInSingularAndPlural() {
        RtxSimulator english = Routers.english(RtxModel.RTX1300)
                .clock(clock)
                .wan(Wan.fixed("192.0.2.10", "192.0.2.1"))
                .configuration("tunnel select 3", "ipsec tunnel 7", "ipsec sa policy 7 5 esp aes256-cbc sha256-hmac")
                .configuration("description tunnel \"to Tokyo\"", "tunnel enable 3", "tunnel select none")
                .build();
        assertThat(english.type("show status tunnel 3")).contains("  Current status is Offline, never connected.");
        english.wire().negotiated(5, AGREED);
        clock.advance(Duration.ofSeconds(61));
        english.wire().traffic(5, 1, 60, 2, 120, true);
        assertThat(english.type("show status tunnel 3"))
                .startsWith(
                        "TUNNEL[3]:",
                        "Description: to Tokyo",
                        "  Interface type: IPsec",
                        "  Current status is Online.",
                        "  from 2024/01/29 18:38:23.",
                        "  1 minute 1 second  connection.",
                        "  Maximum Transmission Unit(MTU):")
                .contains("  Received:    (IPv4) 1 packet [60 octets]", "               (IPv6) 0 packet [0 octet]");
        assertThat(english.type("show ipsec sa")).anyMatch(l -> l.contains("tun[0003]esp"));
        assertThat(english.type("show status tunnel up")).containsExactly("TUNNEL[3]");
        english.wire().lost(5, null);
        assertThat(english.type("show status tunnel 3"))
                .contains("  Current status is Offline.", "  Last tunnel status: was Online");
        assertThat(english.type("show status tunnel down")).containsExactly("TUNNEL[3]");
    }

    @Test
    void hiddenGatewaysLeaveTheRouteTableWithTheirTunnel() {
        assertThat(router.type("show ip route"))
                .startsWith("宛先ネットワーク    ゲートウェイ     インタフェース  種別  付加情報")
                .noneMatch(l -> l.contains("TUNNEL[1]"))
                .anyMatch(l -> l.matches("203.0.113.10/32 +- +PP\\[01] +static"));
        assertThat(router.type("show ip route detail")).anyMatch(l -> l.contains("TUNNEL[1]"));
        wire.negotiated(1, AGREED);
        assertThat(router.type("show ip route")).anyMatch(l -> l.matches("default +- +TUNNEL\\[1] +static"));
    }

    @Test
    void deletingSasAndChangingTheKeyMakeThemAnew() {
        wire.negotiated(1, AGREED);
        assertThat(router.type("ipsec sa delete 2")).isEmpty();
        assertThat(wire.takeResets()).containsExactly(1);
        assertThat(wire.takeResets()).isEmpty();
        assertThat(router.type("show ipsec sa")).contains("Total: isakmp:0 send:0 recv:0");
        wire.negotiated(1, AGREED);
        router.type("ipsec ike pre-shared-key 1 text Secret123");
        assertThat(wire.takeResets()).isEmpty();
        router.type("ipsec ike pre-shared-key 1 text Other1234");
        assertThat(wire.takeResets()).containsExactly(1);
        assertThat(router.log()).anyMatch(l -> l.endsWith("IP Tunnel[1] Down"));
    }

    @Test
    void whileItRebootsThereAreNoGateways() {
        wire.negotiated(1, AGREED);
        router.reboot();
        assertThat(wire.peers()).isEmpty();
        assertThat(wire.passes(POP, true, "udp", 500)).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(wire.peers()).hasSize(1);
        assertThat(wire.takeResets()).containsExactly(1);
        assertThat(router.type("show status tunnel 1")).contains("  トンネルインタフェースは一度も接続されていません");
    }

    @Test
    void pingTellsWhetherTheLineWorks() {
        RtxSimulator english =
                Routers.article().charset(ConsoleCharset.ASCII).clock(clock).build();
        assertThat(english.type("ping -c 2 203.0.113.10"))
                .anyMatch(l -> l.equals("2 packets transmitted, 2 packets received, 0.0% packet loss"));
        english.wan(english.wan().withUp(false));
        assertThat(english.type("ping -c 2 203.0.113.10"))
                .contains("2 packets transmitted, 0 packets received, 100.0% packet loss");
    }
}
