package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.SiteEvidence;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A syslog server keeps the logs of many routers in one file, and in forms of its own. */
class SyslogFilesTest {
    private static final String FAILED = "[IKE2] GW:1/SA:3/AUTH receive AUTHENTICATION_FAILED";

    private static FileEvidence read(String... texts) {
        return FileEvidence.read(
                Arrays.stream(texts).map(text -> Input.of("file", text)).toList());
    }

    /** Each as {@code site/tunnel cause}. */
    private static List<String> found(FileEvidence evidence) {
        return evidence.sites().stream()
                .flatMap(site -> Engine.diagnose(site, Language.ENGLISH).stream()
                        .map(found -> site.site() + "/" + found.tunnel() + " " + found.cause()))
                .toList();
    }

    // ---------------------------------------------------------------- whose

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan 29 HH:40:TT NAME ",
                "<134>Jan 29 HH:40:TT NAME ",
                "2024-01-29THH:40:TT+09:00 NAME local0.info ",
                "2024-01-29THH:40:TT.123+09:00 local7.debug NAME ",
                "2024-01-29 HH:40:TT NAME ",
                "2024-01-29 HH:40:TT\tLocal7.Debug\tNAME\t",
                "2024-01-29 HH:40:TT,Debug,NAME,",
                "17,NAME,2024-01-29,HH:40:TT,local7,Debug,",
                "Jan 29 HH:40:TT NAME 2024/01/29 HH:40:TT: ",
                "<134>1 2024-01-29THH:40:TT.003+09:00 NAME - - - - ",
                "<134>1 2024-01-29THH:40:TT+09:00 NAME rtx 17 ID4 [meta sequenceId=\"29\"][o@1 a=\"x y\" b=\"\\\"\\]\"] \uFEFF",
                "1 2024-01-29THH:40:TT+09:00 NAME rtx - - - ",
                "01-29-2024\tHH:40:TT\tLocal7.Debug\tNAME\t",
                "29/01/2024 HH:40:TT NAME ",
            })
    void twoRoutersInOneFileAreNeverMixed(String front) {
        String log = """
                nagoya-rtx [IKE2] GW:1/SA:3/AUTH receive AUTHENTICATION_FAILED
                nagoya-rtx [IKE2] GW:1/SA:4/AUTH receive AUTHENTICATION_FAILED
                osaka-rtx IP Tunnel[1] Up
                nagoya-rtx [IKE2] GW:2/SA:5/AUTH receive AUTHENTICATION_FAILED
                osaka-rtx IP Tunnel[2] Up
                """;
        String[] lines = log.split("\n", -1);
        String text = IntStream.range(0, lines.length - 1)
                .mapToObj(i -> front.replace("HH", "18")
                                .replace("TT", String.valueOf(21 + i))
                                .replace("NAME", lines[i].split(" ", 2)[0])
                        + lines[i].split(" ", 2)[1])
                .collect(Collectors.joining("\n", "", "\n"));

        FileEvidence evidence = read(text);

        assertThat(found(evidence))
                .containsExactly(
                        "nagoya-rtx/1 " + Cause.AUTHENTICATION_MISMATCH,
                        "nagoya-rtx/2 " + Cause.AUTHENTICATION_MISMATCH);
        assertThat(evidence.sites()).extracting(SiteEvidence::site).as(text).containsExactly("nagoya-rtx", "osaka-rtx");
    }

    /** Facilities, severities, tags and numbers change from line to line; the router stays the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan 29 18:40:21 local7.debug FAILED\nJan 29 18:40:25 local7.info UP\n",
                "Jan 29 18:40:21 rtx IKE2: FAILED\nJan 29 18:40:25 rtx tunnel[12]: UP\n",
                "Jan 29 18:40:21 FAILED\nJan 29 18:40:25 rtx UP\n",
                "Jan 29 18:40:21 rtx FAILED\nJan 29 18:40:25 UP\n",
                "1,2024-01-29 18:40:21,Debug,-,FAILED\n2,2024-01-29 18:40:25,Info,-,UP\n",
                "2024-01-29 18:40:21,Local7,Debug,192.168.100.1,VPN,FAILED\n2024-01-29 18:40:25,Local7,Info,192.168.100.1,IF,UP\n",
                "Jan 29 18:40:21 192.168.100.1 FAILED\nJan 29 18:40:25 relay 192.168.100.1 UP\n",
            })
    void linesOfOneRouterStayTogether(String text) {
        FileEvidence evidence = read(text.replace("FAILED", FAILED).replace("UP", "IP Tunnel[1] Up"));

        assertThat(evidence.files())
                .singleElement()
                .satisfies(file -> assertThat(file.kinds()).containsExactly(Kind.LOG));
        assertThat(evidence.sites()).hasSize(1);
        assertThat(found(evidence)).isEmpty();
    }

    /** A server names routers as it likes: by address, by their name in the DNS. */
    @Test
    void theLogOfTheOnlyRouterIsItsOwnWhateverTheServerCallsIt() {
        FileEvidence evidence =
                read("nagoya# show config\n" + Samples.CONFIG, "Jan 29 18:40:21 192.168.100.1 " + FAILED);

        assertThat(evidence.sites())
                .singleElement()
                .satisfies(site -> assertThat(site.messages()).hasSize(1));
        assertThat(evidence.notes()).isEmpty();
    }

    @Test
    void aLogThatMayBeOfOneOfTwoRoutersIsOfTheOneThatIsCalledSo() {
        String two = """
            nagoya# show status tunnel 1
            TUNNEL[1]:
              Current status is Offline.
            osaka# show status tunnel 1
            TUNNEL[1]:
              Current status is Online.
            """;

        assertThat(read(two, "Jan 29 18:40:21 nagoya " + FAILED).sites())
                .extracting(site -> site.site() + " " + site.messages().size())
                .containsExactly("nagoya 1", "osaka 0");
        FileEvidence nobodys = read(two, "Jan 29 18:40:21 192.168.100.1 " + FAILED);
        assertThat(nobodys.sites()).extracting(SiteEvidence::site).containsExactly("nagoya", "osaka", "192.168.100.1");
        assertThat(nobodys.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("which of the routers"));
    }

    @Test
    void theLogsOfTwoRoutersAreOfNeitherConfiguration() {
        FileEvidence evidence =
                read(Samples.CONFIG, "Jan 29 18:40:21 nagoya " + FAILED + "\nJan 29 18:40:22 osaka IP Tunnel[1] Up\n");

        assertThat(evidence.sites()).extracting(site -> site.messages().size()).containsExactly(0, 1, 1);
    }

    @Test
    void whatAnotherProgramSaysInBetweenIsNotTheRestOfALine() {
        FileEvidence evidence = read("Jan 29 18:40:21 rtx " + FAILED + "\nJan 29 18:40:22 rtx IP Tunnel[1] Up\n"
                + "Jan 29 18:40:23 server sshd[123]: Accepted publickey for root\n");

        assertThat(evidence.sites().getFirst().messages())
                .last()
                .satisfies(message -> assertThat(message.text()).isEqualTo("IP Tunnel[1] Up"));
    }

    @Test
    void aFileOfTooManyRoutersIsReadAsFarAsItCanBeAndSaysSo() {
        FileEvidence evidence = read(IntStream.range(0, 100)
                .mapToObj(i -> "Jan 29 18:40:21 10.0.0." + i + " " + FAILED)
                .collect(Collectors.joining("\n")));

        assertThat(evidence.sites()).hasSize(RouterText.MOST_SENDERS);
        assertThat(evidence.sites())
                .allSatisfy(site -> assertThat(site.messages()).hasSize(1));
        assertThat(evidence.files().getFirst().problem()).contains("left out");
    }

    // ---------------------------------------------------------------- tables

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-29 18:40:23,Debug,192.168.100.1,LINE",
                "\"2024-01-29 18:40:23\",\"Debug\",\"192.168.100.1\",\"LINE\"",
                "2024-01-29 18:40:23\tLocal7.Debug\t192.168.100.1\tLINE",
                "2024-01-29;18:40:23;Local7;Debug;192.168.100.1;;LINE",
                "Date,Priority,Hostname,Message\n2024-01-29 18:40:23,Local7.Debug,192.168.100.1, LINE",
                "192.168.100.1,2024/1/29 18:40:23,LINE",
                "2024-01-29 18:40:23 192.168.100.1 LINE",
                "2024-01-29 09:40:23Z 192.168.100.1 LINE",
                "2024-01-29 09:40:23.5 +0000,192.168.100.1,LINE",
                "2024-01-29T18:40:23 192.168.100.1 LINE",
                "<135>2024-01-29 18:40:23 192.168.100.1 LINE",
                "<135>1 2024-01-29T18:40:23.003+09:00 192.168.100.1 - - - - LINE",
                "<135>1 2024-01-29T09:40:23Z 192.168.100.1 rtx - - [meta sequenceId=\"29\"] LINE",
            })
    void aTableOfASyslogServerIsARoutersLogByTheRoutersClock(String row) {
        FileEvidence evidence = read(row.replace("LINE", FAILED) + "\n");

        assertThat(evidence.files().getFirst().kinds()).containsExactly(Kind.LOG);
        assertThat(evidence.diagnose(Language.ENGLISH)).singleElement().satisfies(found -> {
            assertThat(found.cause()).isEqualTo(Cause.AUTHENTICATION_MISMATCH);
            assertThat(found.tunnel()).isEqualTo("1");
            assertThat(found.evidence()).containsExactly("Router's log, 2024-01-29T09:40:23Z: \"" + FAILED + "\"");
        });
    }

    /** Kiwi writes the month first, others the day: which of the two nobody knows, so it is no evidence of a day. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-03-2024\t18:40:23\tLocal7.Debug\t192.168.100.1\tLINE",
                "01-29-2024\t18:40:23\tLocal7.Debug\t192.168.100.1\tLINE",
                "29/01/2024,18:40:23,Debug,192.168.100.1,LINE",
                "29/01/2024 18:40:23 192.168.100.1 LINE",
            })
    void aDateThatMayBeAnotherIsNone(String row) {
        FileEvidence evidence = read(row.replace("LINE", FAILED) + "\n");

        assertThat(evidence.files().getFirst().kinds()).containsExactly(Kind.LOG);
        assertThat(evidence.diagnose(Language.ENGLISH)).singleElement().satisfies(found -> {
            assertThat(found.cause()).isEqualTo(Cause.AUTHENTICATION_MISMATCH);
            assertThat(found.evidence()).containsExactly("Router's log: \"" + FAILED + "\"");
        });
    }

    @Test
    void aTableSaysOfWhichTunnelItsRowsAre() {
        FileEvidence evidence = read("""
                2024-01-29 18:40:23,Debug,192.168.100.1,[IKE2] GW:2/SA:3/AUTH receive AUTHENTICATION_FAILED
                2024-01-29 18:41:53,Info,192.168.100.1,IP Tunnel[1] Down
                2024-01-29 18:42:53,Info,192.168.100.1,IP Tunnel[1] Up
                """);

        assertThat(evidence.diagnose(Language.ENGLISH))
                .extracting(Diagnosis::tunnel, Diagnosis::cause)
                .containsExactly(tuple("2", Cause.AUTHENTICATION_MISMATCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-29 09:38:23,PRIMARY1,\"Auth payload doesn't match the calculated one - wrong psk?\"",
                "2026-01-29 09:38:23,osaka,LAN1,PRIMARY1,\"Auth payload doesn't match the calculated one - wrong psk?\"",
                "time\tsite\tmessage\n2026-01-29 09:38:23\tLAN1 of osaka\tAUTHENTICATION_FAILED",
                "Login time,message\n2026-01-29 09:38:23,IKE SA established",
                "01/29/2026 09:38:23,PRIMARY1,LAN1,\"Auth payload doesn't match the calculated one - wrong psk?\"",
                "29-01-2026 09:38:23 PRIMARY1 LAN1 Auth payload doesn't match the calculated one - wrong psk?",
            })
    void aTimelineOfCatosIsStillOne(String rows) {
        assertThat(read(rows + "\n").files().getFirst().kinds()).containsExactly(Kind.TIMELINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-29 18:40:23 app Login failed for bob\n",
                "2024-01-29 18:40:23 [SCHEDULER] started\n",
                "2024-01-29 18:40:23 gw charon: 09[IKE] received AUTHENTICATION_FAILED notify error\n",
                "<134>1 2024-01-29T18:40:23Z gw charon 9 - - 09[IKE] received AUTHENTICATION_FAILED notify error\n",
                "29/01/2024 18:40:23 app Login failed for bob\n",
            })
    void anotherProgramsLogIsNot(String text) {
        assertThat(read(text).files().getFirst().kinds()).isEmpty();
    }
}
