package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterObservation.ChildSa.Direction;
import dev.ipsecsites.router.yamaha.show.DhcpClientStatus.Lease;
import dev.ipsecsites.router.yamaha.show.RouteTable.Row;
import dev.ipsecsites.router.yamaha.show.SaTable.Kind;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowParsersTest {
    /** yamaha-rtx.md §3.2. */
    private static final String ENVIRONMENT = """
        RTX1210 BootROM Ver. 1.03
        RTX1210 FlashROM Table Ver. 1.00
        RTX1210 Rev.14.01.28 (Tue May 15 12:27:31 2018)
          main:  RTX1210 ver=00 serial=S4H000000 MAC-Address=00:a0:de:00:00:01
        CPU:   7%(5sec)   0%(1min)   0%(5min)    Memory: 16% used
        Firmware: exec0  Config. file: config0
        Default firmware: exec0  Default config. file: config2
        Boot time: 2020/01/06 16:59:16 +09:00
        Elapsed time from boot: 70days 23:22:43
        """;

    /** yamaha-rtx.md §3.4. */
    private static final String SA_TABLE = """
        Total: isakmp:3 send:3 recv:3

        sa    sgw isakmp connection    dir  life[s] remote-id
        ----------------------------------------------------------------------------
        1     1    -     isakmp        -    21398   203.0.113.1
        2     1    1     tun[0001]esp  send 21399   203.0.113.1
        3     1    1     tun[0001]esp  recv 21399   203.0.113.1
        """;

    /** The article's two tunnels. */
    private static final String SA_TABLE_ARTICLE = """
        Total: isakmp:2 send:2 recv:2

        sa sgw isakmp connection dir life[s] remote-id
        -----------------------------------------------------------------------------
        1 1 - ike - 17106 203.0.113.10
        2 2 - ike - 18598 203.0.113.20
        3 2 2 tun[002]esp send 2398 203.0.113.20
        4 2 2 tun[002]esp recv 2398 203.0.113.20
        5 1 1 tun[001]esp send 906 203.0.113.10
        6 1 1 tun[001]esp recv 906 203.0.113.10
        """;

    /** The article, ご参考. */
    private static final String DETAIL_JAPANESE = """
        SA[1] 状態: 確立済 寿命: 15014秒
        プロトコル: IKEv2
        ローカルホスト: 198.51.100.20:500
        リモートホスト: 203.0.113.10:500
        暗号アルゴリズム: AES256_CBC PRF : HMAC_SHA2_256
        認証アルゴリズム: HMAC_SHA2_256_128 DHグループ: MODP_1024
        SPI: 11 22 33 44 55 66 77 88 aa bb cc dd ee ff 00 11
        鍵 : ** ** ** ** **  (confidential)   ** ** ** ** **
        ----------------------------------------------------
        SA[5] 状態: 確立済 寿命: 1522秒
        送受信方向: 送信
        プロトコル: ESP (モード: tunnel)
        ローカルID: 198.51.100.20 (IPv4_ADDR)
        リモートID: 203.0.113.10 (IPv4_ADDR)
        暗号アルゴリズム: AES256_CBC
        認証アルゴリズム: HMAC_SHA2_256_128 ESN: DISABLE
        始点トラフィック セレクタ (タイプ / プロトコル / ポート / アドレス)
        IPv4-range / any / 0-65535 / 0.0.0.0-255.255.255.255
        終点トラフィック セレクタ (タイプ / プロトコル / ポート / アドレス)
        IPv4-range / any / 0-65535 / 0.0.0.0-255.255.255.255
        SPI: 0a 0b 0c 0d
        鍵 : ** ** ** ** **  (confidential)   ** ** ** ** **
        ----------------------------------------------------
        SA[6] 状態: 確立済 寿命: 1522秒
        送受信方向: 受信
        プロトコル: ESP (モード: tunnel)
        暗号アルゴリズム: AES256_CBC
        認証アルゴリズム: HMAC_SHA2_256_128 ESN: DISABLE
        SPI: 0e 0f 10 11
        ----------------------------------------------------
        """;

    /** Plain translations of the labels above: no English sample of IKEv2 is known. */
    private static final String DETAIL_ENGLISH = """
        SA[1] State: Established  Lifetime: 15014s
        Protocol: IKEv2
        Local Host: 198.51.100.20:500
        Remote Host: 203.0.113.10:500
        Encryption Algorithm: AES256_CBC     PRF : HMAC_SHA2_256
        Authentication Algorithm: HMAC_SHA2_256_128     DH Group: MODP_1024
        SPI: 11 22 33 44 55 66 77 88 aa bb cc dd ee ff 00 11
        Key: ** ** ** ** **  (confidential)   ** ** ** ** **
        ----------------------------------------------------
        SA[5] State: Established  Lifetime: 1522s
        Direction: send
        Protocol: ESP (Mode: tunnel)
        Encryption Algorithm: AES256_CBC
        Authentication Algorithm: HMAC_SHA2_256_128  ESN: DISABLE
        SPI: 0a 0b 0c 0d
        """;

    /** IKEv1, yamaha-rtx.md §3.4 (sample 2). */
    private static final String DETAIL_IKEV1 = """
        SA[1] Duration: 10675s
        Local ID: 198.51.100.20
        Remote ID: 203.0.113.10
        Protocol: IKE
        Algorithm: AES-CBC, SHA-1, MODP 1024bit
        SPI: 11 22 33 44
        Key: ** ** ** ** **  (confidential)   ** ** ** ** **
        ----------------------------------------------------
        SA[2] Duration: 10676s
        Local ID: 198.51.100.20
        Remote ID: 203.0.113.10
        Direction: receive
        Protocol: ESP (Mode: tunnel)
        Algorithm: AES-CBC (for Auth.: HMAC-SHA)
        SPI: 55 66 77 88
        """;

    private static final String ROUTES = """
        宛先ネットワーク    ゲートウェイ     インタフェース  種別  付加情報
        default             -                TUNNEL[1]      static
        10.0.0.0/8          192.168.1.254      LAN2         static  k(1)
        192.168.100.0/24    192.168.100.1      LAN1         implicit
        198.51.100.0/24     -                 PP[01]       temporary filter:500000
        203.0.113.0/24      192.0.2.1      LAN3(DHCP)       static
        203.0.113.10        -                 PP[01]       static
        """;

    @Test
    void environmentTellsModelFirmwareSerialAndWhereSaveGoes() {
        assertThat(Environment.parse(lines(ENVIRONMENT)))
                .isEqualTo(new Environment(
                        new RouterFacts("RTX1210", "Rev.14.01.28", "S4H000000"),
                        "0",
                        OffsetDateTime.parse("2020-01-06T16:59:16+09:00")));
    }

    @ParameterizedTest
    @CsvSource({
        "Firmware: exec0  Config. file: config3,3",
        "実行中設定ファイル: config2  デフォルト設定ファイル: config0,2",
        "実行中設定ファイル：usb1:/config.txt,usb1:/config.txt",
    })
    void environmentTellsTheConfigurationInBothLanguages(String line, String config) {
        assertThat(Environment.parse(List.of(line)).runningConfig()).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({
        "RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019),RTX810,Rev.11.01.34",
        "RTX1300 Rev.23.00.17 (Wed Apr  9 10:12:13 2025),RTX1300,Rev.23.00.17",
        "vRX Rev.19.01.06 (Fri Feb 7 10:00:00 2025),vRX,Rev.19.01.06",
    })
    void environmentKnowsEveryModel(String line, String model, String firmware) {
        assertThat(Environment.parse(List.of(line)).facts()).isEqualTo(new RouterFacts(model, firmware, null));
    }

    @Test
    void saTableKnowsBothWaysOfAGateway() {
        SaTable table = SaTable.parse(lines(SA_TABLE));
        assertThat(table.rows()).hasSize(3);
        assertThat(table.has(1, Kind.IKE)).isTrue();
        assertThat(table.bothWays(1)).isTrue();
        assertThat(table.bothWays(2)).isFalse();
        assertThat(table.rows().getFirst().life()).isEqualTo(Duration.ofSeconds(21398));
    }

    @Test
    void saTableOfTheArticleHasBothTunnels() {
        SaTable table = SaTable.parse(lines(SA_TABLE_ARTICLE));
        assertThat(table.rows()).hasSize(6);
        assertThat(table.bothWays(1) && table.bothWays(2)).isTrue();
        assertThat(table.ofGateway(2)).extracting(SaTable.Row::id).containsExactly(2, 3, 4);
    }

    @Test
    void saTableWithoutSaHasNoRows() {
        assertThat(SaTable.parse(lines("Total: isakmp:0 send:0 recv:0\n")).rows())
                .isEmpty();
    }

    @Test
    void detailOfTheArticleTellsAlgorithms() {
        List<SaDetail> details = SaDetail.parse(lines(DETAIL_JAPANESE));
        assertThat(details).hasSize(3);
        assertThat(details.getFirst())
                .isEqualTo(new SaDetail(
                        1,
                        true,
                        null,
                        Duration.ofSeconds(15014),
                        "AES256_CBC",
                        "HMAC_SHA2_256",
                        "HMAC_SHA2_256_128",
                        "MODP_1024",
                        "11 22 33 44 55 66 77 88 aa bb cc dd ee ff 00 11"));
        assertThat(details.get(1).direction()).isEqualTo(Direction.SEND);
        assertThat(details.get(2).direction()).isEqualTo(Direction.RECEIVE);
        assertThat(details.get(2).integrity()).isEqualTo("HMAC_SHA2_256_128");
    }

    @Test
    void englishDetailSaysTheSame() {
        List<SaDetail> japanese = SaDetail.parse(lines(DETAIL_JAPANESE));
        assertThat(SaDetail.parse(lines(DETAIL_ENGLISH))).isEqualTo(japanese.subList(0, 2));
    }

    @Test
    void detailOfIkeVersion1PutsAlgorithmsOnOneLine() {
        assertThat(SaDetail.parse(lines(DETAIL_IKEV1)))
                .containsExactly(
                        new SaDetail(
                                1,
                                true,
                                null,
                                Duration.ofSeconds(10675),
                                "AES-CBC",
                                "SHA-1",
                                "SHA-1",
                                "MODP 1024bit",
                                "11 22 33 44"),
                        new SaDetail(
                                2,
                                false,
                                Direction.RECEIVE,
                                Duration.ofSeconds(10676),
                                "AES-CBC",
                                null,
                                "HMAC-SHA",
                                null,
                                "55 66 77 88"));
    }

    @Test
    void detailKeepsNoKey() {
        String answer = DETAIL_ENGLISH.replace("** ** ** ** **  (confidential)", "deadbeef");
        assertThat(SaDetail.parse(lines(answer)).toString()).doesNotContain("deadbeef");
    }

    @Test
    void routesUseTheNamesOfTheConfiguration() {
        assertThat(RouteTable.parse(lines(ROUTES)).rows())
                .containsExactly(
                        new Row("default", null, "tunnel1", false, "static", ""),
                        new Row("10.0.0.0/8", "192.168.1.254", "lan2", false, "static", "k(1)"),
                        new Row("192.168.100.0/24", "192.168.100.1", "lan1", false, "implicit", ""),
                        new Row("198.51.100.0/24", null, "pp1", false, "temporary", "filter:500000"),
                        new Row("203.0.113.0/24", "192.0.2.1", "lan3", true, "static", ""),
                        new Row("203.0.113.10", null, "pp1", false, "static", ""));
    }

    @Test
    void logEntriesHaveTheRoutersOwnTime() {
        RouterLog log = RouterLog.parse(List.of(
                "2024/01/29 18:38:23: IP Tunnel[1] Up",
                "not an entry",
                "2024/13/41 25:61:61: [IKE2] nonsense",
                "2024/01/29 18:38:24: [IKE2] SA:5/IKE established"));
        assertThat(log.entries())
                .containsExactly(
                        new RouterLog.Entry(LocalDateTime.of(2024, 1, 29, 18, 38, 23), "IP Tunnel[1] Up"),
                        new RouterLog.Entry(LocalDateTime.of(2024, 1, 29, 18, 38, 24), "[IKE2] SA:5/IKE established"));
    }

    @Test
    void ownSessionIsTheOneWithTheStar() {
        List<String> users = lines("""
            (*: current user, +: administrator mode, @: RADIUS)
              username          connection  login time    idle       IP address
            ---------------------------------------------------------------------
              + suzuki           telnet1     01/29 18:00   0:12:03.   192.168.100.5
             *+ operator         ssh1        01/29 18:38   0:00:00.   192.168.100.2
            """);
        assertThat(SessionUsers.parse(users).ownAddress()).isEqualTo("192.168.100.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*+ operator serial1 01/29 18:38 0:00", " * a ssh1 1.2.3.4\n * b ssh2 1.2.3.5"})
    void anOwnSessionThatCantBeToldHasNoAddress(String users) {
        assertThat(SessionUsers.parse(lines(users)).ownAddress()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Current PPPoE session status is Connected.", "PPPoEセッションは接続されています"})
    void ppTellsItsAddressWhileItIsUp(String state) {
        String answer = "PP[01]:\nDescription:\n" + state
                + "\nPPP Cofigure Options\n    LCP Local: Magic-Number MRU, Remote: CHAP Magic-Number MRU\n"
                + "    PP IP Address Local: 198.51.100.20, Remote: 198.51.100.1\n";
        assertThat(PpStatus.parse(lines(answer))).isEqualTo(new PpStatus(true, "198.51.100.20"));
    }

    /** How the heading of a caller's block reads is inferred. */
    @Test
    void theAddressOfAnotherInterfaceIsNotThisOnes() {
        String one = """
            PP[01]:
            Current PPPoE session status is Connected.
                PP IP Address Local: 198.51.100.20, Remote: 198.51.100.1
            """;
        String caller = """
            PP[ANONYMOUS01]:
            Current PPTP connection status is Connected.
                PP IP Address Local: 192.168.100.1, Remote: 192.168.100.201
            """;
        assertThat(PpStatus.parse(lines(one + caller))).isEqualTo(new PpStatus(true, "198.51.100.20"));
        assertThat(PpStatus.parse(lines(one.replace("Connected", "Offline") + caller)))
                .isEqualTo(new PpStatus(false, null));
        assertThat(PpStatus.parse(lines(one + caller + one.replace("100.20,", "100.21,"))))
                .isEqualTo(new PpStatus(true, "198.51.100.21"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Current PPPoE session status is Offline.",
                "Current line status is disabled.",
                "PPPoEセッションは一度も継っていません",
                "Current PPPoE session status is Connected to nobody",
            })
    void ppThatIsNotConnectedIsDown(String state) {
        assertThat(PpStatus.parse(lines("PP[01]:\n" + state + "\n"))).isEqualTo(new PpStatus(false, null));
    }

    @Test
    void dhcpLeasesBelongToTheirInterface() {
        List<String> answer = lines("""
            Interface: LAN2
                     IP address: 198.51.100.77/24
                     DHCP server: 198.51.100.1
                     Gateway: 198.51.100.1
            Interface: LAN3
                     IPアドレス: 192.0.2.9/24
            """);
        assertThat(DhcpClientStatus.parse(answer).leases())
                .containsOnly(
                        java.util.Map.entry("lan2", new Lease("198.51.100.77", "198.51.100.1")),
                        java.util.Map.entry("lan3", new Lease("192.0.2.9", null)));
    }

    @Property(tries = 2000)
    void noMutationCrashesAnyParser(@ForAll long seed) {
        var random = new Random(seed);
        String[] samples = {
            ENVIRONMENT, SA_TABLE, SA_TABLE_ARTICLE, DETAIL_JAPANESE, DETAIL_ENGLISH, DETAIL_IKEV1, ROUTES
        };
        List<String> mutated = Mutations.of(samples[random.nextInt(samples.length)], random);
        Environment.parse(mutated);
        RouteTable.parse(mutated);
        SaDetail.parse(mutated);
        RouterLog.parse(mutated);
        SessionUsers.parse(mutated);
        PpStatus.parse(mutated);
        DhcpClientStatus.parse(mutated);
        assertThat(SaTable.parse(mutated).rows()).hasSizeLessThanOrEqualTo(mutated.size());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
