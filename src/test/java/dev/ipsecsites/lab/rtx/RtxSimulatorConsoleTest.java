package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console byte by byte (yamaha-rtx.md §1.4–§1.7, §8). */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RtxSimulatorConsoleTest {
    private static final Charset SJIS = Charset.forName("windows-31j");

    private final RtxSimulator router = Routers.english(RtxModel.RTX1220).build();

    @SuppressWarnings("NullAway.Init")
    private PlainSsh ssh;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        router.start();
        ssh = PlainSsh.login(router, "admin", "secret");
        ssh.until("> ");
    }

    @AfterEach
    void disconnect() {
        ssh.close();
        router.close();
    }

    @Test
    void echoIsCutAtTheColumnsWhateverTheTerminalSays() throws IOException, InterruptedException {
        ssh.send("show command " + "x".repeat(67) + "y".repeat(13));
        String echo = ssh.until("y".repeat(13));
        assertThat(echo).isEqualTo("show command " + "x".repeat(65) + "\r\nxx" + "y".repeat(13));
    }

    @Test
    void outputIsCutInMidWord() throws IOException, InterruptedException {
        assertThat(ssh.run("show config")).containsPattern("# main:.{73}\r\n[^#]");
        assertThat(ssh.run("console columns 200")).isEmpty();
        assertThat(ssh.run("show config"))
                .containsPattern("# main:[^\r]* MAC-Address=[^\r]* MAC-Address=[^\r]*\r\n# Reporting");
    }

    @Test
    void crAndLfEndALineAndBothTogetherEndTwo() throws IOException, InterruptedException {
        ssh.send("\r");
        assertThat(ssh.until("> ")).isEqualTo("\r\n> ");
        ssh.send("\n");
        assertThat(ssh.until("> ")).isEqualTo("\r\n> ");
        ssh.send("\r\n");
        assertThat(ssh.until("> \r\n> ")).isEqualTo("\r\n> \r\n> ");
    }

    @Test
    void passwordsAreNotEchoedAndAWrongOneChangesNothing() throws IOException, InterruptedException {
        ssh.send("administrator\r");
        assertThat(ssh.until("Password: ")).isEqualTo("administrator\r\nPassword: ");
        ssh.send("wrong\r");
        assertThat(ssh.until("> ")).isEqualTo("\r\nError: Incorrect password\r\n> ");
        ssh.send("administrator\r");
        ssh.until("Password: ");
        ssh.send("top\r");
        assertThat(ssh.until("# ")).isEqualTo("\r\n# ");
    }

    @Test
    void ctrlCAtAPasswordBreaksOffAlsoWhereNoneIsSet() throws IOException, InterruptedException {
        try (RtxSimulator router = RtxSimulator.builder(RtxModel.RTX1220)
                        .hostKey(SharedHostKey.PAIR)
                        .user("admin", "secret")
                        .build()
                        .start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            ssh.send("administrator\r");
            ssh.until("Password: ");
            ssh.send("\u0003");
            assertThat(ssh.until("> ")).isEqualTo("\r\n> ");
            ssh.elevate("");
            ssh.send("administrator password\r");
            ssh.until("Old_Password: ");
            ssh.send("\r");
            ssh.until("New_Password: ");
            ssh.send("\u0003");
            assertThat(ssh.until("# ")).isEqualTo("\r\n# ");
            assertThat(router.runningConfig()).noneMatch(l -> l.startsWith("administrator password"));
        }
    }

    @Test
    void whoNeedsNoPasswordIsNotAskedForOne() throws IOException, InterruptedException {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1300)
                        .configurationText("user attribute admin administrator=2")
                        .build()
                        .start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("# ");
            ssh.send("exit\r");
            ssh.until("> ");
            ssh.send("administrator\r");
            assertThat(ssh.until("# ")).isEqualTo("administrator\r\n# ");
        }
    }

    @Test
    void thePromptNamesWhatIsSelected() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.send("tunnel select 1\r");
        assertThat(ssh.until("# ")).endsWith("\r\ntunnel1# ");
        ssh.send("pp select 2\r");
        assertThat(ssh.until("# ")).endsWith("\r\npp2# ");
        ssh.send("console prompt RTX\r");
        assertThat(ssh.until("# ")).endsWith("\r\nRTXpp2# ");
        ssh.send("pp select none\r");
        assertThat(ssh.until("# ")).endsWith("\r\nRTX# ");
    }

    @Test
    void aConsolePromptWithoutATextIsTheDefaultOneInEverySession() throws IOException, InterruptedException {
        try (PlainSsh other = PlainSsh.login(router, "admin", "secret")) {
            other.until("> ");
            ssh.elevate("top");
            ssh.run("console prompt RTX");
            other.send("\r");
            assertThat(other.until("> ")).isEqualTo("\r\nRTX> ");
            ssh.run("console prompt");
            other.send("\r");
            assertThat(other.until("> ")).isEqualTo("\r\n> ");
            assertThat(ssh.run("show environment")).contains("Rev.");
            assertThat(router.runningConfig()).noneMatch(l -> l.startsWith("console prompt"));
            ssh.run("save");
            assertThat(router.savedConfig()).noneMatch(l -> l.startsWith("console prompt"));
        }
    }

    @Test
    void leavingWithUnsavedChangesIsAskedAndAnsweredByOneKey() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("syslog notice on");
        ssh.send("exit\r");
        assertThat(ssh.until("(Y/N)")).isEqualTo("exit\r\nSave new configuration ? (Y/N)");
        ssh.send("Nshow");
        assertThat(ssh.until("show")).isEqualTo("N\r\n> show");
        ssh.send("\u0003");
        ssh.until("> ");
        assertThat(router.savedConfig()).doesNotContain("syslog notice on");
        ssh.elevate("top");
        ssh.send("quit\r");
        ssh.until("(Y/N)");
        ssh.send("y");
        assertThat(ssh.until("> ")).isEqualTo("YSaving ... CONFIG0 Done .\r\n> ");
        assertThat(router.savedConfig()).contains("syslog notice on");
    }

    @Test
    void leavingWithoutChangesOrWithSaveAsksNothing() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.send("exit\r");
        assertThat(ssh.until("> ")).isEqualTo("exit\r\n> ");
        ssh.elevate("top");
        ssh.run("syslog notice on");
        ssh.send("exit save\r");
        assertThat(ssh.until("> ")).isEqualTo("exit save\r\nSaving ... CONFIG0 Done .\r\n> ");
    }

    @Test
    void thePagerIsOverwrittenWithBlanks() throws IOException, InterruptedException {
        ssh.send("show command\r");
        String page = ssh.until("---more---");
        assertThat(page.lines().count()).isEqualTo(1 + 23 + 1);
        ssh.send(" ");
        assertThat(ssh.until("---more---")).startsWith("\r          \r").doesNotContain("\n---more---\r");
        ssh.send("\r");
        assertThat(ssh.until("---more---").lines().filter(l -> !l.isBlank()).count())
                .isEqualTo(2);
        ssh.send("q");
        assertThat(ssh.until("> ")).isEqualTo("\r          \r> ");
    }

    @Test
    void theLanguageSwitchesForEverybodyAtOnce() throws IOException, InterruptedException {
        try (PlainSsh other = PlainSsh.login(router, "admin", "secret", SJIS)) {
            other.until("> ");
            ssh.run("console character ja.sjis");
            ssh.run("console lines 10");
            other.send("foo\r");
            byte[] error = other.bytesUntil("> ");
            assertThat(error).containsSequence("エラー: コマンド名を確認してください".getBytes(SJIS));
            other.send("show command\r");
            assertThat(other.bytesUntil("---つづく---")).endsWith("---つづく---".getBytes(SJIS));
            other.send("q");
            other.until("> ");
        }
        assertThat(router.runningConfig()).contains("console character ja.sjis", "console lines 10");
    }

    @ParameterizedTest
    @CsvSource({"ja.sjis,windows-31j", "ja.euc,EUC-JP", "ja.utf8,UTF-8"})
    void theQuestionIsAskedInTheConsolesBytes(String keyword, String charset) throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("console character " + keyword);
        try (PlainSsh japanese = PlainSsh.login(router, "admin", "secret", Charset.forName(charset))) {
            japanese.until("> ");
            japanese.elevate("top");
            japanese.send("exit\r");
            assertThat(japanese.bytesUntil("(Y/N)")).endsWith("新しい設定を保存しますか? (Y/N)".getBytes(Charset.forName(charset)));
            japanese.send("y");
            assertThat(japanese.until("> ")).isEqualTo("Yセーブ中... CONFIG0 終了\r\n> ");
        }
    }

    @Test
    void aLineOfAsManyWordsAsItCanHoldIsReadLikeAnyOther() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("console columns 4096");
        assertThat(ssh.run("echo " + "a ".repeat(2000).strip()))
                .isEqualTo("a ".repeat(2000).strip());
        String numbers = IntStream.range(1, 900).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        assertThat(ssh.run("ip lan1 secure filter in " + numbers))
                .isEqualTo("Error: Insufficient or too many parameters");
        assertThat(ssh.run("sshd host " + "1.1.1.1 ".repeat(500) + "x")).startsWith("Error: ");
        assertThat(ssh.run("sshd host " + "1.1.1.1 ".repeat(500).strip())).isEmpty();
        assertThat(router.runningConfig()).anyMatch(l -> l.startsWith("sshd host 1.1.1.1 1.1.1.1 "));
    }

    @Test
    void japaneseTextCanBeTypedAndComesBack() throws IOException, InterruptedException {
        ssh.run("console character ja.utf8");
        ssh.elevate("top");
        ssh.run("description 1 東京");
        assertThat(router.runningConfig()).contains("description 1 東京");
        assertThat(ssh.run("show config | grep description")).isEqualTo("検索中...\r\ndescription 1 東京");
    }

    @Test
    void aQuestionMarkAnswersAtOnceUnlessProtected() throws IOException, InterruptedException {
        ssh.send("show status pp?");
        assertThat(ssh.until("> show status pp")).isEqualTo("show status pp\r\n? pp\r\n> show status pp");
        ssh.send("\u0003");
        ssh.until("> ");
        ssh.elevate("top");
        ssh.run("description 1 \"why?\"");
        ssh.run("description 2 why\\?");
        assertThat(router.runningConfig()).contains("description 1 \"why?\"", "description 2 \"why?\"");
    }

    @Test
    void tabCompletesAndBackspaceTakesBack() throws IOException, InterruptedException {
        ssh.send("sh\t");
        assertThat(ssh.until("show ")).isEqualTo("show ");
        ssh.send("envix\b\b\t\r");
        assertThat(ssh.until("> ")).contains("ironment").contains("RTX1220 BootROM");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        ipsec ike ver; ipsec ike version
        ipsec ike version; ipsec ike version
        show ipsec sa gat; show ipsec sa gateway
        ipsec ike encryption 1 aes2; ipsec ike encryption 1 aes256-cbc
        ipsec ike encryption 1 aes; ipsec ike encryption 1 aes
        ping -; ping -
        console lines inf; console lines infinity
        """)
    void tabCompletesNamesAndKeywords(String typed, String completed) throws IOException, InterruptedException {
        ssh.send(typed + "\t|");
        assertThat(ssh.until("|").replace("\u0007", "")).isIn(completed + " |", completed + "|");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        `ipsec ike version `
        `ipsec ike version 1`
        `tunnel select `
        `console lines `
        `load config 0 silent `
        `ip route `
        """)
    void tabTypesNothingWhereANumberOrATextMayStand(String typed) throws IOException, InterruptedException {
        ssh.send(typed + "\t|");
        assertThat(ssh.until("|")).isEqualTo(typed + "\u0007|");
    }

    @Test
    void helpStillTellsWhatNumberMayStand() throws IOException, InterruptedException {
        ssh.send("ipsec ike version ?");
        assertThat(ssh.until("> ipsec ike version ")).contains("\r\n? 1-100\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b", "\u001b[3~", "\u001b[C", "\u001bOC", "\u001b[1;5D", "\u001b[15~", "\u001b\u001b[D"})
    void editingKeysLeaveNothingInTheLine(String key) throws IOException, InterruptedException {
        ssh.send("show " + key + "environment\r");
        assertThat(ssh.until("> ").replace("\u0007", ""))
                .startsWith("show environment\r\n")
                .contains("Rev.");
        ssh.send(key + "\r");
        assertThat(ssh.until("> ").replace("\u0007", "")).isEqualTo("\r\n> ");
    }

    @Test
    void theCursorKeysRecallInBothModesOfATerminal() throws IOException, InterruptedException {
        ssh.run("show status user");
        for (String up : List.of("\u001b[A", "\u001bOA")) {
            ssh.send(up);
            assertThat(ssh.until("user")).isEqualTo("show status user");
            ssh.send("\u0003");
            ssh.until("> ");
        }
    }

    @Test
    void historyKeepsWhatWasTyped() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("ipsec ike pre-shared-key 1 text hush");
        assertThat(ssh.run("show command history 2"))
                .isEqualTo("ipsec ike pre-shared-key 1 text hush\r\nshow command history 2");
        ssh.send("\u001b[A\u001b[A");
        assertThat(ssh.until("text hush")).contains("ipsec ike pre-shared-key 1 text hush");
    }

    @Test
    void grepSaysThatItSearches() throws IOException, InterruptedException {
        assertThat(ssh.run("show config | grep -v -i SSHD | grep -w on")).startsWith("Searching ...\r\nSearching ...");
        assertThat(ssh.run("show config | grep console")).isEqualTo("Searching ...\r\nconsole character en.ascii");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        show config | grep console character; Insufficient or too many parameters
        show config | grep -i console character; Insufficient or too many parameters
        show config | grep; Insufficient or too many parameters
        show config | grep -i; Insufficient or too many parameters
        show config | grep console -i; Insufficient or too many parameters
        show config | grep console | grep en ascii; Insufficient or too many parameters
        show config | find console; Illegal keyword
        """)
    void grepTakesOnePattern(String line, String error) throws IOException, InterruptedException {
        assertThat(ssh.run(line)).isEqualTo("Error: " + error);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        show config | grep "console character"
        show config | grep 'console character'
        show config | grep console\\ character
        show config | grep -i -w "CONSOLE CHARACTER"
        """)
    void aPatternWithBlanksIsQuoted(String line) throws IOException, InterruptedException {
        assertThat(ssh.run(line)).isEqualTo("Searching ...\r\nconsole character en.ascii");
    }

    @Test
    void aQuotedOptionIsAPattern() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("description 1 \"ends in -v\"");
        assertThat(ssh.run("show config | grep \"-v\"")).isEqualTo("Searching ...\r\ndescription 1 \"ends in -v\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        show foo | grep x; Invalid command name
        show config tunnel 101 | grep -v x; Parameter out of range
        show status tunnel | grep x | grep y; Insufficient or too many parameters
        """)
    void noSearchHidesAnError(String line, String error) throws IOException, InterruptedException {
        assertThat(ssh.run(line)).startsWith("Searching ...\r\n").endsWith("\r\nError: " + error);
    }

    @Test
    void pingEndsByCountOrByCtrlC() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("ip lan1 address 192.168.100.1/24");
        assertThat(ssh.run("ping -c 1 192.168.100.1"))
                .startsWith("received from 192.168.100.1: icmp_seq=0 ttl=254 time=")
                .contains("1 packets transmitted, 1 packets received, 0.0% packet loss");
        ssh.send("ping 192.168.100.1\r");
        ssh.until("ms\r\n");
        ssh.send("\u0003");
        assertThat(ssh.until("# ")).contains("packet loss");
    }

    @Test
    void techinfoHeedsNoConsoleSetting() throws IOException, InterruptedException {
        ssh.run("console character ja.utf8");
        ssh.elevate("top");
        ssh.run("ipsec ike pre-shared-key 1 text hush");
        assertThat(ssh.run("show techinfo"))
                .contains("Boot time: ", "hush")
                .containsPattern("# main: [^\r]{100,}\r")
                .matches(s -> StandardCharsets.US_ASCII.newEncoder().canEncode(s));
    }

    @Test
    void theLogComesInFromAsideWhenAskedFor() throws IOException, InterruptedException {
        ssh.elevate("top");
        ssh.run("console info on");
        ssh.send("show en");
        ssh.until("show en");
        router.wire().log("[IKE2] something happened");
        assertThat(ssh.until("# show en"))
                .matches("(?s)\r\n20[0-9/]+ [0-9:]+: \\[IKE2] something happened\r\n# show en");
    }
}
