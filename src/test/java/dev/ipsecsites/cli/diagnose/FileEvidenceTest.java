package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileEvidenceTest {
    private static FileEvidence read(String... texts) {
        return FileEvidence.read(
                Arrays.stream(texts).map(text -> Input.of("file", text)).toList());
    }

    private static FileEvidence bytes(byte[] content) {
        return FileEvidence.read(List.of(new Input("file", false, () -> new ByteArrayInputStream(content))));
    }

    private static TunnelEvidence tunnel(FileEvidence evidence, String id) {
        return evidence.sites().getFirst().tunnels().stream()
                .filter(t -> t.tunnel().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tunnel " + id + " in " + evidence.sites()));
    }

    // ---------------------------------------------------------------- kinds

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Samples.TIMELINE, Set.of(Kind.TIMELINE)),
                Arguments.of("File not found\n", Set.of(Kind.NO_TIMELINE)),
                Arguments.of(Samples.LOG, Set.of(Kind.LOG)),
                Arguments.of(Samples.CONFIG, Set.of(Kind.CONFIG)),
                Arguments.of(Samples.SA, Set.of(Kind.SA)),
                Arguments.of(Samples.TUNNEL_JA, Set.of(Kind.TUNNEL_STATUS)),
                Arguments.of(
                        Samples.TECHINFO, Set.of(Kind.ENVIRONMENT, Kind.CONFIG, Kind.SA, Kind.TUNNEL_STATUS, Kind.LOG)),
                Arguments.of(Samples.MANIFEST, Set.of(Kind.MANIFEST)),
                Arguments.of("Auth payload doesn't match the calculated one - wrong psk?\n", Set.of(Kind.TIMELINE)));
    }

    @Test
    void theAddressOfACallerIsNotThatOfTheWan() {
        String status = """
            # show status pp 1
            PP[01]:
            Current PPPoE session status is Connected.
                PP IP Address Local: 198.51.100.20, Remote: 198.51.100.1
            PP[ANONYMOUS01]:
            Current PPTP connection status is Connected.
                PP IP Address Local: 192.168.100.1, Remote: 192.168.100.201
            """;
        assertThat(read(Samples.CONFIG, status).diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .doesNotContain(Cause.WAN_ADDRESS_MISMATCH);
        assertThat(read(Samples.CONFIG, status.replace("198.51.100.20", "198.51.100.21"))
                        .diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .contains(Cause.WAN_ADDRESS_MISMATCH);
    }

    /** A terminal takes the blank at the right margin away, and who hides secrets makes lines longer. */
    @ParameterizedTest
    @ValueSource(strings = {"", "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"})
    void filtersOfABrokenLineAreInTheList(String placeholder) {
        String list = " ip pp secure filter in 200003 200020 200021 200022 200023 200024 200025 200030";
        String wrapped = Samples.CONFIG
                .replace(" ip pp secure filter in 100 101 102 103", list + "\n100 101 102 103")
                .replace(Samples.KEY, placeholder.isEmpty() ? Samples.KEY : placeholder);
        assertThat(read(wrapped).diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .doesNotContain(Cause.FILTER_IN_THE_WAY);
        assertThat(read(wrapped.replace("100 101 102 103", "104")).diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .contains(Cause.FILTER_IN_THE_WAY);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFileIsKnownByItsContent(String content, Set<Kind> kinds) {
        FileReport report = read(content).files().getFirst();
        assertThat(report.kinds()).isEqualTo(kinds);
        assertThat(report.problem()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n \n",
                "Dear all,\nthe tunnel is down again.\n",
                "<html><body>Login</body></html>\n",
                "{\"a\": 1}\n"
            })
    void aFileOfAnotherKindIsReportedAndTheOthersAreUsed(String other) {
        FileEvidence evidence = read(other, Samples.TIMELINE);
        assertThat(evidence.files().getFirst().usable()).isFalse();
        assertThat(evidence.files().getFirst().problem()).isNotNull();
        assertThat(evidence.diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .first()
                .isEqualTo(Cause.DH_GROUP_MISMATCH);
    }

    @Test
    void aBinaryFileAndAMissingOneAreReported() {
        FileEvidence binary = bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3});
        assertThat(binary.files().getFirst().problem()).isEqualTo("is not text");
        FileEvidence missing = FileEvidence.read(List.of(Input.of(java.nio.file.Path.of("no", "such.csv"))));
        assertThat(missing.files().getFirst().problem()).isEqualTo("can't be read: there is no such file");
        assertThat(missing.diagnose(Language.ENGLISH))
                .extracting(Diagnosis::cause)
                .containsExactly(Cause.UNKNOWN);
    }

    // ---------------------------------------------------------------- encodings

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-31j", "EUC-JP", "ISO-2022-JP"})
    void japaneseOutputIsReadInAnyEncodingOfAConsole(String charset) {
        FileEvidence evidence = bytes(Samples.TUNNEL_JA.getBytes(Charset.forName(charset)));
        assertThat(phase(tunnel(evidence, "1"))).isEqualTo(Phase.DOWN);
        assertThat(phase(tunnel(evidence, "2"))).isEqualTo(Phase.UP);
    }

    static Stream<Arguments> marks() {
        return Stream.of(
                Arguments.of(StandardCharsets.UTF_16LE, new byte[] {(byte) 0xFF, (byte) 0xFE}),
                Arguments.of(StandardCharsets.UTF_16BE, new byte[] {(byte) 0xFE, (byte) 0xFF}),
                Arguments.of(StandardCharsets.UTF_16LE, new byte[0]),
                Arguments.of(StandardCharsets.UTF_8, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}));
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aSpreadsheetsExportIsRead(Charset charset, byte[] mark) {
        byte[] text = Samples.TIMELINE.replace("\n", "\r\n").getBytes(charset);
        byte[] whole = Arrays.copyOf(mark, mark.length + text.length);
        System.arraycopy(text, 0, whole, mark.length, text.length);
        FileEvidence evidence = bytes(whole);
        assertThat(evidence.sites().getFirst().messages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.tunnel()).isEqualTo("PRIMARY1"));
    }

    // ---------------------------------------------------------------- comments

    /** The article's own configuration has them behind its lines; they say nothing to the router, and so nothing here. */
    @Test
    void aCommentBehindALineChangesNothing() {
        String commented = Samples.CONFIG
                .lines()
                .map(line -> line.startsWith("#") ? line : line + "  # 説明, off gateway pp 1 weight 0 '")
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(read(commented).sites()).isEqualTo(read(Samples.CONFIG).sites());
    }

    @Test
    void aCommentHidesNoMissingWord() {
        FileEvidence evidence = read(Samples.CONFIG.replace(
                "ipsec ike local name 1 198.51.100.20 ipv4-addr", "ipsec ike local name 1 198.51.100.20   # ID"));

        assertThat(evidence.diagnose(Language.ENGLISH))
                .filteredOn(found -> found.cause() == Cause.AUTHENTICATION_MISMATCH)
                .singleElement()
                .satisfies(found -> assertThat(found.remedy()).contains("local name 1 198.51.100.20 ipv4-addr"));
    }

    // ---------------------------------------------------------------- timelines

    @ParameterizedTest
    @ValueSource(
            strings = {
                "サイト;メッセージ;日時\nosaka;\"Auth payload doesn't match dropping this sa\";2024-01-29 09:38:23\n",
                "Site\tTime\tEvent\nosaka\t2024/01/29 09:38:23\tAuth payload doesn't match dropping this sa\n",
                "1706521103000,primary,\"Auth payload doesn't match dropping this sa\"\n",
                "\"Jan 29, 2024 9:38:23 AM\",\"a \"\"quoted\"\"\nline: Auth payload doesn't match dropping this sa\"\n",
                "01/29/2024 9:38:23 AM,x,Auth payload doesn't match dropping this sa"
            })
    void columnsMayStandInAnyOrderAndLanguage(String csv) {
        var messages = read(csv).sites().getFirst().messages();
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.time()).isEqualTo(Instant.parse("2024-01-29T09:38:23Z"));
            assertThat(message.text()).contains("Auth payload doesn't match dropping this sa");
        });
    }

    @Test
    void aNameSaysWhoseATimelineIsOnlyWhereNoRowDoes() {
        String rows = "2024-01-29T09:38:23Z,Auth payload doesn't match dropping this sa\n";
        FileEvidence evidence = FileEvidence.read(List.of(
                Input.of("secondary/x.csv", rows),
                Input.of("secondary.csv", rows),
                Input.of("secondary2.csv", Samples.TIMELINE)));
        assertThat(evidence.sites().getFirst().messages())
                .extracting(message -> String.valueOf(message.tunnel()))
                .containsExactly("null", "SECONDARY1", "PRIMARY1", "PRIMARY1");
    }

    // ---------------------------------------------------------------- the router

    @Test
    void aConfigurationTellsAddressesRoutesAndThePreferredTunnel() {
        FileEvidence evidence = read(Samples.CONFIG, Samples.TIMELINE);
        var router = Objects.requireNonNull(tunnel(evidence, "PRIMARY1").router());
        var configured = Objects.requireNonNull(router.configured());
        assertThat(configured.number()).isEqualTo(1);
        assertThat(configured.remoteAddress().value()).isEqualTo("203.0.113.10");
        assertThat(configured.starts()).isTrue();
        assertThat(Objects.requireNonNull(configured.routeToPeer()).interfaceName())
                .isEqualTo("pp1");
        assertThat(router.cut()).isFalse();
        assertThat(router.routeIntoTunnel()).isTrue();
        assertThat(Objects.requireNonNull(tunnel(evidence, "SECONDARY1").router())
                        .configured())
                .isNotNull();
    }

    @Test
    void whatIsMissingOfATruncatedConfigurationDoesNotCountAsMissing() {
        String text = Samples.CONFIG.substring(0, Samples.CONFIG.indexOf("  ipsec ike proposal-limitation 2"));
        FileEvidence evidence = read(text);
        assertThat(tunnel(evidence, "1").router())
                .satisfies(router ->
                        assertThat(Objects.requireNonNull(router).cut()).isTrue());
        assertThat(evidence.sites().getFirst().tunnels())
                .extracting(TunnelEvidence::tunnel)
                .containsExactly("1");
    }

    @Test
    void techinfoHoldsEverythingAtOnce() {
        FileEvidence evidence = read(Samples.TECHINFO);
        assertThat(phase(tunnel(evidence, "1"))).isEqualTo(Phase.DOWN);
        assertThat(phase(tunnel(evidence, "2"))).isEqualTo(Phase.UP);
        var link = Objects.requireNonNull(
                Objects.requireNonNull(tunnel(evidence, "1").router()).link());
        assertThat(link.up()).isTrue();
        assertThat(link.address()).isEqualTo("198.51.100.20");
        assertThat(evidence.sites().getFirst().messages())
                .extracting(message -> message.time())
                .contains(Instant.parse("2024-01-29T09:38:23Z"));
    }

    @Test
    void securityAssociationsAloneTellWhetherATunnelIsUp() {
        FileEvidence evidence = read(Samples.CONFIG, Samples.SA);
        assertThat(phase(tunnel(evidence, "1"))).isEqualTo(Phase.DOWN);
        assertThat(phase(tunnel(evidence, "2"))).isEqualTo(Phase.UP);
    }

    @Test
    void manifestsSayWhatWasMeantAndWhichTunnelIsWhich() {
        FileEvidence evidence = read(Samples.MANIFEST, Samples.CONFIG);
        SiteEvidence site = evidence.sites().getFirst();
        assertThat(site.site()).isEqualTo("osaka");
        TunnelEvidence primary = tunnel(evidence, "PRIMARY1");
        assertThat(Objects.requireNonNull(primary.intended()).proposal()).isNotNull();
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(primary.router()).configured())
                        .number())
                .isEqualTo(1);
        assertThat(Objects.requireNonNull(primary.cato()).siteAddress()).isEqualTo("198.51.100.20");
        assertThat(Objects.requireNonNull(primary.cato()).told()).isNotNull();
    }

    @Test
    void twoSitesWithOneAddressSeeEachOther() {
        String other = Samples.MANIFEST
                .replace("name: osaka,", "name: nara,")
                .replace("osaka-rtx", "nara-rtx")
                .replace("osaka-psk", "nara-psk");
        FileEvidence evidence = read(Samples.MANIFEST, other);
        assertThat(evidence.sites()).extracting(SiteEvidence::site).containsExactly("osaka", "nara");
        assertThat(tunnel(evidence, "PRIMARY1").sharedWith()).containsExactly("nara PRIMARY1");
    }

    @Test
    void anArgumentThatIsSaidToBeATimelineIsReadAsOne() {
        FileEvidence evidence =
                FileEvidence.read(List.of(Input.of("x", "something odd\n").asTimeline()));
        assertThat(evidence.sites().getFirst().messages()).hasSize(1);
    }

    // ---------------------------------------------------------------- several routers

    private static String environment(String model, String mac) {
        return model + " BootROM Ver. 1.03\n" + model + " Rev.23.00.17 (Fri Oct  3 10:12:33 2025)\n  main:  " + model
                + " ver=00 serial=xxxxxx MAC-Address=" + mac + "\nCurrent time: 2024/01/29 18:40:11 +09:00\n";
    }

    private static String status(int tunnel, boolean up) {
        return "TUNNEL[" + tunnel + "]: \nDescription: \n  Interface type: IPsec\n  Current status is "
                + (up ? "Online.\n  from 2024/01/29 18:38:23.\n  21 minutes 6 seconds  connection.\n" : "Offline.\n");
    }

    private static final String OSAKA = "ac:44:f2:00:00:01";
    private static final String NARA = "ac:44:f2:00:00:02";

    static Stream<Arguments> twoRouters() {
        String osaka = environment("RTX1300", OSAKA);
        String nara = environment("RTX1300", NARA);
        return Stream.of(
                Arguments.of("a file each", List.of(osaka + status(1, true), nara + status(1, false))),
                Arguments.of("one file", List.of(osaka + status(1, true) + nara + status(1, false))),
                Arguments.of(
                        "models",
                        List.of(
                                environment("RTX830", "x") + status(1, true),
                                environment("RTX1220", "x") + status(1, false))),
                Arguments.of(
                        "names in the prompt, by turns",
                        List.of("osaka# show status tunnel 1\n" + status(1, true) + "nara> show status tunnel 1\n"
                                + status(1, false) + "osaka tunnel1# show status tunnel 1\n" + status(1, true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twoRouters")
    void outputOfTwoRoutersIsNeverMixed(String told, List<String> files) {
        FileEvidence evidence = read(files.toArray(String[]::new));
        assertThat(evidence.sites())
                .extracting(site -> phase(site.tunnels().getFirst()))
                .as(told)
                .containsExactly(Phase.UP, Phase.DOWN);
        assertThat(evidence.sites())
                .allSatisfy(site -> assertThat(site.tunnels()).hasSize(1));
        assertThat(evidence.notes()).isEmpty();
    }

    @Test
    void whatIsOfOneRouterIsLaidTogetherWhicheverFileItIsIn() {
        FileEvidence evidence = read(
                environment("RTX1300", OSAKA) + status(1, true),
                environment("RTX1300", NARA),
                environment("RTX1300", OSAKA) + status(2, false),
                environment("RTX1300", NARA) + status(1, false));
        assertThat(evidence.sites()).hasSize(2);
        assertThat(evidence.sites().getFirst().tunnels())
                .extracting(FileEvidenceTest::phase)
                .containsExactly(Phase.UP, Phase.DOWN);
        assertThat(evidence.sites().getLast().tunnels())
                .extracting(FileEvidenceTest::phase)
                .containsExactly(Phase.DOWN);
    }

    @Test
    void outputThatTellsNothingIsTheOnlyRoutersAndNobodysWhereThereAreTwo() {
        String osaka = environment("RTX1300", OSAKA) + status(1, true);
        assertThat(read(osaka, status(2, false)).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.tunnels()).hasSize(2));

        FileEvidence evidence = FileEvidence.read(List.of(
                Input.of("osaka.txt", osaka),
                Input.of("nara.txt", environment("RTX1300", NARA) + status(1, false)),
                Input.of("whose.txt", status(2, false))));
        assertThat(evidence.sites()).hasSize(3);
        assertThat(evidence.sites())
                .allSatisfy(site -> assertThat(site.tunnels()).hasSize(1));
        assertThat(evidence.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith("whose.txt: ").contains("which of the routers"));
    }

    @Test
    void aConfigurationTakesNothingOfTwoRoutersThatItMayBeOf() {
        FileEvidence evidence = FileEvidence.read(List.of(
                Input.of("config.txt", Samples.CONFIG.replaceAll("# MAC.*\n", "")),
                Input.of("osaka.txt", "osaka# show status tunnel 1\n" + status(1, true)),
                Input.of("nara.txt", "nara# show status tunnel 1\n" + status(1, false))));
        assertThat(evidence.sites()).hasSize(3);
        assertThat(evidence.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith("nara.txt, osaka.txt: "));
    }

    @Test
    void theNameInThePromptIsTheNameOfTheRouter() {
        FileEvidence evidence = read(
                "osaka# show status tunnel 1\n" + status(1, false) + "nara# show status tunnel 1\n" + status(1, false));
        assertThat(evidence.sites()).extracting(SiteEvidence::site).containsExactly("osaka", "nara");
    }

    @Test
    void aTimelineIsOfNoneOfTwoRouters() {
        FileEvidence evidence = read(
                environment("RTX1300", OSAKA) + status(1, true),
                environment("RTX1300", NARA) + status(1, false),
                Samples.TIMELINE);
        assertThat(evidence.sites()).extracting(SiteEvidence::site).containsExactly("router 1", "router 2", "timeline");
        assertThat(evidence.sites()).extracting(site -> site.messages().size()).containsExactly(0, 0, 2);
        assertThat(evidence.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith("Cato's timeline: "));
    }

    @Test
    void aSiteIsOnTheRouterThatHasItsAddresses() {
        String nara = Samples.CONFIG.replace("203.0.113.", "203.0.113.2").replace("ac:44:f2:13:cc", "ac:44:f2:99:99");
        FileEvidence evidence = read(nara, Samples.CONFIG, Samples.MANIFEST);
        var router = Objects.requireNonNull(tunnel(evidence, "PRIMARY1").router());
        assertThat(Objects.requireNonNull(router.configured()).remoteAddress().value())
                .isEqualTo("203.0.113.10");
        assertThat(evidence.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith("router 1: no site of the manifests"));
    }

    // ---------------------------------------------------------------- secrets

    @Test
    void whatIsASecretInOneFileIsMaskedInAll() {
        String log = "2024/01/29 18:39:00: [IKE2] somebody typed " + Samples.KEY + " as a name, and "
                + Samples.PPP_PASSWORD + "\n";
        FileEvidence evidence = read(Samples.CONFIG, log, Samples.TIMELINE.replace("PRIMARY1", Samples.OTHER_KEY));
        assertThat(evidence.sites().toString())
                .doesNotContain(Samples.KEY)
                .doesNotContain(Samples.OTHER_KEY)
                .doesNotContain(Samples.PPP_PASSWORD);
        assertThat(evidence.scrub("x " + Samples.KEY)).isEqualTo("x ********");
    }

    // ---------------------------------------------------------------- size

    @Test
    void aLogOfAnySizeIsReadInBoundedMemory() {
        byte[] line = "2024/01/29 18:39:00: [IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN\n"
                .getBytes(StandardCharsets.US_ASCII);
        long lines = 100_000;
        Input large = new Input("large.log", false, () -> new Repeated(line, lines));
        FileEvidence evidence = FileEvidence.read(List.of(large));
        assertThat(evidence.sites().getFirst().messages()).isNotEmpty().hasSizeLessThan(1000);
        assertThat(evidence.files().getFirst().problem()).isNull();
    }

    @Test
    void aFileWithoutLinesDoesNotFillTheMemory() {
        Input large = new Input(
                "large.txt", false, () -> new Repeated("abcdefgh".getBytes(StandardCharsets.US_ASCII), 1_000_000));
        assertThat(FileEvidence.read(List.of(large)).files().getFirst().usable())
                .isFalse();
    }

    private static Phase phase(TunnelEvidence tunnel) {
        return Objects.requireNonNull(Objects.requireNonNull(tunnel.router()).state())
                .phase();
    }

    /** The same bytes again and again, made as they are read. */
    private static final class Repeated extends InputStream {
        private final byte[] unit;
        private long left;
        private int at;

        Repeated(byte[] unit, long times) {
            this.unit = unit;
            this.left = times;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            int b = unit[at] & 0xFF;
            at++;
            if (at == unit.length) {
                at = 0;
                left--;
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = 0;
            while (n < length) {
                int b = read();
                if (b < 0) {
                    return n == 0 ? -1 : n;
                }
                buffer[from + n++] = (byte) b;
            }
            return n;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "May 20 14:10:00 192.168.100.1 [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n",
                "<134>May  9 14:10:00 rtx [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n",
                "2024-05-20T05:10:00Z rtx local0.info [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n",
            })
    void aLogFromASyslogServerIsARoutersLog(String line) {
        FileEvidence evidence = read(line);

        assertThat(evidence.files().getFirst().kinds()).containsExactly(Kind.LOG);
        assertThat(causes(evidence)).containsExactly(Cause.AUTHENTICATION_MISMATCH);
    }

    /** The router's own time has a year and needs no guess. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "May 20 14:10:01 192.168.100.1 ",
                "<134>May 20 14:10:01 rtx ",
                "192.168.100.1\t",
                "> ",
            })
    void aLineWithTheRoutersOwnTimeInItKeepsThat(String front) {
        FileEvidence evidence = read(front + "2024/05/20 14:10:00: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n");

        assertThat(evidence.files().getFirst().kinds()).containsExactly(Kind.LOG);
        assertThat(evidence.diagnose(Language.ENGLISH).getFirst().evidence())
                .anyMatch(line -> line.contains("2024-05-20T05:10:00Z") && line.contains("\"[IKE2] GW:1"));
    }

    @Test
    void anotherMakersSyslogIsNot() {
        assertThat(read("May 20 13:00:11 asa : %ASA-4-106023: Deny tcp src outside:198.51.100.1/4242\n")
                        .files()
                        .getFirst()
                        .kinds())
                .isEmpty();
    }

    @Test
    void aLargePingThatIsLostSaysSomethingOnlyBesideAnOrdinaryOne() {
        String lost =
                "# ping -s 1400 -c 3 10.254.254.1\n3 packets transmitted, 0 packets received, 100.0% packet loss\n";
        String answered = "# ping -c 3 10.254.254.1\n3 packets transmitted, 3 packets received, 0.0% packet loss\n";
        String up = "# show status tunnel 1\nTUNNEL[1]:\n  Current status is Online.\n";

        assertThat(causes(read(lost + up))).doesNotContain(Cause.MTU_TOO_LARGE);
        assertThat(causes(read(lost + answered + up))).contains(Cause.MTU_TOO_LARGE);
    }

    private static List<Cause> causes(FileEvidence evidence) {
        return evidence.diagnose(Language.ENGLISH).stream()
                .map(Diagnosis::cause)
                .toList();
    }

    // ---------------------------------------------------------------- whose words they are

    @ParameterizedTest
    @ValueSource(
            strings = {
                "May 20 10:00:01 asa1 : %ASA-3-751006: IKEv2 AUTHENTICATION_FAILED\n",
                "May 20 10:00:01 asa1 : %ASA-3-751006: no user, IKEv2 AUTHENTICATION_FAILED\n",
                "May 20 10:00:00 gw charon: 09[IKE] received AUTHENTICATION_FAILED notify error\n",
                "ike 0:cato:1: received notify type NO_PROPOSAL_CHOSEN\n",
                "gw charon: 11[IKE] CHILD_SA cato{1} established with SPIs c1 c2\n",
                "tftp> get config0\nError code 1: File not found\n",
                "$ cat techinfo.txt\ncat: techinfo.txt: File not found\n",
            })
    void whatOtherProgramsSayIsNoTimeline(String text) {
        assertThat(read(text).files().getFirst().kinds()).isEmpty();
        assertThat(causes(read(text))).containsExactly(Cause.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO_PROPOSAL_CHOSEN\n",
                "PRIMARY1,received NO_PROPOSAL_CHOSEN\n",
                "2024-05-20T01:00:00Z,IKEv2 AUTHENTICATION_FAILED\n",
                "DH group MODP_2048 (14) in our proposal does not match DH group MODP_1024 (2) in peer's proposal 1\n",
                "Auth payload doesn&#39;t match dropping this sa\n",
            })
    void whatTheConsoleSaysIsOne(String text) {
        assertThat(read(text).files().getFirst().kinds()).containsExactly(Kind.TIMELINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"File not found\"\n",
                "(File not found.)\n",
                "Primary 1: File not found\n",
                "「File not found」\n"
            })
    void noTimelineIsSaidAloneOnALine(String text) {
        assertThat(read(text).files().getFirst().kinds()).containsExactly(Kind.NO_TIMELINE);
    }

    /** In the encoding of western Windows, which the other lines of the file make Shift_JIS. */
    @Test
    void anApostropheInAnotherEncodingIsNoObstacle() {
        byte[] text = "Time,Tunnel,Message\n2024-05-20 01:00,Primary,Auth payload doesn\u0092t match\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(causes(bytes(text))).containsExactly(Cause.AUTHENTICATION_MISMATCH);
    }

    // ---------------------------------------------------------------- lines without times, and quoted ones

    private static final List<String> DEBUG = List.of(
            "GW:*/SA:4/INIT receive message:",
            "  44f4d0e2ec4e43b7 0000000000000000",
            "GW:*/SA:4/INIT cannot accept KE payload",
            "GW:*/SA:4/INIT  INVALID_KE_PAYLOAD data:000e",
            "GW:*/SA:4/INIT send message:",
            "SA:4/IKE established");

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "2024/05/20 14:10:00:   "})
    void debugLinesAreARoutersWithAndWithoutTheirTimes(String front) {
        String lines = DEBUG.stream().map(line -> front + line + "\n").collect(Collectors.joining());
        for (String text : List.of(lines, "# show log\n" + lines)) {
            FileEvidence evidence = read(text);
            assertThat(evidence.files().getFirst().kinds()).containsExactly(Kind.LOG);
            assertThat(causes(evidence)).first().isEqualTo(Cause.NO_ANSWER_AFTER_INVALID_KE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[IKE2] GW:1 receive notify NO_PROPOSAL_CHOSEN",
                "IP Tunnel[1] Down",
                "PP[01] PPP/IPCP up  (Local: 192.0.2.10, Remote: 192.0.2.1)",
                "PPPOE[01] Disconnected, cause [User Request]",
            })
    void linesOfALogAreKnownByTheirBeginnings(String line) {
        assertThat(read(line + "\n").files().getFirst().kinds()).containsExactly(Kind.LOG);
    }

    @ParameterizedTest
    @MethodSource("quotable")
    void outputThatAMailQuotesIsRead(String text, Set<Kind> kinds) {
        String quoted = text.lines().map(line -> "> " + line + "\n").collect(Collectors.joining());
        FileEvidence evidence = read("Dear all,\n\n" + quoted + "\nRegards\n");

        assertThat(evidence.files().getFirst().kinds()).isEqualTo(kinds);
        assertThat(causes(evidence)).isEqualTo(causes(read(text)));
    }

    static Stream<Arguments> quotable() {
        return kinds().filter(a -> {
            String text = (String) a.get()[0];
            return text.equals(Samples.CONFIG)
                    || text.equals(Samples.SA)
                    || text.equals(Samples.TUNNEL_JA)
                    || text.equals(Samples.TECHINFO);
        });
    }

    @Test
    void aUsersPromptIsNoQuotation() {
        FileEvidence evidence = read("> console columns 200\n> show status tunnel 1\n" + Samples.TUNNEL_JA
                + "> ping -c 3 10.254.254.1\n3 packets transmitted, 3 packets received, 0.0% packet loss\n");
        assertThat(evidence.files().getFirst().kinds()).containsExactlyInAnyOrder(Kind.TUNNEL_STATUS, Kind.PING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vRX Amazon EC2 Rev.19.00.09 (Fri Jul  5 10:40:25 2024)\nCPU:   1%(5sec)   2%(1min)   3%(5min)\n",
                "vRX VMware ESXi Rev.19.02.02 (Fri Jul  5 10:40:25 2024)\n",
                "RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)\n"
            })
    void aRouterOfAnyMakeSaysWhatItIs(String text) {
        assertThat(read(text).files().getFirst().kinds()).containsExactly(Kind.ENVIRONMENT);
    }
}
