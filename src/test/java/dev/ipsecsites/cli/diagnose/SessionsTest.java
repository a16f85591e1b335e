package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.RouterHalf;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions at a router's prompt, as people and their terminal programs record them. */
class SessionsTest {
    private static final String LOG = """
            2024/01/29 18:00:11: IP Tunnel[1] Up
            2024/01/29 18:30:00: IP Tunnel[1] Down
            """;

    private static FileEvidence read(String... texts) {
        return FileEvidence.read(
                Arrays.stream(texts).map(text -> Input.of("file", text)).toList());
    }

    /** What is found, surest first: {@code tunnel Cause}. */
    private static List<String> found(String... texts) {
        FileEvidence evidence = read(texts);
        return evidence.sites().stream()
                .flatMap(site -> Engine.diagnose(site, Language.ENGLISH).stream()
                        .map(d -> (evidence.sites().size() == 1 ? "" : site.site() + "/") + d.tunnel() + " "
                                + d.cause().word()))
                .toList();
    }

    private static List<String> messages(String text) {
        return read(text).sites().getFirst().messages().stream()
                .map(Message::text)
                .toList();
    }

    // ---------------------------------------------------------------- where an answer ends

    /** The newest line of a log is the one that counts, and a prompt comes right behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTX1210# show log\nLOGRTX1210# ",
                "RTX1210# show log\nLOGRTX1210# exit\n",
                "RTX1210# show log\nLOGRTX1210#\n",
                "RTX1210# show log\nLOGRTX1210tunnel1# tunnel select none\n",
                "RTX1210# show log\nLOGRTX1210pp1# connect 1\n",
                "RTX1210# show log\nLOGRTX1210# tunnel select 1\nno such thing\n",
                "honsha> show log\nLOGhonsha> exit\n",
                "honsha> show log\nLOGhonsha> administrator\nPassword: \n",
                "(RTX1210) > show log\nLOG(RTX1210) > exit\n",
                "# show log\nLOG# \n",
                "# show log\nLOG# syslog debug on\n",
                "> show log\nLOG>\n",
                "> show log\nLOG> exit\n",
                "LOGhonsha# \n",
                "LOGhonsha>\n",
                "LOGhonsha# save\n",
            })
    void aPromptBehindALogIsNotTheRestOfItsNewestLine(String session) {
        String text = session.replace("LOG", LOG);
        assertThat(messages(text)).containsExactly("IP Tunnel[1] Up", "IP Tunnel[1] Down");
        assertThat(found(text)).containsExactly("1 " + Cause.UNKNOWN.word());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> 198.51.100.7:443",
                "198.51.100.7:51234 > 198.51.100.8:443",
                "HTTP > 198.51.100.8:443",
                "(Local: 192.0.2.10)"
            })
    void whatTheConsoleBrokeOffALineOfALogIsItsRest(String rest) {
        String broken = "# show log\n2024/01/29 18:00:11: PP[01] Rejected at IN(1) filter: TCP \n" + rest + "\n"
                + "2024/01/29 18:00:12: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED \n" + rest + "\n";
        assertThat(messages(broken)).last().asString().endsWith(rest);
    }

    @Test
    void theHeadOfAConfigurationBehindALogIsNoPrompt() {
        FileEvidence evidence = read(LOG + Samples.CONFIG);
        assertThat(evidence.files().getFirst().kinds()).containsExactlyInAnyOrder(Kind.LOG, Kind.CONFIG);
        assertThat(evidence.sites().getFirst().tunnels()).hasSize(2);
    }

    // ---------------------------------------------------------------- asked for twice

    private static final String UP = """
            RTX1220# show ipsec sa
            Total: isakmp:1 send:1 recv:1

            sa    sgw isakmp connection    dir  life[s] remote-id
            ----------------------------------------------------------------------------
            1     1    -     ike           -    27384   203.0.113.9
            2     1    1     tun[0001]esp  send 2185    203.0.113.9
            3     1    1     tun[0001]esp  recv 2185    203.0.113.9
            """;
    private static final String GONE = """
            RTX1220# show ipsec sa
            Total: isakmp:0 send:0 recv:0

            sa    sgw isakmp connection    dir  life[s] remote-id
            ----------------------------------------------------------------------------
            """;
    private static final String IKE_ALONE = UP.replaceAll("send:1 recv:1", "send:0 recv:0")
            .replaceAll("(?m)^[23] .*\n", "")
            .replace("1     1 ", "4     1 ");
    private static final String COUNTED = """
            RTX1220# show ipsec sa gateway 1
            sgw  flags local-id                      remote-id        # of sa
            --------------------------------------------------------------------------
            1    U K   192.168.1.0                   203.0.113.9      i:1 s:1 r:1
            """;
    private static final String OF_SAS = "RTX1220# show config\n" + Samples.CONFIG;

    static Stream<Arguments> tables() {
        return Stream.of(
                arguments(List.of(UP + "RTX1220# ipsec refresh sa\n" + GONE), Phase.DOWN),
                arguments(List.of(UP + IKE_ALONE), Phase.NEGOTIATING),
                arguments(List.of(GONE + UP), Phase.UP),
                arguments(List.of(COUNTED + GONE), Phase.DOWN),
                arguments(List.of(GONE + COUNTED), Phase.UP),
                arguments(List.of(UP, GONE), Phase.DOWN),
                arguments(List.of(GONE, UP), Phase.UP));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theLastTableOfSasCounts(List<String> sessions, Phase phase) {
        String[] files = Stream.concat(Stream.of(OF_SAS), sessions.stream()).toArray(String[]::new);
        assertThat(read(files).sites().getFirst().tunnels().getFirst().router())
                .extracting(RouterHalf::state)
                .extracting(TunnelState::phase)
                .isEqualTo(phase);
    }

    private static final String NEVER_UP = "RTX# show status tunnel 1\nTUNNEL[1]:\n  Current status is Offline.\n";
    private static final String ROUTES = """
            Destination         Gateway          Interface       Kind  Additional Info.
            default             -                 %s    static
            192.168.100.0/24    192.168.100.1          LAN1  implicit
            """;

    /** A default route into the tunnel takes the packets to its own far end, too. */
    @Test
    void theRoutesThatWereAskedForLastAreInForce() {
        String good = ROUTES.formatted("PP[01]");
        String bad = ROUTES.formatted("TUNNEL[1]");
        String asked = "RTX# show ip route\n";
        String bare = NEVER_UP.replace("RTX# show status tunnel 1\n", "");
        for (List<String> session : List.of(
                List.of(NEVER_UP + asked + good + asked + bad),
                List.of(NEVER_UP + asked + good, asked + bad),
                List.of(bare + good + bad),
                List.of(bare + good, bad),
                List.of(NEVER_UP + asked + bad + "RTX# show ip route 192.168.100.0/24\n"
                        + ROUTES.replaceAll("default.*\n", "")))) {
            assertThat(found(session.toArray(String[]::new))).containsExactly("1 RouteMissing");
        }
        for (List<String> session : List.of(
                List.of(NEVER_UP + asked + bad + asked + good),
                List.of(NEVER_UP + asked + bad, asked + good),
                List.of(bare + bad + good))) {
            assertThat(found(session.toArray(String[]::new))).containsExactly("1 Unknown");
        }
    }

    // ---------------------------------------------------------------- as it was recorded

    private static final String SESSION = Samples.TECHINFO.replace("# show", "osaka# show") + "osaka# \n";

    /** Line {@code n} of a session, begun at 15:50. */
    private static String stamped(String text, String form) {
        String[] lines = text.split("\n", -1);
        return IntStream.range(0, lines.length - 1)
                .mapToObj(n -> form.replace("MM", "%02d".formatted(50 + n / 60)).replace("SS", "%02d".formatted(n % 60))
                        + lines[n] + "\n")
                .collect(Collectors.joining());
    }

    /** Tera Term writes the local time or the one that went by, in older versions as C does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2024-01-29 15:MM:SS.000] ",
                "[Mon Jan 29 15:MM:SS.000 2024] ",
                "[Mon Jan  1 15:MM:SS.123 2024] ",
                "[0 00:MM:SS.250] ",
                "[15:MM:SS] ",
                "[2024/01/29 15:MM:SS]",
                "2024/01/29 15:MM:SS ",
                "2024-01-29 15:MM:SS.123 ",
                "15:MM:SS ",
            })
    void timesThatATerminalProgramWroteAreNotTheRouters(String form) {
        for (String session : List.of(SESSION, SESSION.replace("osaka#", "#"))) {
            assertThat(read(stamped(session, form), Samples.TIMELINE).sites())
                    .isEqualTo(read(session, Samples.TIMELINE).sites());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[2024-01-29 15:MM:SS.000] ", "2024/01/29 15:MM:SS "})
    void theTimesOfTheRoutersOwnLogStay(String form) {
        FileEvidence evidence = read(stamped("osaka# show log\n" + LOG + "osaka# exit\n", form));
        assertThat(evidence.sites().getFirst().messages())
                .extracting(Message::time)
                .containsExactly(Instant.parse("2024-01-29T09:00:11Z"), Instant.parse("2024-01-29T09:30:00Z"));
    }

    @Test
    void numbersOfLinesMakeNoRoutersOfOne() {
        String up = "osaka# show status tunnel 1\nTUNNEL[1]:\n  Current status is Online.\n";
        assertThat(read(stamped(up + up + up, "   MMSS  ")).sites()).hasSize(1);
    }

    static Stream<UnaryOperator<String>> whatATerminalObeys() {
        String back = "\b".repeat(10);
        return Stream.of(
                line -> line + "\u001B[K",
                line -> line + "\u001B[0m\r",
                line -> "\u001B[0m" + line,
                line -> "\u001B[1;32m" + line.replace("# ", "#\u001B[0m ") + "\u001B[K",
                line -> "\u001B(B\u001B[m" + line + "\u001B=\u001B>",
                line -> "\u001B]0;osaka\u0007" + line,
                line -> "---つづく---\r\u001B[K" + line,
                line -> "---more---" + back + " ".repeat(10) + back + line,
                line -> "---つづく---" + "\b".repeat(12) + " ".repeat(12) + "\b".repeat(12) + line,
                line -> line.replace("show", "sjp\b\bhow").replace("Current", "Current\b \bt"),
                line -> "[2024-01-29 15:50:00.000] \u001B[K" + line);
    }

    @ParameterizedTest
    @MethodSource("whatATerminalObeys")
    void whatATerminalObeysIsNotPartOfALine(UnaryOperator<String> recorded) {
        String session = SESSION + "osaka# show status tunnel 1\n" + LastWordTest.ONLINE;
        String text = session.lines().map(recorded).collect(Collectors.joining("\r\n", "", "\r\n"));
        assertThat(read(text, Samples.TIMELINE).sites())
                .isEqualTo(read(session, Samples.TIMELINE).sites());
    }

    @Test
    void aKeyInColourIsStillASecret() {
        String text = """
                osaka# show config
                  ipsec ike pre-shared-key 1 text \u001B[1mSup3rSecretKeyX\u001B[0m
                osaka# show log
                2024/01/29 18:30:00: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED Sup3rSecretKeyX
                """;
        assertThat(messages(text)).hasSize(1).noneMatch(line -> line.contains("Sup3r"));
    }

    // ---------------------------------------------------------------- as it was typed

    @ParameterizedTest
    @CsvSource({
        "show config, sh conf",
        "show config, sho config",
        "show environment, sh env",
        "show status tunnel 1, sh st tun 1",
        "show status tunnel 1, sh stat tunnel 1",
        "show ipsec sa, sh ipsec  sa",
        "show ipsec sa, show ips sa",
        "show log, sh log",
    })
    void aCommandMayBeCutOffWhereItIsTheOnlyOne(String command, String typed) {
        assertThat(read(SESSION.replace(command, typed)).sites())
                .isEqualTo(read(SESSION).sites());
    }

    /** An answer that no heading tells, so that it takes the command. */
    @ParameterizedTest
    @CsvSource({
        "ip route, ip ro, ROUTES",
        "ipsec sa gateway 1 detail, ips sa ga 1 det, SA_DETAIL",
        "status pp 1, stat pp 1, PP_STATUS",
        "status dhcpc, st dhcp, DHCP_STATUS",
        "status tunnel 7, st tu 7, TUNNEL_STATUS",
    })
    void anAnswerIsSortedByItsCommandHoweverMuchOfItWasTyped(String command, String typed, Kind kind) {
        for (String line : List.of("show " + command, "show " + typed, "sh " + typed)) {
            assertThat(read("osaka# " + line + "\nsomething\n")
                            .files()
                            .getFirst()
                            .kinds())
                    .containsExactly(kind);
        }
    }

    @Test
    void twoRoutersInOneSessionAreTwoHoweverTheirCommandsWereTyped() {
        String online = "TUNNEL[1]:\n  Current status is Online.\n";
        String session = "osaka# sh status tunnel 1\n" + online.replace("Online", "Offline, never connected")
                + "osaka# exit\ntokyo# sh st tun 1\n" + online + "tokyo# exit\n";
        assertThat(found(session)).containsExactly("osaka/1 Unknown");
    }

    /** A shell's, and a sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"sh log.sh\n", "we publish log files\n", "sh config\n"})
    void whatIsNoCommandOfARouterIsNotTakenForOne(String text) {
        assertThat(read(text).files().getFirst().kinds()).isEmpty();
    }
}
