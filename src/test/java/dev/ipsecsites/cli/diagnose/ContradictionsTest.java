package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are of different days, of different routers, or about something else beside the tunnel: what follows from them, and how surely. */
class ContradictionsTest {
    private static final String HEAD = "time,tunnel,message\n";
    private static final String GROUP =
            "DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1";
    private static final String KEY = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final String OTHER_GROUP = Samples.CONFIG.replace("group 1 modp2048", "group 1 modp1536");
    private static final String DOWN = "2024/01/29 18:38:00: IP Tunnel[1] Down\n";

    /** What is found of the first tunnel, surest first: {@code Cause Confidence}. */
    private static List<String> found(String... files) {
        return answers(files).stream()
                .filter(answer -> !answer.startsWith("SECONDARY1") && !answer.startsWith("2 "))
                .map(answer -> answer.substring(answer.indexOf(' ') + 1))
                .toList();
    }

    private static List<String> answers(String... files) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(Input.of("file" + inputs.size(), file));
        }
        return FileEvidence.read(inputs).diagnose(Language.ENGLISH).stream()
                .map(d -> d.tunnel() + " " + d.cause().word() + " "
                        + d.confidence().word())
                .toList();
    }

    private static String row(String time, String message) {
        return "2024-01-29T" + time + "Z,PRIMARY1,\"" + message + "\"\n";
    }

    // ---------------------------------------------------------------- mended since

    @Test
    void aTunnelThatTheRouterSawComeUpSinceWasMended() {
        String log = "2024/01/29 18:45:00: IP Tunnel[1] Up\n";
        assertThat(found(HEAD + row("09:38:00", GROUP), OTHER_GROUP, log))
                .noneMatch(answer -> answer.startsWith("DHGroupMismatch"));
    }

    @Test
    void aFailureOfMonthsAgoIsNoneOfTodays() {
        String log = """
            2024/05/01 10:00:00: IP Tunnel[1] Up
            2024/05/20 10:00:00: PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]
            2024/05/20 10:00:30: IP Tunnel[1] Down
            """;
        assertThat(found(HEAD + row("09:38:00", GROUP), OTHER_GROUP, log).getFirst())
                .startsWith("PPPoEDown");
    }

    /** A clock in the wrong zone must not hide what Cato sees now. */
    @Test
    void anEarlierUpByAClockThatMayBeAheadMendsNothing() {
        String log = "2024/01/29 20:00:00: IP Tunnel[1] Up\n2024/01/29 20:30:00: IP Tunnel[1] Down\n";
        assertThat(found(HEAD + row("09:38:00", GROUP), log)).anyMatch(answer -> answer.startsWith("DHGroupMismatch"));
    }

    @Test
    void whoFailsAtTheKeyHasAgreedOnTheGroup() {
        String timeline = HEAD + row("09:00:00", GROUP) + row("10:00:00", KEY) + row("10:01:00", KEY);
        assertThat(found(timeline, OTHER_GROUP))
                .anyMatch(answer -> answer.startsWith("AuthenticationMismatch"))
                .doesNotContain("DHGroupMismatch Certain");
    }

    @Test
    void failuresThatTakeTurnsAreBothTold() {
        String timeline = HEAD + row("09:00:00", GROUP) + row("10:00:00", KEY) + row("10:01:00", GROUP);
        assertThat(found(timeline))
                .anyMatch(answer -> answer.startsWith("AuthenticationMismatch"))
                .anyMatch(answer -> answer.startsWith("DHGroupMismatch"));
    }

    // ---------------------------------------------------------------- up or not

    /** Lines of real routers: an IKE SA without a child SA carries nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                DOWN + "2024/01/29 18:38:31: [IKE2] SA:6/IKE established\n",
                "2024/01/29 18:38:31: [IKE2] SA:6/IKE established\n2024/01/29 18:38:41: [IKE2] SA:6/IKE deleted\n",
                """
                2024/01/29 18:38:31: IP Tunnel[1] Up
                2024/01/29 18:40:00: Restart by restart command
                2024/01/29 18:41:00: RTX1300 Rev.23.00.17 (Fri Oct  3 10:12:33 2025) starts
                2024/01/29 18:41:30: [IKE2] GW:1 initiate IKE phase to 203.0.113.10
                """,
            })
    void aTunnelThatIsNotUpIsNotFine(String log) {
        assertThat(found(log)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024/01/29 18:38:31: [IKE2] SA:6/IKE established\n",
                "2024/01/29 18:38:31: [IKE2] SA:7/IKE established\n2024/01/29 18:38:41: [IKE2] SA:6/IKE deleted\n",
            })
    void anIkeSaThatStaysIs(String log) {
        assertThat(found(log)).isEmpty();
    }

    @Test
    void anotherPeersIkev1SaSaysNothingOfATunnelOfIkev2() {
        String one = Samples.CONFIG.replaceAll("(?s)tunnel select 2.*tunnel enable 2\n", "");
        String log = "2024/01/29 18:38:30: [IKE1] SA:12/IKE established\n2024/01/29 18:38:31: IP Tunnel[5] Up\n";
        assertThat(found(one, log)).isNotEmpty();
    }

    // ---------------------------------------------------------------- the line

    static Stream<Arguments> lines() {
        String down = "2024/01/29 18:30:00: PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]\n";
        return Stream.of(
                arguments(down, true),
                arguments("2024/01/29 18:30:00: PPPOE[01] Disconnected\n", true),
                arguments(down + "2024/01/29 18:31:00: PPPOE[01] PPPoE Connect\n", false),
                arguments(
                        down + "2024/01/29 18:31:00: PP[01] PPP/IPCP up\n"
                                + "2024/01/29 18:31:00: PP[01] Local  PP IP address 198.51.100.20\n",
                        false),
                arguments(
                        down + "2024/01/29 18:31:00: PP[01] PPP/IPCP up  (Local: None, Remote: 192.0.2.254)\n", false),
                arguments("2024/01/29 18:30:00: PPPOE[02] Disconnected, cause [PPPoE: PADI Timeout]\n", false),
                arguments("2024/01/29 18:30:00: LAN1: PORT4 link down\n", false),
                arguments("2024/01/29 18:30:00: [SWCTL] lan1:6(SWX): lan1:2 link down\n", false),
                arguments("2024/01/29 18:30:00: LAN3: link down\n", false));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void onlyTheInterfaceToTheProviderCounts(String log, boolean line) {
        List<String> found = found(Samples.CONFIG, log + DOWN);
        assertThat(found.stream().anyMatch(answer -> answer.startsWith("PPPoEDown") || answer.startsWith("LinkDown")))
                .as(found.toString())
                .isEqualTo(line);
        assertThat(found).as("what only the log says").doesNotContain("PPPoEDown Certain");
    }

    @Test
    void theProvidersRefusalIsToldInEachOfTheRoutersWordings() {
        for (String refusal : List.of(
                "PP[01] RECV CHAP Failure in CS_OPEN/SS_CLOSED",
                "PP[01] RECV PAP NAK",
                "PPPOE[01] Disconnected, cause [PPP: Authentication failed]")) {
            var diagnosis = FileEvidence.read(List.of(
                            Input.of(
                                    "config",
                                    Samples.CONFIG
                                            .replace("pp select 1", "pp select 3")
                                            .replace("gateway pp 1", "gateway pp 3")
                                            .replace("pp enable 1", "pp enable 3")),
                            Input.of("log", "2024/01/29 18:30:00: " + refusal.replace("[01]", "[03]") + "\n" + DOWN)))
                    .diagnose(Language.ENGLISH)
                    .getFirst();
            assertThat(diagnosis.cause().word()).as(refusal).isEqualTo("PPPoEDown");
            assertThat(diagnosis.remedy()).as(refusal).contains("pp auth myname", "`pp select 3`", "`connect 3`");
        }
    }

    // ---------------------------------------------------------------- configurations

    @Test
    void theNewerOfTwoConfigurationsCountsInWhicheverOrderTheyCome() {
        String timeline = HEAD + row("09:38:00", KEY);
        String older = OTHER_GROUP.replace("Jan 29 18:40:11", "Jan 28 09:00:00").replace(" tunnel enable 1\n", "");
        for (List<String> order : List.of(List.of(Samples.CONFIG, older), List.of(older, Samples.CONFIG))) {
            FileEvidence evidence = FileEvidence.read(List.of(
                    Input.of("a", order.getFirst()), Input.of("b", order.getLast()), Input.of("c.csv", timeline)));
            assertThat(evidence.diagnose(Language.ENGLISH).getFirst().cause().word())
                    .isEqualTo("AuthenticationMismatch");
            assertThat(evidence.notes()).anyMatch(note -> note.contains("the newest by its Reporting Date"));
        }
    }

    @Test
    void aHiddenRouteIntoATunnelThatIsDownSendsNothingThere() {
        String hidden = Samples.CONFIG
                .replace("tunnel 1 hide gateway tunnel 2 weight 0", "tunnel 1 hide gateway pp 1 weight 0")
                .replaceAll("ip route 203.*\n", "");
        assertThat(found(hidden, "File not found\n"))
                .doesNotContain("RouteMissing Certain")
                .anyMatch(answer -> answer.startsWith("NothingArrives"));
    }

    @Test
    void allTunnelsMayBeEnabledAtOnce() {
        String all = Samples.CONFIG.replaceAll(" tunnel enable \\d\n", "") + "tunnel enable all\n";
        assertThat(found(all)).noneMatch(answer -> answer.startsWith("TunnelDisabled"));
    }

    @Test
    void aTunnelThatNegotiatesWasNotDisabledThen() {
        String off = Samples.CONFIG.replace(" tunnel enable 1\n", "");
        String log = "2024/01/29 18:41:00: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED\n".repeat(3);
        assertThat(found(off, log).getFirst()).isEqualTo("AuthenticationMismatch Likely");
        assertThat(found(off)).contains("TunnelDisabled Certain");
    }

    @Test
    void namesExplainNoTunnelThatLeadsToTheOtherPop() {
        String swapped = Samples.CONFIG
                .replace("address 1 203.0.113.10", "address 1 203.0.113.99")
                .replace("name 1 203.0.113.10", "name 1 203.0.113.99");
        assertThat(found(swapped, Samples.MANIFEST, HEAD + row("09:38:00", KEY)))
                .doesNotContain("AuthenticationMismatch Certain");
    }

    @Test
    void aRouterBehindItsOwnTranslationIsNotBehindAStrangers() {
        String inner = Samples.CONFIG.replace("local address 1 198.51.100.20", "local address 1 192.168.100.1") + """
                nat descriptor type 1 masquerade
                nat descriptor masquerade static 1 1 192.168.100.1 udp 500
                nat descriptor masquerade static 1 2 192.168.100.1 esp
                """;
        assertThat(found(inner.replace(" pp enable 1", " ip pp nat descriptor 1\n pp enable 1")))
                .noneMatch(answer -> answer.startsWith("NATInBetween"));
    }

    /** Real routers have it between these lines. */
    @Test
    void whatIsSaidOfOuterPacketsHidesNoPolicy() {
        String bound = Samples.CONFIG
                .replace("ipsec tunnel 1\n", "ipsec tunnel 101\n")
                .replace("sa policy 1 1 ", "sa policy 101 1 ")
                .replace(" ip tunnel tcp mss", " ipsec tunnel outer df-bit clear\n ip tunnel tcp mss");
        assertThat(found(bound)).noneMatch(answer -> answer.contains("Authentication"));
    }

    /** One gateway for two tunnels is a fault, a template may be meant; neither is where the tunnels are up. */
    @Test
    void tunnelsThatAreUpDoNotClash() {
        String template = Samples.CONFIG.replace("tunnel select 1\n", "tunnel select 1\n tunnel template 2\n");
        String twice = Samples.CONFIG.replace(
                "tunnel select 2\n", "tunnel select 5\n ipsec tunnel 1\n tunnel enable 5\ntunnel select 2\n");
        assertThat(answers(template)).contains("2 TunnelNumberClash Possible");
        assertThat(answers(twice)).contains("1 TunnelNumberClash Certain");
        String online =
                LastWordTest.ONLINE + Samples.TUNNEL_JA.substring(Samples.TUNNEL_JA.indexOf("# show status tunnel 2"));
        for (String config : List.of(template, twice)) {
            assertThat(answers(config, online)).noneMatch(answer -> answer.matches("[12] .*Clash.*"));
        }
    }

    // ---------------------------------------------------------------- manifests

    @Test
    void aManifestThatCanNotBePlannedSilencesNobody() {
        FileEvidence evidence = FileEvidence.read(List.of(
                Input.of("site.yaml", Samples.MANIFEST.replace("203.0.113.10", "203.0.113.010")),
                Input.of("config", Samples.CONFIG),
                Input.of("a.csv", HEAD + row("09:38:00", KEY))));
        assertThat(evidence.diagnose(Language.ENGLISH))
                .anyMatch(d -> d.cause().word().equals("AuthenticationMismatch"));
        assertThat(evidence.planned()).isFalse();
    }

    @Test
    void twoSitesAreNeverOnOneRouter() {
        String other =
                Samples.MANIFEST.replace("name: osaka,", "name: nagoya,").replace("198.51.100.20", "198.51.100.99");
        var evidence = FileEvidence.read(List.of(
                Input.of("sites.yaml", Samples.MANIFEST + "---\n" + other), Input.of("config", Samples.CONFIG)));
        assertThat(evidence.sites()).hasSize(2);
        assertThat(evidence.sites().get(1).tunnels())
                .allMatch(t -> t.router() == null || t.router().configured() == null);
    }

    @Test
    void eachSiteHasTheTimelineThatNamesIt() {
        String other =
                Samples.MANIFEST.replace("name: osaka,", "name: nagoya,").replace("198.51.100.20", "198.51.100.99");
        String manifests = Samples.MANIFEST + "---\n" + other;
        String rows = "time,site,tunnel,message\n2024-01-29T09:38:00Z,%s,PRIMARY1,\"" + KEY + "\"\n";
        for (List<Input> files : List.of(
                List.of(Input.of("sites.yaml", manifests), Input.of("all.csv", rows.formatted("Osaka"))),
                List.of(Input.of("sites.yaml", manifests), Input.of("osaka.csv", HEAD + row("09:38:00", KEY))))) {
            var sites = FileEvidence.read(files).sites();
            assertThat(sites.get(0).messages()).hasSize(1);
            assertThat(sites.get(1).messages()).isEmpty();
        }
        var nobodys = FileEvidence.read(
                List.of(Input.of("sites.yaml", manifests), Input.of("a.csv", HEAD + row("09:38:00", KEY))));
        assertThat(nobodys.sites()).allMatch(site -> site.messages().isEmpty());
        assertThat(nobodys.notes()).anyMatch(note -> note.startsWith("a.csv: nothing in it tells which of the sites"));
    }

    /** The files of Cato's timelines beside the sites osaka, osaka2 and osaka-east, and whose each is. */
    @ParameterizedTest
    @CsvSource({
        "osaka.csv,                         osaka",
        "OSAKA_primary1.csv,                osaka",
        "2024-osaka.csv,                    osaka",
        "osaka2.csv,                        osaka2",
        "osaka-east.csv,                    osaka-east",
        "osaka-east primary1.csv,           osaka-east",
        "Kita-ku 2.csv,                     osaka2",
        "osaka-osaka2.csv,                  ",
        "osakan.csv,                        ",
        "/some/osaka-files/timeline.csv,    ",
        "C:\\osaka\\timeline.csv,           ",
        "/osaka/osaka2.csv,                 osaka2",
    })
    void aTimelineIsOfTheSiteThatItsOwnNameNames(String file, @Nullable String whose) {
        String manifests = Stream.of("osaka", "osaka2", "osaka-east")
                .map(name -> Samples.MANIFEST
                        .replace("name: osaka,", "name: " + name + ",")
                        .replace(
                                "  accountRef",
                                (name.equals("osaka2") ? "  siteName: Kita-ku 2\n" : "") + "  accountRef"))
                .collect(Collectors.joining("---\n"));
        var evidence = FileEvidence.read(
                List.of(Input.of("sites.yaml", manifests), Input.of(file, HEAD + row("09:38:00", KEY))));
        assertThat(evidence.sites().stream()
                        .filter(site -> !site.messages().isEmpty())
                        .map(site -> site.site()))
                .containsExactlyElementsOf(Stream.ofNullable(whose).toList());
        assertThat(evidence.notes().stream()
                        .filter(note -> note.startsWith(file))
                        .toList())
                .hasSize(whose == null ? 1 : 0);
    }

    private static String withoutProposal(String manifest) {
        return manifest.replace("  publicAddress: 198.51.100.20\n", "").replaceFirst("(?s)  proposal:.*?(?=---)", "");
    }

    static Stream<String> routersOfAnyModel() {
        return Stream.of(
                Samples.MANIFEST.replace("  model: RTX1300\n", ""),
                Samples.MANIFEST.replace("model: RTX1300", "model: RTX9999"),
                Samples.MANIFEST.substring(Samples.MANIFEST.indexOf("---\n") + 4));
    }

    /** Nobody knows what the router can do, or nothing at all of it. */
    @ParameterizedTest
    @MethodSource("routersOfAnyModel")
    void aRouterOfWhichTheModelIsNotKnownIsNoneThatIsMissing(String files) {
        String manifest = withoutProposal(files);
        FileEvidence evidence = FileEvidence.read(
                List.of(Input.of("site.yaml", manifest), Input.of("a.csv", HEAD + row("09:38:00", KEY))));
        assertThat(evidence.notes()).isEmpty();
        assertThat(evidence.planned()).isTrue();
        assertThat(evidence.sites().getFirst().tunnels())
                .extracting(t -> t.tunnel())
                .containsExactly("PRIMARY1", "SECONDARY1");
        assertThat(evidence.sites().getFirst().tunnels())
                .allMatch(t -> Objects.requireNonNull(t.intended()).proposal() == null);
    }

    @Test
    void aSiteWithoutARouterSaysItsOwnAddress() {
        String manifest = withoutProposal(Samples.MANIFEST).replace("  routerRef: { name: osaka-rtx }\n", "");
        FileEvidence evidence = FileEvidence.read(List.of(Input.of("site.yaml", manifest)));
        assertThat(evidence.notes()).singleElement().asString().contains("without routerRef");
    }

    // ---------------------------------------------------------------- tunnels by other names

    private static String named(String heading, String up, String failing) {
        String row = "2024-01-29T09:%s:23Z,%s,%s,%s\n";
        return "Time," + heading + ",Severity,Message\n"
                + row.formatted("40", up, "INFO", "IKE SA established")
                + row.formatted("40", up, "INFO", "Child SA established")
                + row.formatted("41", failing, "ERROR", KEY)
                + row.formatted("42", up, "INFO", "Child SA established");
    }

    @Test
    void oneTunnelThatIsUpDoesNotHideThatAnotherFails() {
        assertThat(answers(named("PoP", "Tokyo", "London"))).containsExactly("London AuthenticationMismatch Likely");
        assertThat(answers(named("Link", "Pri", "Sec"))).containsExactly("SECONDARY1 AuthenticationMismatch Likely");
    }

    @Test
    void twoFilesOfTwoNamesAreOfTwoTunnels() {
        String tokyo = "Time,PoP,Message\n2024-01-29T09:42:23Z,Tokyo,Child SA established\n";
        String london = "Time,PoP,Message\n2024-01-29T09:41:23Z,London," + KEY + "\n";
        assertThat(answers(tokyo, london)).containsExactly("London AuthenticationMismatch Likely");
    }

    /** The manifest knows the PoPs, their addresses and the numbers. */
    @ParameterizedTest
    @CsvSource({
        "PoP, Tokyo, London",
        "PoP, PoP Tokyo (JP), PoP London (UK)",
        "Cato IP, 203.0.113.10, 203.0.113.20",
        "Gateway, Tokyo 203.0.113.10, London 203.0.113.20",
        "Tunnel, Tunnel 1, Tunnel 2",
        "Tunnel, 1, 2",
    })
    void aManifestTellsWhichTunnelIsMeant(String heading, String up, String failing) {
        assertThat(answers(Samples.MANIFEST, named(heading, up, failing)))
                .containsExactly("SECONDARY1 AuthenticationMismatch Likely");
    }

    @Test
    void aConfigurationTellsItByTheAddress() {
        assertThat(answers(Samples.CONFIG, named("Cato IP", "203.0.113.10", "203.0.113.20")))
                .containsExactly("2 AuthenticationMismatch Likely");
    }

    /** Nothing says which of the router's tunnels is which: it may be either, and it isn't none. */
    @Test
    void aNameThatFitsNoTunnelIsOfAny() {
        String one = Samples.CONFIG.substring(0, Samples.CONFIG.indexOf("tunnel select 2"));
        for (String config : List.of(Samples.CONFIG, one)) {
            assertThat(answers(config, named("Link", "Kita", "Minami")))
                    .contains("1 AuthenticationMismatch Possible")
                    .noneMatch(answer -> answer.startsWith("Kita") || answer.startsWith("Minami"));
        }
    }
}
