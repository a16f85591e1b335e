package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.yamaha.show.TunnelStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelStatusTest {
    /** yamaha-rtx.md §3.3, samples 2, 16, 28. */
    static final String ENGLISH = """
            TUNNEL[3]:
            Description: cato-tokyo
              Interface type: IPsec
              Current status is Online.
              from 2020/03/11 23:18:59.
              3 minutes 46 seconds  connection.
              Maximum Transmission Unit(MTU):
                IPv4: 1280 octets
                IPv6: 1280 octets
              Received:    (IPv4) 61583 packets [33248342 octets]
                           (IPv6) 1 packet [64 octet]
              Transmitted: (IPv4) 51869 packets [6139235 octets]
                           (IPv6) 0 packet [0 octet]
              IKE keepalive:
                     [Type]: rfc4306
                   [Status]: OK
                [Next send]: 2 sec after
            """;

    /** The article, 接続確認. */
    static final String JAPANESE = """
            TUNNEL[1]:
            説明:
            インタフェースの種類: IPsec
            トンネルインタフェースは接続されています
            開始: 2024/01/29 18:38:23
            通信時間: 21分6秒
            受信: (IPv4) 105 パケット [9660 オクテット]
            (IPv6) 0 パケット [0 オクテット]
            送信: (IPv4) 134 パケット [10872 オクテット]
            (IPv6) 0 パケット [0 オクテット]
            IKEキープアライブ:
            [タイプ]: rfc4306
            [状態]: OK
            [次の送信]: 5 秒後
            """;

    @Test
    void readsEnglish() {
        assertThat(parse(3, ENGLISH))
                .isEqualTo(new TunnelStatus(3, State.UP, Duration.ofSeconds(226), 61584, 51869, KeepaliveState.OK));
    }

    @Test
    void readsJapanese() {
        assertThat(parse(1, JAPANESE))
                .isEqualTo(new TunnelStatus(1, State.UP, Duration.ofSeconds(1266), 105, 134, KeepaliveState.OK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Current status is Offline.",
                "Current status is Offline, never connected.",
                "Current status is In connecting process.",
                "Current status is disabled.",
                "トンネルインタフェースは一度も接続されていません",
                "トンネルインターフェースは接続されていません",
                "トンネルインタフェースは一度も継っていません",
                "トンネルインタフェースは接続処理中です",
                "トンネルインタフェースは現在使用できません",
            })
    void everythingElseThatIsKnownIsDown(String sentence) {
        assertThat(parse(1, "TUNNEL[1]:\n" + sentence + "\n").state()).isEqualTo(State.DOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TUNNEL[1]:\n  Current status is Onlin",
                "TUNNEL[1]:\n  Current status is Online since yesterday.",
                "TUNNEL[2]:\n  Current status is Online.",
                "  Current status is Online.",
                "TUNNEL[1]:\n  Current status is Online.\n  Current status is Offline.",
                "TUNNEL[1]:\n  Current status is Online.\nTUNNEL[1]:\n",
                "TUNNEL[1]:\n  Interface type: IPsec",
            })
    void halfAnAnswerOrOneThatContradictsItselfIsUnknown(String answer) {
        assertThat(parse(1, answer).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aLineOfTheHistoryIsNoState() {
        String answer =
                "TUNNEL[1]:\n  Current status is Offline.\n  Last connection status:\n  Current status is Online.\n";
        assertThat(parse(1, answer).state()).isEqualTo(State.DOWN);
    }

    @Test
    void nothingAtAllIsDown() {
        assertThat(parse(1, "").state()).isEqualTo(State.DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NG", "Down", "応答なし"})
    void aKeepaliveWithoutAnswerIsFailing(String word) {
        assertThat(parse(1, JAPANESE.replace(": OK", ": " + word)).keepalive()).isEqualTo(KeepaliveState.FAILING);
    }

    @Test
    void aKeepaliveStateThatNobodyHasSeenIsUnknown() {
        assertThat(parse(3, ENGLISH.replace(": OK", ": Elsewhere")).keepalive()).isEqualTo(KeepaliveState.UNKNOWN);
    }

    @Test
    void longTimesAreAddedUp() {
        String answer = ENGLISH.replace("3 minutes 46 seconds", "2 days 5 hours 7 minutes 58 seconds");
        assertThat(parse(3, answer).connectedFor()).isEqualTo(Duration.ofSeconds(2 * 86400 + 5 * 3600 + 7 * 60 + 58));
    }

    @Property(tries = 3000)
    void aMutatedAnswerOfADownTunnelIsNeverUp(@ForAll long seed) {
        var random = new Random(seed);
        String down = (random.nextBoolean()
                ? ENGLISH.replace("TUNNEL[3]", "TUNNEL[1]").replace("is Online", "is Offline")
                : JAPANESE.replace("は接続されています", "は一度も接続されていません"));
        assertThat(TunnelStatus.parse(1, Mutations.of(down, random)).state()).isNotEqualTo(State.UP);
    }

    @Property(tries = 3000)
    void aMutatedAnswerNeverCrashes(@ForAll long seed) {
        var random = new Random(seed);
        List<String> lines = Mutations.of(random.nextBoolean() ? ENGLISH : JAPANESE, random);
        TunnelStatus status = TunnelStatus.parse(random.nextBoolean() ? 3 : 1, lines);
        boolean saysSo = new ArrayList<>(lines)
                .stream()
                        .map(String::strip)
                        .anyMatch(line -> line.equals("Current status is Online.")
                                || line.equals("Current status is Online")
                                || line.matches("トンネルインター?フェースは接続されています。?"));
        assertThat(status.state() == State.UP && !saysSo).isFalse();
    }

    private static TunnelStatus parse(int number, String answer) {
        return TunnelStatus.parse(number, answer.lines().toList());
    }
}
