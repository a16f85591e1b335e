package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesAndRolesTest {
    private static final Instant MORNING = Instant.parse("2024-05-20T05:31:07Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-05-20T05:31:07Z",
                "2024-05-20T14:31:07.123+0900",
                "2024-05-20 05:31:07 UTC",
                "2024/5/20 14:31:07 JST",
                "2024年5月20日 5時31分7秒",
                "5/20/2024 5:31:07 AM",
                "20/05/2024 05:31:07",
                "20.05.2024 05:31:07",
                "May 20, 2024 05:31:07",
                "20 May 2024 05:31:07",
                "1716183067",
                "1716183067000",
                "5/20/24 5:31:07",
                "20/05/24 05:31:07",
                "5/20/2024, 5:31:07\u202FAM",
                "2024-05-20 05:31:07 AM",
                "2024-05-20 02:31:07 PM JST",
                "2024/05/20 午後2:31:07 JST",
                "2024/05/20(月) 05:31:07",
                "2024年5月20日（月曜日） 5時31分7秒",
                "Mon, 20 May 2024 05:31:07 GMT",
                "Mon, 20 May 2024 14:31:07 +0900",
                "Mon May 20 2024 14:31:07 GMT+0900",
                "20-May-2024 05:31:07",
                "45432.2299421296",
            })
    void aTimeIsReadHoweverItIsWritten(String cell) {
        assertThat(Times.read(cell)).isBetween(MORNING, MORNING.plusMillis(999));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "PRIMARY1",
                "192.0.2.10",
                "2024-13-45 05:31:07",
                "99999999999999",
                "Auth payload 5",
                "31/31/24 05:31:07",
                "Mon, Tue",
                "5/20/24",
                "45432.2"
            })
    void whatIsNoTimeIsNone(String cell) {
        assertThat(Times.read(cell)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-20 12:00:00 AM, 2024-05-20T00:00:00Z",
        "2024-05-20 12:00:00 PM, 2024-05-20T12:00:00Z",
        "5/20/24 12:05 am, 2024-05-20T00:05:00Z",
        "2024/05/20 午前12:05, 2024-05-20T00:05:00Z",
        "2024-05-20 13:00:00 PM, 2024-05-20T13:00:00Z",
    })
    void halvesOfADayBeginAtTwelve(String cell, Instant time) {
        assertThat(Times.read(cell)).isEqualTo(time);
    }

    @Test
    void dateAndTimeMayStandInTwoCells() {
        assertThat(Times.ofRow(List.of("Primary", "2024-05-20", "05:31:07", "text")))
                .extracting(Times.OfRow::time)
                .isEqualTo(MORNING);
    }

    @ParameterizedTest
    @CsvSource({
        "Primary, PRIMARY1",
        "primary 2, PRIMARY2",
        "Tunnel: Secondary1, SECONDARY1",
        "プライマリ, PRIMARY1",
        "セカンダリー 2, SECONDARY2",
        "Secondaire, SECONDARY1",
        "SEKUNDÄR, SECONDARY1",
    })
    void aCellNamesATunnel(String cell, String id) {
        assertThat(Roles.named(cell)).isEqualTo(id);
    }

    @Test
    void aSentenceNamesOneOnlyWithItsNumberAndOnlyOne() {
        assertThat(Roles.mentioned("Primary1 disconnected")).isEqualTo("PRIMARY1");
        assertThat(Roles.mentioned("the primary reason")).isNull();
        assertThat(Roles.mentioned("Primary1 took over from Secondary1")).isNull();
    }

    @Test
    void aLineOfRepetitionsCountsForTheLineThatItIsAbout() {
        List<String> log = List.of(
                "2024/05/20 14:10:00: [IKE] initiate ISAKMP phase to 203.0.113.10 (local address 192.0.2.10)",
                "2024/05/20 14:11:00: same message repeated 3 times",
                "2024/05/20 14:12:00: IP Tunnel[2] Up",
                "2024/05/20 14:12:30: same message repeated 1 times");

        assertThat(initiated(log)).isEqualTo(4);
        assertThat(initiated(log.reversed())).isEqualTo(4);
    }

    private static long initiated(List<String> log) {
        LogReader reader = new LogReader();
        log.forEach(reader::accept);
        return reader.messages(ZoneOffset.UTC).stream()
                .filter(m -> m.text().contains("initiate"))
                .count();
    }

    @Test
    void aLogOlderThanTheFirmwareIsOfAClockThatIsWrong() {
        LogReader reader = new LogReader();
        reader.accept("2000/01/01 00:00:03: RTX1220 Rev.15.04.05 (Wed Dec 21 11:21:03 2022) starts");
        reader.accept("2000/01/01 00:10:00: IP Tunnel[1] Up");
        reader.messages(ZoneOffset.UTC);

        assertThat(reader.behind()).isGreaterThan(Duration.ofDays(8_000));
    }

    @Test
    void aClockThatWasSetSinceIsNot() {
        LogReader reader = new LogReader();
        reader.accept("2000/01/01 00:00:03: RTX1220 Rev.15.04.05 (Wed Dec 21 11:21:03 2022) starts");
        IntStream.range(10, 20).forEach(i -> reader.accept("2024/05/20 14:10:" + i + ": IP Tunnel[1] Up"));
        reader.messages(ZoneOffset.UTC);

        assertThat(reader.behind()).isNull();
    }

    /** Whoever wrote a file wrote all its dates in one way. */
    @ParameterizedTest
    @CsvSource({
        "11/05/2024 23:00 - 13/05/2024 01:00, 2024-05-11T23:00:00Z",
        "05/11/2024 23:00 - 05/13/2024 01:00, 2024-05-11T23:00:00Z",
        "30/04/2024 23:00 - 01/05/2024 01:00 - 02/05/2024 01:00, 2024-04-30T23:00:00Z",
        "12/04/2024 23:00 - 01/05/2024 01:00 - 02/05/2024 01:00, 2024-04-12T23:00:00Z",
        "02/05/2024 01:00 - 01/05/2024 01:00 - 12/04/2024 23:00, 2024-05-02T01:00:00Z",
        "05/06/2024 23:00 - 05/07/2024 01:00, 2024-05-06T23:00:00Z",
    })
    void oneDateAboveTwelveOrElseTheOrderTellsWhetherTheDayIsFirst(String cells, Instant first) {
        TimelineReader reader = new TimelineReader(null);
        for (String cell : cells.split(" - ", -1)) {
            reader.accept(cell + ",PRIMARY1,something new");
        }
        List<Message> messages = reader.messages();

        assertThat(messages.stream().map(Message::time)).contains(first);
        assertThat(messages.stream().map(Message::time)).isSorted();
    }
}
