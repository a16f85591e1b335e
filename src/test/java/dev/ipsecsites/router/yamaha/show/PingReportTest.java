package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.Ping;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ping -c} in both languages (yamaha-rtx.md §5.4). */
class PingReportTest {
    private static final String PEER = "203.0.113.10";
    private static final String ENGLISH = """
        received from 203.0.113.10: icmp_seq=0 ttl=254 time=10.350ms
        received from 203.0.113.10: icmp_seq=2 ttl=254 time=9.214ms

        3 packets transmitted, 2 packets received, 33.3% packet loss
        round-trip min/avg/max = 9.214/9.782/10.350 ms
        """;
    private static final String JAPANESE = """
        203.0.113.10から受信: シーケンス番号=0 ttl=254 時間=10.350ミリ秒
        203.0.113.10から受信: シーケンス番号=2 ttl=254 時間=9.214ミリ秒

        3個のパケットを送信し、2個のパケットを受信しました。33.3%パケットロス
        往復遅延 最低/平均/最大 = 9.214/9.782/10.350 ミリ秒
        """;

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, JAPANESE})
    void countsAndTimesAreRead(String printed) {
        Ping.Result result = parse(printed);
        assertThat(result)
                .isEqualTo(new Ping.Result(
                        PEER,
                        3,
                        2,
                        new Ping.RoundTrip(
                                Duration.ofNanos(9_214_000), Duration.ofNanos(9_782_000), Duration.ofNanos(10_350_000)),
                        null));
        assertThat(result.answered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n3 packets transmitted, 0 packets received, 100.0% packet loss",
                "\n3個のパケットを送信し、0個のパケットを受信しました。100.0%パケットロス"
            })
    void nothingCameBack(String printed) {
        Ping.Result result = parse(printed);
        assertThat(result).isEqualTo(new Ping.Result(PEER, 3, 0, null, null));
        assertThat(result.answered()).isFalse();
    }

    @Test
    void halfAnAnswerIsNone() {
        Ping.Result result = parse("received from 203.0.113.10: icmp_seq=0 ttl=254 time=10.350ms");
        assertThat(result.answered()).isFalse();
        assertThat(result.error()).isNotNull();
    }

    @Property(tries = 300)
    void noMutationCrashesItOrReceivesMoreThanWasSent(@ForAll long seed) {
        for (String printed : List.of(ENGLISH, JAPANESE)) {
            Ping.Result result = PingReport.parse(PEER, Mutations.of(printed, new Random(seed)));
            assertThat(result.received()).isBetween(0, result.sent());
        }
    }

    private static Ping.Result parse(String printed) {
        return PingReport.parse(PEER, printed.lines().toList());
    }
}
