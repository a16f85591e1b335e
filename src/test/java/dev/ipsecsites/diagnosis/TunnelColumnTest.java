package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a row of a timeline is: its columns are nowhere documented (cato-api.md §4.7), and one tunnel's "up" must never hide another's failure. */
class TunnelColumnTest {
    private static final String KEY = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final String UP = "Child SA established";

    private static List<Message> read(String file, String... rows) {
        TimelineReader reader = new TimelineReader(null);
        Stream.of(rows).forEach(reader::accept);
        return reader.messages(file);
    }

    private static List<String> tunnels(List<Message> messages, String said) {
        return messages.stream()
                .filter(message -> message.text().contains(said))
                .map(message -> String.valueOf(message.tunnel()))
                .distinct()
                .toList();
    }

    private static String row(int minute, String before, String message) {
        return "2024-01-29T09:%02d:00Z,%s%s".formatted(minute, before, message);
    }

    /** The first comes up, the second fails, the first comes up again. */
    private static List<Message> upAndFailing(String heading, String up, String failing) {
        return read(
                "timeline.csv",
                heading,
                row(40, up + ",INFO,", "IKE SA established"),
                row(40, up + ",INFO,", UP),
                row(41, failing + ",ERROR,", KEY),
                row(42, up + ",INFO,", UP));
    }

    @ParameterizedTest
    @CsvSource({
        "PoP, Tokyo, London, Tokyo, London",
        "接続先, 東京, ロンドン, 東京, ロンドン",
        "Tunnel Name, osaka-primary, osaka-secondary, PRIMARY1, SECONDARY1",
        "PoP, Primary - Tokyo, Secondary - London, PRIMARY1, SECONDARY1",
        "PoP, Primary tunnel (Tokyo), Secondary tunnel (London), PRIMARY1, SECONDARY1",
        "PoP, Secondary - up, Primary - down, SECONDARY1, PRIMARY1",
        "Link, Pri, Sec, PRIMARY1, SECONDARY1",
        "Link, WAN1, WAN2, WAN1, WAN2",
        "Tunnel, Tunnel 1, Tunnel 2, Tunnel 1, Tunnel 2",
        "Tunnel, 1, 2, 1, 2",
        "Tunnel ID, 4711, 4712, 4711, 4712",
        "Role, Active, Passive, Active, Passive",
        "Cato IP, 203.0.113.10, 203.0.113.20, 203.0.113.10, 203.0.113.20",
        "Name, Tokyo, London, Tokyo, London",
        "Tunnel, PRIMARY1, Backup, PRIMARY1, Backup",
        "Tunnel, nara-primary, osaka-primary, nara-primary, osaka-primary",
    })
    void rowsOfTwoNamesAreOfTwoTunnels(String heading, String up, String failing, String upId, String failingId) {
        var messages = upAndFailing("Time," + heading + ",Severity,Message", up, failing);
        assertThat(tunnels(messages, UP)).containsExactly(upId);
        assertThat(tunnels(messages, KEY)).containsExactly(failingId);
    }

    @ParameterizedTest
    @CsvSource({
        "Tokyo, London",
        "WAN1, WAN2",
        "Tunnel 1, Tunnel 2",
        "Active, Passive",
        "203.0.113.10, 203.0.113.20",
        "東京, 大阪",
    })
    void withoutAHeadingToo(String up, String failing) {
        for (String severity : List.of("", "INFO,")) {
            var messages =
                    read("timeline.csv", row(41, failing + "," + severity, KEY), row(42, up + "," + severity, UP));
            assertThat(tunnels(messages, UP)).containsExactly(up);
            assertThat(tunnels(messages, KEY)).containsExactly(failing);
        }
        var behind = read("timeline.csv", row(41, "", KEY + "," + failing), row(42, "", UP + "," + up));
        assertThat(tunnels(behind, KEY)).containsExactly(failing);
    }

    @Test
    void aHeadingBelowATitleIsNoName() {
        var messages = read(
                "timeline.csv",
                "Chronologie du site",
                "Horodatage,PoP,Message",
                row(41, "London,", KEY),
                row(42, "Tokyo,", UP));
        assertThat(messages).extracting(Message::tunnel).containsExactly(null, null, "London", "Tokyo");
    }

    @Test
    void cellsMayStandBetweenBars() {
        var messages = read(
                "timeline.csv",
                "Time | Tunnel | Message",
                "2024-01-29T09:41:00Z | Secondary | " + KEY,
                "2024-01-29T09:42:00Z | Primary | " + UP);
        assertThat(tunnels(messages, KEY)).containsExactly("SECONDARY1");
        assertThat(tunnels(messages, UP)).containsExactly("PRIMARY1");
    }

    /** Its rows differ in what happened, who did it or where they stand, and are of one tunnel. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';ERROR;INFO",
                "'';Tunnel disconnected;Tunnel connected",
                "Time,Tunnel Status,Message;Broken;Fine",
                "Time,User,Message;tanaka;sato",
                "Time,Direction,Message;Inbound;Outbound",
                "Time,Stage,Message;IKE_AUTH;CREATE_CHILD_SA",
                "日時,重要度,内容;エラー;情報",
                "Time,Source IP,Message;198.51.100.20;198.51.100.77",
                "Time,PSK,Message;Summer;Winter",
                "Time,Record ID,Message;a1;a2",
                "'';a1;a2",
            })
    void otherColumnsTellNoTunnelsApart(String heading, String failing, String up) {
        var messages = read("timeline.csv", heading, row(41, failing + ",", KEY), row(42, up + ",", UP));
        assertThat(messages).extracting(Message::tunnel).containsOnlyNulls();
    }

    @Test
    void whatAnUnquotedSeparatorCutsOffIsNoName() {
        var messages = read(
                "timeline.csv",
                row(41, "", KEY),
                row(42, "", "IKE SA established with 192.0.2.10 [AES_CBC_256, SHA256, SHA256, DH 14]"),
                row(43, "", "IKE SA established with 192.0.2.10 [AES_CBC_256, SHA512, SHA512, DH 14]"));
        assertThat(messages).extracting(Message::tunnel).containsOnlyNulls();
    }

    @Test
    void messagesThatNobodyUnderstandsAreNoNames() {
        var messages = read(
                "timeline.csv",
                row(41, "osaka,", "Waiting"),
                row(42, "osaka,", "Looking round"),
                row(43, "osaka,", UP));
        assertThat(messages).extracting(Message::tunnel).containsOnlyNulls();
    }

    /** A row that says its tunnel says whose the name is, too. */
    @Test
    void aNameIsTheTunnelOfWhichItsRowsSpeak() {
        var messages = read(
                "timeline.csv",
                "Time,PoP,Message",
                row(41, "Tokyo,", "Primary1 disconnected: " + KEY),
                row(42, "Tokyo,", UP),
                row(42, "London,", "Secondary1: IKE SA established"));
        assertThat(tunnels(messages, UP)).containsExactly("PRIMARY1");
    }

    /** The console gives a timeline for each tunnel. */
    @Test
    void aNameThatAllRowsHaveCountsUnlessTheFileSaysMore() {
        String[] rows = {"Time,PoP,Message", row(41, "Tokyo,", KEY), row(42, "Tokyo,", UP)};
        assertThat(tunnels(read("a.csv", rows), KEY)).containsExactly("Tokyo");
        assertThat(tunnels(read("secondary.csv", rows), KEY)).containsExactly("SECONDARY1");
    }

    /** Which of a column's names there are is known at the end; until then what happened last is kept of each. */
    @Test
    void ofEachTunnelTheNewestRowsAreKept() {
        TimelineReader reader = new TimelineReader(null);
        reader.accept("Time,PoP,Message");
        reader.accept(row(0, "London,", KEY));
        for (int i = 0; i < 5_000; i++) {
            reader.accept("%d,Tokyo,%s".formatted(1_706_600_000 + i, KEY));
        }
        var messages = reader.messages();
        assertThat(messages).hasSizeBetween(400, 2_000);
        assertThat(tunnels(messages, KEY)).containsExactlyInAnyOrder("London", "Tokyo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"psk=S3cretKey of 4711", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUHunter2"})
    void aSecretIsNobodysName(String cell) {
        var messages = upAndFailing("Time,Tunnel,Severity,Message", "Tokyo", cell);
        assertThat(tunnels(messages, KEY)).containsExactly("null");
    }

    @Test
    void ofManyTunnelsEachIsKeptApart() {
        TimelineReader reader = new TimelineReader(null);
        reader.accept("Time,Tunnel,Message");
        for (int i = 0; i < 30; i++) {
            reader.accept(row(41, "site" + i + "-primary,", i == 7 ? KEY : UP));
        }
        var messages = reader.messages();
        assertThat(tunnels(messages, KEY)).containsExactly("site7-primary");
        assertThat(tunnels(messages, UP)).hasSize(29);
    }
}
