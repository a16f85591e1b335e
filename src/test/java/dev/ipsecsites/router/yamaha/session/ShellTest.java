package dev.ipsecsites.router.yamaha.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.session.Shell.Asked;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    private static final CommandLine SHOW_CONFIG = CommandLine.of("show config");
    private static final String HEADING =
            "# RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)\r\n# Memory 256Mbytes, 3LAN\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"> ", "# ", "RTX1210# ", "(RTX1210) > ", "a # b> "})
    void learnsAnyPrompt(String prompt) throws Exception {
        var router = new FakeRouter(prompt).on("show config", "ip route default gateway pp 1\r\n");
        Shell shell = open(router);
        assertThat(shell.administrator()).isEqualTo(prompt.endsWith("# "));
        assertThat(shell.inContext()).isFalse();
        assertThat(shell.run(SHOW_CONFIG).lines()).containsExactly("ip route default gateway pp 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pp1", "tunnel12", "pp anonymous01"})
    void knowsTheContextInAPrompt(String context) throws Exception {
        var router = new FakeRouter("RTX# ");
        Shell shell = open(router);
        router.prompt("RTX" + context + "# ");
        shell.run(CommandLine.of("pp select 1"));
        assertThat(shell.inContext()).isTrue();
        assertThat(shell.administrator()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64})
    void anAnswerInPiecesIsTheSameAnswer(int bytes) throws Exception {
        String answer = HEADING + "pp select 1\r\n description pp 日本\r\n# \r\n";
        var router = new FakeRouter("# ", Charset.forName("Shift_JIS"))
                .on("show config", answer)
                .segments(bytes);
        Shell shell = open(router);
        for (int i = 0; i < 3; i++) {
            assertThat(shell.run(SHOW_CONFIG).lines())
                    .startsWith("# RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)")
                    .contains("pp select 1", " description pp 日本");
        }
    }

    @Test
    void aHeadingThatPausesAfterItsHashIsNoPrompt() throws Exception {
        String paused = HEADING.replace("# ", "~# ~") + "ip lan1 address 192.168.100.1/24\r\n";
        var router = new FakeRouter("# ").on("show config", paused);
        assertThat(open(router).run(SHOW_CONFIG).lines())
                .containsExactly(
                        "# RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)",
                        "# Memory 256Mbytes, 3LAN",
                        "ip lan1 address 192.168.100.1/24");
    }

    @Test
    void anEchoBrokenAtTheConsolesWidthIsNoOutput() throws Exception {
        var list = CommandLine.of("ip lan1 secure filter in");
        for (int i = 0; i < 60; i++) {
            list = list.number("filter", 1000 + i, 1, 9999);
        }
        var router = new FakeRouter("RTX# ").on(list.text(), "Error: Parameter out of range\r\n");
        Answer answer = open(router).run(list);
        assertThat(answer.lines()).containsExactly("Error: Parameter out of range");
        assertThat(answer.error()).contains("Parameter out of range");
    }

    @ParameterizedTest
    @CsvSource({"---つづく---,UTF-8", "---つづく---,Shift_JIS", "---つづく---,EUC-JP", "--- つづく ---,UTF-8", "---more---,US-ASCII"
    })
    void pagesAreTurnedAndLeaveNoTrace(String marker, String charset) throws Exception {
        String blanks = " ".repeat(14);
        var router = new FakeRouter("# ", Charset.forName(charset))
                .on("show config", "ip lan1 address 192.168.100.1/24\r\n%" + marker)
                .on(" ", "\r" + blanks + "\rpp select 1\r\n description pp Internet\r\n");
        assertThat(open(router).run(SHOW_CONFIG).lines())
                .containsExactly("ip lan1 address 192.168.100.1/24", "pp select 1", " description pp Internet");
        assertThat(router.typed()).containsExactly("show config", " ");
    }

    @Test
    void aLineGluedToThePagersMarkerComesFree() {
        assertThat(Screen.lines(
                        "---more---             tunnel select 1\r\n"
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        ConsoleCharset.ASCII))
                .containsExactly("tunnel select 1", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Error: Invalid command name,UTF-8,Invalid command name",
        "エラー: コマンド名を確認してください,Shift_JIS,コマンド名を確認してください",
        "エラー：コマンド名を確認してください,EUC-JP,コマンド名を確認してください",
        "エラー: パラメータが範囲を越えています,UTF-8,パラメータが範囲を越えています",
    })
    void errorsAreFoundInEveryLanguageAndCharacterSet(String line, String charset, String words) throws Exception {
        var router = new FakeRouter("# ", Charset.forName(charset)).on("show config", "   ^\r\n" + line + "\r\n");
        assertThat(open(router).run(SHOW_CONFIG).error()).contains(words);
    }

    @Test
    void linesFromElsewhereAreTolerated() throws Exception {
        var router = new FakeRouter("# ").on("show config", "ip lan1 address 192.168.100.1/24\r\n");
        Shell shell = open(router);
        router.unasked("\r\n2024/01/29 18:38:23: IP Tunnel[1] Up\r\n# ");
        assertThat(shell.run(SHOW_CONFIG).lines()).contains("ip lan1 address 192.168.100.1/24");
        assertThat(shell.run(SHOW_CONFIG).lines()).containsExactly("ip lan1 address 192.168.100.1/24");
    }

    @Test
    void aLineBetweenPromptAndAnswerIsOvercome() throws Exception {
        var router = new FakeRouter("# ")
                .on("show config", "a\r\n# \r\n2024/01/29 18:38:23: IP Tunnel[1] Up\r\n")
                .on("", "~2024/01/29 18:38:24: IP Tunnel[1] Down\r\n");
        Shell shell = open(router.on("", ""));
        assertThat(shell.run(SHOW_CONFIG).lines()).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Save new configuration ? (Y/N)", "新しい設定を保存しますか? (Y/N)"})
    void theSaveQuestionIsAnsweredNoWithASingleKey(String question) throws Exception {
        var router = new FakeRouter("# ").on("exit", "%" + question);
        Shell shell = open(router);
        Asked asked = shell.ask(CommandLine.of("exit"));
        assertThat(asked.asksYesNo()).isTrue();
        router.prompt("> ");
        assertThat(shell.answerNo("exit").question()).isNull();
        assertThat(shell.administrator()).isFalse();
        assertThat(router.typed()).containsExactly("exit", "N");
    }

    @Test
    void aQuestionThatNobodyExpectsIsDeclinedAndReported() throws Exception {
        var router = new FakeRouter("# ").on("sshd host key generate", "%Overwrite ? (Y/N)");
        Shell shell = open(router);
        assertThatThrownBy(() -> shell.run(CommandLine.of("sshd host key generate")))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UnexpectedAnswer))
                .hasMessageContaining("Overwrite ? (Y/N)");
        assertThat(router.typed()).containsExactly("sshd host key generate", "N");
        assertThat(shell.run(SHOW_CONFIG).error()).isEmpty();
    }

    @Test
    void theAdministratorPasswordIsSentOnlyWhereItIsAskedFor() throws Exception {
        var router = new FakeRouter("> ").on("administrator", "Error: Administrator use only\r\n");
        var elevation = new Elevation(open(router), Secret.of("adminpw"));
        assertThatThrownBy(elevation::enter)
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ElevationFailed))
                .hasMessageContaining("may not become administrator")
                .hasMessageContaining("Administrator use only");
        assertThat(router.typed()).containsExactly("administrator");
    }

    @Test
    void aRefusedAdministratorPasswordIsKnownByThePromptAlone() throws Exception {
        var router = new FakeRouter("> ").on("administrator", "%Password: ").on("Password: wrongpw", "パスワードが違います\r\n");
        var elevation = new Elevation(open(router), Secret.of("wrongpw"));
        assertThatThrownBy(elevation::enter)
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ElevationFailed))
                .hasMessageContaining("administratorPassword")
                .hasMessageNotContaining("wrongpw");
    }

    @Test
    void whoMayElevateWithoutPasswordSendsNone() throws Exception {
        var router = new FakeRouter("> ");
        Shell shell = open(router);
        router.prompt("# ");
        new Elevation(shell, Secret.of("adminpw")).enter();
        assertThat(router.typed()).containsExactly("administrator");
    }

    @Test
    void aRouterThatHangsUpIsUnreachable() throws Exception {
        var router = new FakeRouter("# ");
        Shell shell = open(router);
        router.hangUp();
        assertThatThrownBy(() -> shell.run(SHOW_CONFIG))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unreachable));
    }

    @Test
    void aRouterThatFallsSilentGaveNoAnswer() throws Exception {
        var router = new FakeRouter("# ").on("show config", "ip lan1 addr%");
        Shell shell = open(router);
        assertThatThrownBy(() -> shell.run(SHOW_CONFIG))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NoAnswer))
                .hasMessageContaining("show config");
    }

    @Test
    void aRouterThatDemandsANewPasswordAtLoginIsNotAnswered() {
        var router = new FakeRouter("New_Password: ");
        assertThatThrownBy(() -> open(router))
                .isInstanceOfSatisfying(
                        RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AuthenticationFailed))
                .hasMessageContaining("New_Password");
        assertThat(router.typed()).isEmpty();
    }

    @Test
    void linesAreJoinedWhereTheConsoleBrokeThem() {
        String wide = "日本語".repeat(4);
        assertThat(Screen.joined(List.of("0123456789", "0123456789", "rest", "next"), 10))
                .containsExactly("01234567890123456789rest", "next");
        assertThat(Screen.joined(List.of("a" + wide.substring(0, 4), wide.substring(4), "x"), 10))
                .containsExactly("a" + wide, "x");
        assertThat(Screen.joined(List.of("123456789", "0"), 10)).containsExactly("123456789", "0");
    }

    private static Shell open(FakeRouter router) throws RouterException {
        return new Shell(router, FakeRouter.QUICK, "Router test");
    }
}
