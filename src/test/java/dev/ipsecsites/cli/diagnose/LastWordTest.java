package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The router says "up", Cato's timeline ends with something else: whose word is newer counts (issue 4, item 1). */
class LastWordTest {
    private static final String HEAD = "time,tunnel,message\n";
    private static final String KEY = "Auth payload doesn't match the calculated one - wrong psk?";

    /** What is found of the first tunnel, surest first: {@code Cause Confidence}. */
    private static List<String> found(String timeline, String router) {
        return diagnose(timeline, router).stream()
                .map(d -> d.cause().word() + " " + d.confidence().word())
                .toList();
    }

    private static List<Diagnosis> diagnose(String timeline, String router) {
        return FileEvidence.read(List.of(Input.of("a.csv", timeline), Input.of("b", router)))
                .diagnose(Language.ENGLISH);
    }

    private static String row(String time, String message) {
        return "2024-01-29T" + time + "Z,PRIMARY1,\"" + message + "\"\n";
    }

    private static final String SAS = """
            # show ipsec sa
            Total: isakmp:1 send:1 recv:1

            sa    sgw isakmp connection    dir  life[s] remote-id
            ----------------------------------------------------------------------------
            1     1    -     ike           -    18598   203.0.113.10
            2     1    1     tun[0001]esp  send 2398    203.0.113.10
            3     1    1     tun[0001]esp  recv 2398    203.0.113.10
            """;
    /** Asked at 18:59:29 of a router whose clock is Japan's: 09:59:29Z. */
    static final String ONLINE = """
            # show status tunnel 1
            TUNNEL[1]:
            説明: 東京
              インタフェースの種類: IPsec
              トンネルインタフェースは接続されています
              開始: 2024/01/29 18:38:23
              通信時間: 21分6秒
              受信: (IPv4) 105 パケット [9660 オクテット]
              送信: (IPv4) 134 パケット [10872 オクテット]
            """;

    private static final String CLOSED = "Connection closed: IKEV2_CONN_CLOSE_REASON__CONFIG_CHANGED";
    private static final String DAYS_LATER =
            "2024-01-31T01:00:00Z,PRIMARY1,\"" + CLOSED + "\"\n" + "2024-01-31T01:01:00Z,PRIMARY1,\"" + KEY + "\"\n";

    static Stream<Arguments> lastWords() {
        String up = row("09:38:23", "Child SA established");
        String english = ONLINE.replaceAll("トンネルインタ.*", "Current status is Online.")
                .replaceAll("開始.*", "from 2024/01/29 18:38:23.")
                .replaceAll("通信時間.*", "21 minutes 6 seconds  connection.");
        return Stream.of(
                arguments(up + DAYS_LATER, ONLINE, "AuthenticationMismatch Likely"),
                arguments(up + DAYS_LATER, english, "AuthenticationMismatch Likely"),
                arguments(DAYS_LATER, ONLINE, "AuthenticationMismatch Likely"),
                arguments(up + row("10:30:00", CLOSED) + row("10:31:00", KEY), ONLINE, "AuthenticationMismatch Likely"),
                arguments(up + row("10:30:00", CLOSED), ONLINE, "Unknown Possible"),
                arguments(up + DAYS_LATER, SAS, "AuthenticationMismatch Possible"),
                arguments(up + row("10:30:00", CLOSED), SAS, "Unknown Possible"),
                arguments(up + DAYS_LATER, ONLINE.replaceAll("  開始.*\n", ""), "AuthenticationMismatch Possible"),
                // Whose clocks differ by a minute can't say which was first.
                arguments(up + row("10:00:30", CLOSED), ONLINE, ""),
                arguments(up + row("09:50:00", CLOSED) + row("09:51:00", KEY), ONLINE, ""),
                arguments(row("09:30:00", KEY), SAS, ""),
                arguments(row("09:30:00", KEY) + up, SAS, ""),
                arguments(
                        up + row("09:50:00", CLOSED), SAS + "# show log\n2024/01/29 18:55:00: IP Tunnel[1] Up\n", ""));
    }

    @ParameterizedTest
    @MethodSource("lastWords")
    void anUpOfTheRoutersCountsOnlyAgainstWhatWasBeforeIt(String timeline, String router, String expected) {
        List<String> found = found(HEAD + timeline, router);
        assertThat(found.isEmpty() ? "" : found.getFirst()).isEqualTo(expected);
    }

    @Test
    void endsOfWhichNobodyKnowsWhoIsNewerAreSaidToDisagree() {
        String rows = HEAD + row("09:38:23", "Child SA established") + row("10:30:00", CLOSED);
        var unknown = diagnose(rows, SAS).getFirst();
        assertThat(unknown.summary()).contains("disagree");
        assertThat(unknown.evidence())
                .contains("The router says that the tunnel is up.")
                .anyMatch(line -> line.contains(CLOSED));
        var key = diagnose(rows + row("10:31:00", KEY), SAS).getFirst();
        assertThat(key.against()).contains("The router says that the tunnel is up; nothing tells when it was asked.");
    }

    @Test
    void aFailureThatIsNobodysTakesNoUpAway() {
        String both = SAS.replace(
                "recv 2398    203.0.113.10\n",
                "recv 2398    203.0.113.10\n"
                        + Samples.SA.lines().skip(4).reduce("", (all, line) -> all + line + "\n"));
        String nameless = HEAD + row("09:38:23", "Child SA established") + DAYS_LATER;
        assertThat(found(nameless.replace("tunnel,", "").replace("PRIMARY1,", ""), both))
                .isEmpty();
    }
}
