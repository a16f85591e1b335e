package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Message;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
