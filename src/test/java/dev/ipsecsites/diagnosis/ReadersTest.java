package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timelines and logs as people have them. */
class ReadersTest {
    private static final String PSK = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final Instant TIME = Instant.parse("2024-01-29T09:38:23Z");

    private static List<Message> timeline(@Nullable String site, String text) {
        var reader = new TimelineReader(site);
        text.lines().forEach(reader::accept);
        return reader.messages();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time,tunnel,message\n2024-01-29T09:38:23Z,PRIMARY1,\"" + PSK + "\"",
                "\uFEFF日時;トンネル;メッセージ\n2024/01/29 09:38:23;Primary 1;" + PSK,
                "Severity\tText\tWhen\tTunnel\nerror\t" + PSK + "\t1706521103\tprimary",
                "2024-01-29 18:38:23 +0900,\"" + PSK + "\",PRIMARY1",
                "message,at,role\n\"" + PSK + "\",1706521103000,PRIMARY_1",
                "message,at,role\n\"two\nlines, " + PSK + "\",2024-01-29 09:38:23.123 UTC,PRIMARY_1",
                "\"Jan 29, 2024 9:38:23 AM\",PRIMARY1,\"a \"\"quoted\"\"\nline: " + PSK + "\"\n",
                "01/29/2024 9:38:23 AM,primary,x," + PSK,
                "29 Jan 2024 09:38:23 (UTC)\t" + PSK + "\tPRIMARY1",
                "サイト;メッセージ;日時;役割\nosaka;\"" + PSK + "\";2024年1月29日 9時38分23秒;プライマリ",
                "Timeline of osaka\n\nTime;Tunnel;Event\n2024-01-29T09:38:23Z;PRIMARY1;a, b, c, d, " + PSK,
            })
    void timelinesInAnyColumnsAndLanguage(String csv) {
        assertThat(timeline("osaka", csv)).singleElement().satisfies(message -> {
            assertThat(message.source()).isEqualTo(Message.Source.CATO_TIMELINE);
            assertThat(message.time()).isEqualTo(TIME);
            assertThat(message.tunnel()).isEqualTo("PRIMARY1");
            assertThat(message.text()).contains(PSK);
        });
    }

    /** What a file is called, and a title line above the heading, are no message; a row that nobody understands is one. */
    @Test
    void aRowThatNobodyUnderstandsIsKeptWithoutItsTimeAndTunnel() {
        assertThat(timeline(null, "Time,Tunnel,Event,User\n2024-01-29T09:38:23Z,PRIMARY1,something new,\n"))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("something new"));
        assertThat(timeline(null, "2024-01-29T09:38:23Z,Socket,something new,\n"))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("Socket | something new"));
    }

    @Test
    void aSentenceThatAnUnquotedCommaCutsIsUnderstood() {
        String csv =
                "2024-01-29T09:38:23Z,PRIMARY1,DH group number in the KE property doesn't match the selected proposal"
                        + " [selected: 14, in KE payload: 2]";
        assertThat(timeline(null, csv))
                .singleElement()
                .satisfies(message -> assertThat(Wordings.read(message))
                        .hasValueSatisfying(
                                reading -> assertThat(reading.values()).containsExactly("14", "2")));
    }

    @Test
    void bothCellsOfARowThatAreUnderstoodCount() {
        String dh =
                "DH group MODP_2048 (14) in our proposal does not match DH group MODP_1024 (2) in peer's proposal 1";
        assertThat(timeline(null, "2024-01-29T09:38:23Z,NO_PROPOSAL_CHOSEN,osaka,\"" + dh + "\""))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("NO_PROPOSAL_CHOSEN | " + dh));
    }

    /** A column may say "Site" of every row; that names none. */
    @Test
    void onlyAHeadingNamesTheColumnOfSites() {
        String csv = "2024-01-29T09:38:23Z,Site," + PSK + "\n2024-01-29T09:38:24Z,Site," + PSK;
        assertThat(timeline("osaka", csv)).hasSize(2);
    }

    @Test
    void ofALongTimelineTheNewestRowsCountWhicheverWayRoundItIs() {
        List<String> rows = IntStream.range(0, 3_000)
                .mapToObj(i -> Instant.EPOCH.plusSeconds(1_700_000_000L + i) + ",PRIMARY1," + PSK)
                .toList();
        for (List<String> order : List.of(rows, rows.reversed())) {
            var messages = timeline(null, String.join("\n", order));
            assertThat(messages).hasSizeBetween(400, 2_000);
            assertThat(messages.getLast().time()).isEqualTo(Instant.ofEpochSecond(1_700_002_999L));
            assertThat(messages.getFirst().time()).isEqualTo(Instant.ofEpochSecond(1_700_003_000L - messages.size()));
        }
    }

    @Test
    void aSecretIsTakenOutBeforeALineIsCut() {
        var reader = new TimelineReader(null, text -> text.replace("secret-of-osaka", "********"));
        reader.accept("2024-01-29T09:38:23Z,PRIMARY1," + "x".repeat(490) + "secret-of-osaka " + PSK);
        assertThat(reader.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).doesNotContain("secret"));
    }

    /** Some consoles put the whole exchange into one cell. */
    @ParameterizedTest
    @ValueSource(ints = {30, 480, 520, 900, 1_100, 40_000})
    void aMessageIsReadAndQuotedWhereverItBeginsInALongCell(int before) {
        String cell = "detail of it, ".repeat(before / 14 + 1) + PSK + " and more".repeat(200);
        for (Message message : List.of(
                timeline(null, "2024-01-29T09:38:23Z,PRIMARY1,\"" + cell + "\"").getFirst(),
                Message.routerLog(TIME, cell))) {
            assertThat(message.text()).contains(PSK).hasSizeLessThanOrEqualTo(Masks.LONGEST + 1);
            assertThat(causes(List.of(message.of("PRIMARY1")))).containsExactly(Cause.AUTHENTICATION_MISMATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void aSecretIsMaskedWhereItsNameIsNoLongerInThePartThatIsQuoted(int further) {
        String cell = "x".repeat(730 + further) + " psk: \"Hidden Phrase of 4711\" " + PSK;
        assertThat(Message.timeline(TIME, cell).text()).contains(PSK).doesNotContain("4711");
    }

    @Test
    void rowsOfAnotherSiteAreLeftOutWhereAColumnNamesIt() {
        String csv = "site,time,message\nkyoto,2024-01-29T09:38:23Z," + PSK + "\nosaka,2024-01-29T09:38:24Z," + PSK;
        assertThat(timeline("osaka", csv)).hasSize(1);
        assertThat(timeline(null, csv)).hasSize(2);
    }

    @Test
    void aRowThatIsCutOffCostsNoOtherRow() {
        String csv = "2024-01-29T09:38:23Z,PRIMARY1,\"" + PSK + "\"\n2024-01-29T09:38:24Z,PRIMARY1,\"Auth pay\n"
                + "2024-01-29T09:38:25Z,PRIMARY1,\"" + PSK + "\"\n2024-01-29T09:38:26Z,PRIMARY1,\"" + PSK;
        assertThat(timeline(null, csv)).filteredOn(m -> m.text().contains(PSK)).hasSize(3);
    }

    @Test
    void aLogIsReadInTheRoutersTimeZoneWithItsBrokenLines() {
        var reader = new LogReader();
        List.of(
                        "# show log",
                        "2024/01/29 18:38:23: [IKE2] receive notify AUTHENTI",
                        "CATION_FAILED",
                        "2024/01/29 18:38:24: Login succeeded for SSH: 192.168.100.2 admin",
                        "2024/99/29 18:38:25: [IKE2] receive notify NO_PROPOSAL_CHOSEN")
                .forEach(reader::accept);
        assertThat(reader.messages(ZoneOffset.ofHours(9)))
                .extracting(Message::time, Message::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(TIME, "[IKE2] receive notify AUTHENTICATION_FAILED"),
                        org.assertj.core.groups.Tuple.tuple(null, "[IKE2] receive notify NO_PROPOSAL_CHOSEN"));
    }

    @Test
    void aLogThatWasPrintedNewestFirstIsTurnedRound() {
        var reader = new LogReader();
        reader.accept("2024/01/29 18:38:25: IP Tunnel[1] Down");
        reader.accept("2024/01/29 18:38:23: IP Tunnel[1] Up");
        assertThat(reader.messages(ZoneOffset.UTC))
                .extracting(Message::text)
                .containsExactly("IP Tunnel[1] Up", "IP Tunnel[1] Down");
    }

    @Test
    void theNewestLinesCountWhicheverWayRoundTheLogIs() {
        List<String> lines = IntStream.range(0, 60)
                .mapToObj(i -> "2024/01/29 18:38:%02d: [IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN".formatted(i))
                .toList();
        for (List<String> order : List.of(lines, lines.reversed())) {
            var reader = new LogReader();
            order.forEach(reader::accept);
            var messages = reader.messages(ZoneOffset.UTC);
            assertThat(messages.getFirst().time()).isEqualTo(Instant.parse("2024-01-29T18:38:20Z"));
            assertThat(messages.getLast().time()).isEqualTo(Instant.parse("2024-01-29T18:38:59Z"));
        }
    }

    /** The clock of a router has no battery: after a power cut it may be set back, which turns nothing round. */
    @Test
    void aClockThatWasSetBackDoesNotTurnALogRound() {
        var reader = new LogReader();
        reader.accept("2024/01/29 18:38:23: IP Tunnel[1] Up");
        reader.accept("2024/01/29 18:38:24: IP Tunnel[1] Down");
        reader.accept("2010/01/01 00:00:10: IP Tunnel[1] Up");
        reader.accept("2010/01/01 00:00:20: IP Tunnel[1] Down");
        assertThat(reader.messages(ZoneOffset.UTC).getLast().time()).isEqualTo(Instant.parse("2010-01-01T00:00:20Z"));
    }

    @Test
    void unknownMessagesAboutIkeAreKept() {
        var reader = new LogReader();
        reader.accept("2024/01/29 18:38:25: [IKE2] SA:4 something that nobody has ever seen");
        var messages = reader.messages(ZoneOffset.UTC);
        assertThat(messages).hasSize(1);
        var found = Engine.diagnose(
                SiteEvidence.of("osaka", null, List.of(TunnelEvidence.of("1").withMessages(messages))));
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(d.evidence()).anyMatch(line -> line.contains("nobody has ever seen"));
        });
    }

    /** The newest row may be the first or the last one. */
    @Test
    void timesThatNobodyCanReadProveNoTunnelUp() {
        String failed = "the 20th at 3:00,PRIMARY1," + PSK;
        String up = "the 20th at 1:00,PRIMARY1,Child SA established";
        for (String csv : List.of(failed + "\n" + up, up + "\n" + failed)) {
            assertThat(causes(timeline(null, csv))).as(csv).containsExactly(Cause.AUTHENTICATION_MISMATCH);
        }
    }

    @Test
    void rowsWithoutAnythingLikeATimeAreInTheirOrder() {
        assertThat(causes(timeline(null, "PRIMARY1," + PSK + "\nPRIMARY1,Child SA established")))
                .isEmpty();
    }

    private static List<Cause> causes(List<Message> messages) {
        var tunnel = TunnelEvidence.of("PRIMARY1").withMessages(messages);
        return Engine.diagnose(SiteEvidence.of("osaka", null, List.of(tunnel))).stream()
                .map(Diagnosis::cause)
                .toList();
    }

    @Test
    void aLineThatBeginsAsOneOfALogIsOneWithoutATime() {
        var reader = new LogReader();
        List.of(
                        "  GW:*/SA:4/INIT cannot accept KE payload",
                        "  SA:4/IKE established",
                        "2024/01/29 18:38:23: [IKE2] receive notify AUTHENTI",
                        "CATION_FAILED",
                        "[IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN")
                .forEach(reader::accept);
        assertThat(reader.messages(ZoneOffset.ofHours(9)))
                .extracting(Message::time, Message::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, "GW:*/SA:4/INIT cannot accept KE payload"),
                        org.assertj.core.groups.Tuple.tuple(null, "SA:4/IKE established"),
                        org.assertj.core.groups.Tuple.tuple(TIME, "[IKE2] receive notify AUTHENTICATION_FAILED"),
                        org.assertj.core.groups.Tuple.tuple(null, "[IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN"));
    }

    /** Issue: 100,000 lines in under a second and 128 MiB. Time of this thread: what else the machine does is no matter of ours. */
    @Test
    void aHundredThousandLinesTakeLessThanASecondAndLeaveFewMessages() {
        List<String> lines =
                IntStream.range(0, 100_000).mapToObj(ReadersTest::line).toList();
        var clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        var reader = new LogReader();
        lines.forEach(reader::accept);
        var messages = reader.messages(ZoneId.of("Asia/Tokyo"));
        var found = Engine.diagnose(
                SiteEvidence.of("osaka", null, List.of(TunnelEvidence.of("1").withMessages(messages))));
        Duration taken = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);
        assertThat(messages).hasSizeLessThan(1000);
        assertThat(found.getFirst().cause()).isEqualTo(Cause.NO_PROPOSAL_CHOSEN);
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
    }

    private static String line(int i) {
        String time =
                String.format("2024/01/%02d %02d:%02d:%02d: ", 1 + i / 86_400, i / 3600 % 24, i / 60 % 60, i % 60);
        return time
                + switch (i % 5) {
                    case 0 -> "LAN2 Rejected at IN(80) filter: TCP 198.51.100.1:" + i % 65_536 + " > 192.0.2.10:22";
                    case 1 -> "[IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN";
                    case 2 -> "[IKE2] SA:" + i + "/IKE temporarily assigned";
                    case 3 -> "Login succeeded for HTTP: 192.168.100.2 admin";
                    default -> "DHCPD LAN1(port1) Allocates 192.168.100." + i % 250 + ": 00:a0:de:00:00:00";
                };
    }
}
