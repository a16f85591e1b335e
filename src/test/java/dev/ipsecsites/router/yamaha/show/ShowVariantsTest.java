package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.yamaha.show.SaTable.Kind;
import dev.ipsecsites.router.yamaha.show.TunnelStatus.State;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers as other firmware, languages and copies print them (yamaha-rtx.md §3). */
class ShowVariantsTest {
    // ---------------------------------------------------------------- show status tunnel

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TUNNEL[12]: |Description: |  Interface type: IPsec|  Current status is Online.|  from 2024/05/19 03:12:40."
                        + "|  1 minute 1 second  connection.|  Received:    (IPv4) 1 packet [60 octets]"
                        + "|               (IPv6) 0 packet [0 octet]|  Transmitted: (IPv4) 2 packets [120 octets]"
                        + "|               (IPv6) 0 packet [0 octet]|  IKE keepalive:|         [Type]: rfc4306"
                        + "|       [Status]: OK|    [Next send]: 1 sec after",
                "TUNNEL[0012]:||説明: 大阪||  インタフェースの種類: IPsec||  トンネルインタフェースは接続されています。||  開始: 2024/05/19 03:12:40"
                        + "||  通信時間: 1分1秒||  受信: (IPv4) 1 パケット [60 オクテット]||        (IPv6) 0 パケット [0 オクテット]"
                        + "||  送信: (IPv4) 2 パケット [120 オクテット]||        (IPv6) 0 パケット [0 オクテット]||  IKEキープアライブ:"
                        + "||    [タイプ]: rfc4306||    [状態]: OK||    [次の送信]: 5 秒後",
                "TUNNEL[12]：|説明：|インターフェースの種類： IPsec|トンネルインターフェースは接続されています|開始： 2024/05/19 03:12:40|通信時間： 1分1秒"
                        + "|受信： (IPv4) 1 パケット [60 オクテット]|(IPv6) 0 パケット [0 オクテット]|送信： (IPv4) 2 パケット [120 オクテット]"
                        + "|(IPv6) 0 パケット [0 オクテット]|IKEキープアライブ：|[タイプ]： rfc4306|[状態]： OK",
                "TUNNEL[12]:|Description: Current status is Offline.|  Interface type: IPsec|  Current status is Online."
                        + "|  1 minute 1 second  connection.|  Received:    (IPv4) 1 packet [60 octets]"
                        + "|  Transmitted: (IPv4) 2 packets [120 octets]|  IKE keepalive:|       [Status]: OK",
            })
    void tunnelThatIsUp(String printed) {
        assertThat(TunnelStatus.parse(12, lines(printed)))
                .isEqualTo(new TunnelStatus(12, State.UP, Duration.ofSeconds(61), 1, 2, KeepaliveState.OK));
    }

    @Test
    void aLineThatThePagersMarkIsGluedToIsNoStateThatIsBelieved() {
        String glued = "TUNNEL[1]:|---つづく---             トンネルインタフェースは接続されています";

        assertThat(TunnelStatus.parse(1, lines(glued)).state()).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Parameter out of range",
                "エラー: パラメータが範囲を越えています",
                "エラー：コマンド名を確認してください",
                "         ^|Error: Illegal keyword",
                "Searching ...",
            })
    void aRefusalIsNoState(String printed) {
        assertThat(TunnelStatus.parse(1, lines(printed)).state()).isEqualTo(State.UNKNOWN);
    }

    // ---------------------------------------------------------------- show ipsec sa

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1     1    -     ike           -    17106   203.0.113.10|2     1    1     tun[0001]esp  send 906     203.0.113.10"
                        + "|3     1    1     tun[0001]esp  recv 906     203.0.113.10",
                "1     1    -     isakmp        -    17106   203.0.113.10|2     1    1     tun[001]esp   send 906     203.0.113.10"
                        + "|3     1    1     tun[001]esp   recv 906     203.0.113.10",
                "1\t1\t-\tike\t-\t17106\t（203.0.113.10）||2\t1\t1\ttun[0001]esp\tsend\t906\t（203.0.113.10）"
                        + "||3\t1\t1\ttun[0001]esp\trecv\t906\t（203.0.113.10）",
                "1 1 - ike - 17106 203.0.113.10|2 1 1 tra[0001]esp send 906 203.0.113.10|3 1 1 tra[0001]esp recv 906 203.0.113.10",
            })
    void sasOfAGateway(String printed) {
        SaTable table = SaTable.parse(
                lines("Total: isakmp:1 send:1 recv:1||sa    sgw isakmp connection    dir  life[s] remote-id|"
                        + "-".repeat(76) + "|" + printed));

        assertThat(table.rows())
                .extracting(SaTable.Row::kind)
                .containsExactly(Kind.IKE, Kind.ESP_SEND, Kind.ESP_RECEIVE);
        assertThat(table.rows()).extracting(SaTable.Row::remote).containsOnly("203.0.113.10");
        assertThat(table.bothWays(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ike, tun[0001]esp, true, false, false",
        "isakmp, tun[001]esp, false, true, false",
        "isakmp, tra[0001]esp, false, true, true"
    })
    void aRowTellsWhichIkeAndWhichModeItIs(String ike, String esp, boolean second, boolean first, boolean transport) {
        SaTable table =
                SaTable.parse(lines("1 1 - " + ike + " - 17106 203.0.113.10|2 1 1 " + esp + " send 906 203.0.113.10"));

        assertThat(table.ikev2(1)).isEqualTo(second);
        assertThat(table.ikev1(1)).isEqualTo(first);
        assertThat(table.transport(1)).isEqualTo(transport);
        assertThat(table.ikev1(2) || table.ikev2(2) || table.transport(2)).isFalse();
    }

    @Test
    void generationsDuringARenewalStandSideBySide() {
        SaTable table = SaTable.parse(lines("1     3    -     ike           -    300     203.0.113.10"
                + "|2     3    1     tun[0003]esp  send 88      203.0.113.10|3     3    1     tun[0003]esp  recv 88      203.0.113.10"
                + "|4     3    -     ike           -    19790   203.0.113.10|5     3    4     tun[0003]esp  send 3599    203.0.113.10"
                + "|6     3    4     tun[0003]esp  recv 3599    203.0.113.10"));

        assertThat(table.ofGateway(3)).hasSize(6);
        assertThat(TunnelView.of(TunnelStatus.unreadable(3), 3, table, List.of())
                        .ikeSa())
                .satisfies(sa -> assertThat(sa.id()).isEqualTo(4));
    }

    @Test
    void aRowThatIsCutInTwoIsNoSa() {
        SaTable table = SaTable.parse(
                lines("1     1    -     ike           -|17106   203.0.113.10|2     1    1     tun[0001]e"));

        assertThat(table.rows()).isEmpty();
    }

    // ---------------------------------------------------------------- show status pp

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PPPoEセッションは一度も継っていません",
                "PPPoEセッションは継っていません",
                "PPPoEセッションは接続処理中です",
                "PPPoEセッションは現在使用できません",
                "Current PPPoE session status is Offline, never connected.",
                "Current PPPoE session status is In connecting process.",
                "Current line status is disabled.",
            })
    void ppThatIsDownHasNoAddressEvenWhereTheHistoryHasOne(String state) {
        String printed = "PP[01]:|説明: |" + state + "|直前の接続状態:|  PPPoEセッションは接続されています"
                + "|    PP IP Address Local: 198.51.100.20, Remote: 192.0.2.1";

        assertThat(PpStatus.parse(lines(printed))).isEqualTo(new PpStatus(false, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PPオプション;PP IP Address Local: 198.51.100.20, Remote: 192.0.2.1",
                "PPP Cofigure Options;    PP IP Address Local: 198.51.100.20, Remote: 192.0.2.1",
                "PPPオプション;    PP IP Address Local： 198.51.100.20、 Remote： 192.0.2.1",
            })
    void ppThatIsUp(String heading, String address) {
        String printed = "PP[01]:|説明: |PPPoEセッションは接続されています|接続相手: BAS|通信時間: 20分39秒"
                + "|受信: 395 パケット [47514 オクテット]  負荷: 0.0%|" + heading + "|" + address + "|    CCP: None";

        assertThat(PpStatus.parse(lines(printed))).isEqualTo(new PpStatus(true, "198.51.100.20"));
    }

    // ---------------------------------------------------------------- show ip route, show environment

    @Test
    void routesUnderAJapaneseHeading() {
        RouteTable table = RouteTable.parse(
                lines(
                        "宛先ネットワーク    ゲートウェイ     インタフェース  種別  付加情報"
                                + "|default             -                 TUNNEL[1]    static  |default             -                 TUNNEL[2]    static  w(0)"
                                + "|10.0.0.0/8          192.168.1.254          LAN2    static  k(1)|172.16.0.0/12       -                 TUNNEL[0003]  BGP  path=10124"
                                + "|192.0.2.1/32        -                     PP[01] temporary |198.51.100.0/24     198.51.100.7       LAN3(DHCP)  implicit"));

        assertThat(table.rows())
                .extracting(RouteTable.Row::interfaceName)
                .containsExactly("tunnel1", "tunnel2", "lan2", "tunnel3", "pp1", "lan3");
        assertThat(table.rows()).extracting(RouteTable.Row::additional).contains("w(0)", "k(1)", "path=10124");
        assertThat(table.rows().getLast().dhcp()).isTrue();
    }

    @Test
    void environmentInJapanese() {
        Environment read = Environment.parse(
                lines(
                        "RTX1100 BootROM Ver.1.06|RTX1100 Rev.8.03.94 (Thu Dec  5 19:06:16 2013)"
                                + "|  main:  RTX1100 ver=f0 serial=N1A000000 MAC-Address=00:a0:de:36:00:52 MAC-Addr|ess=00:a0:de:36:00:53"
                                + "|CPU:   1%(5sec)   0%(1min)   0%(5min)    メモリ: 41% 使用中|実行中設定ファイル: config0  デフォルト設定ファイル: config1"
                                + "|起動時刻: 2024/05/01 03:00:11 +09:00|現在の時刻: 2024/05/20 14:10:01 +09:00|起動からの経過時間: 19日 11:09:50"));

        assertThat(read.facts()).satisfies(facts -> {
            assertThat(facts.model()).isEqualTo("RTX1100");
            assertThat(facts.firmware()).isEqualTo("Rev.8.03.94");
            assertThat(facts.serial()).isEqualTo("N1A000000");
        });
        assertThat(read.runningConfig()).isEqualTo("0");
        assertThat(read.time()).isEqualTo(OffsetDateTime.parse("2024-05-20T14:10:01+09:00"));
    }

    private static List<String> lines(String printed) {
        return Arrays.asList(printed.split("\\|", -1));
    }
}
