package dev.ipsecsites.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cases.Answers.Answer;
import dev.ipsecsites.cli.Ran;
import dev.ipsecsites.cli.diagnose.FileEvidence;
import dev.ipsecsites.cli.diagnose.FileReport;
import dev.ipsecsites.cli.diagnose.Input;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people send them: in any encoding, cut off, of the wrong kind, with a spreadsheet's columns, with keys in them. */
class BadInputTest {
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final Charset EUC = Charset.forName("EUC-JP");

    private static final String WRONG_KEY = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final String TIMELINE = """
        time,tunnel,message
        2026-01-29T09:38:23Z,PRIMARY1,"Auth payload doesn't match the calculated one - wrong psk?"
        2026-01-29T09:38:23Z,PRIMARY1,"Auth payload doesn't match dropping this sa"
        """;
    private static final String ONE_WAY = """
        # show status tunnel 1
        TUNNEL[1]:
        説明: 東京
          インタフェースの種類: IPsec
          トンネルインタフェースは接続されています
          開始: 2024/01/29 18:38:23
          通信時間: 21分6秒
          受信: (IPv4) 0 パケット [0 オクテット]
          送信: (IPv4) 134 パケット [10872 オクテット]
          IKEキープアライブ:
                [タイプ]: rfc4306
                  [状態]: OK
        """;

    @TempDir
    private Path directory;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static byte[] marked(Charset charset, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("\ufeff".getBytes(charset));
        out.write(text.getBytes(charset));
        return out.toByteArray();
    }

    static Stream<Arguments> encodings() throws IOException {
        return Stream.of(
                Arguments.of("UTF-8", ONE_WAY.getBytes(UTF_8)),
                Arguments.of("UTF-8 with mark", marked(UTF_8, ONE_WAY)),
                Arguments.of("Shift_JIS", ONE_WAY.getBytes(SHIFT_JIS)),
                Arguments.of("EUC-JP", ONE_WAY.getBytes(EUC)),
                Arguments.of("ISO-2022-JP", ONE_WAY.getBytes(Charset.forName("ISO-2022-JP"))),
                Arguments.of("UTF-16 with mark", ONE_WAY.getBytes(UTF_16)),
                Arguments.of("UTF-16LE with mark", marked(UTF_16LE, ONE_WAY)),
                Arguments.of("UTF-16BE with mark", marked(UTF_16BE, ONE_WAY)),
                Arguments.of("UTF-8 with CRLF", ONE_WAY.replace("\n", "\r\n").getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void aJapaneseAnswerIsReadInAnyEncoding(String name, byte[] content) throws IOException {
        List<Answer> answers = Answers.of(file("tunnel.txt", content));
        assertThat(answers).first().extracting(Answer::cause).isEqualTo("OneWayTraffic");
    }

    @Test
    void latin1InARemarkSpoilsNothing() throws IOException {
        byte[] content = TIMELINE.replace("PRIMARY1", "PRIMARY1,Büro São Paulo").getBytes(ISO_8859_1);
        assertThat(Answers.of(file("timeline.csv", content)))
                .first()
                .extracting(Answer::cause)
                .isEqualTo("AuthenticationMismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Time,Tunnel Name,Severity,Description\n2026-01-29 09:38:23,Primary,ERROR,MESSAGE\n",
                "message\tdate\nMESSAGE\t2026-01-29 09:38:23\n",
                "日時;トンネル;内容\n2026/01/29 9:38:23;プライマリ;MESSAGE\n",
                "MESSAGE\n",
                "\"Datum\";\"Meldung\"\n\"29.01.2026 09:38\";\"MESSAGE\"\n",
                "site,a,b,c,d,message,e\nosaka,1,2,3,4,\"2026-01-29: MESSAGE (see\nnext line)\",5\n",
                "time,tunnel,message\n1769679503,PRIMARY1,MESSAGE\n",
                "time,tunnel,message\n2026-01-29T09:38:23Z,PRIMARY1,\"MESSAGE"
            })
    void theMessageIsFoundWhateverTheColumns(String csv) throws IOException {
        Path timeline = file("timeline.csv", csv.replace("MESSAGE", WRONG_KEY).getBytes(UTF_8));
        assertThat(Answers.of(Input.of(timeline).asTimeline()))
                .first()
                .extracting(Answer::cause)
                .isEqualTo("AuthenticationMismatch");
    }

    static Stream<Arguments> wrongKinds() {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("blank lines", "\n\r\n \t\n".repeat(50).getBytes(UTF_8)),
                Arguments.of("noise", noise),
                Arguments.of("picture", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1)),
                Arguments.of("spreadsheet", "PK\u0003\u0004\u0014\0\6\0".getBytes(ISO_8859_1)),
                Arguments.of("page", "<!DOCTYPE html><html><body>Sign in</body></html>".getBytes(UTF_8)),
                Arguments.of("JSON", "{\"data\":{\"site\":null},\"errors\":[{\"message\":\"x\"}]}".getBytes(UTF_8)),
                Arguments.of("other YAML", "apiVersion: v1\nkind: Pod\nmetadata: { name: x }\n".getBytes(UTF_8)),
                Arguments.of("broken YAML", "apiVersion: [\nkind: {{{\n\t- \u0007".getBytes(UTF_8)),
                Arguments.of("prose", "Dear all,\nthe tunnel is down again.\nRegards\n".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongKinds")
    void whatIsNoEvidenceIsSaidToBeNone(String name, byte[] content) throws IOException {
        FileEvidence evidence = FileEvidence.read(List.of(Input.of(file("file", content))));
        assertThat(evidence.files()).singleElement().satisfies(report -> {
            assertThat(report.usable()).isFalse();
            assertThat(report.problem()).isNotBlank().doesNotContain("Exception");
        });
        assertThat(evidence.diagnose(Language.ENGLISH)).allMatch(found -> found.cause() == Cause.UNKNOWN);
    }

    @Test
    void aMissingFileAndADirectoryDontStopTheOthers() throws IOException {
        Path timeline = file("timeline.csv", TIMELINE.getBytes(UTF_8));
        FileEvidence evidence = FileEvidence.read(
                List.of(Input.of(directory.resolve("missing.log")), Input.of(directory), Input.of(timeline)));
        assertThat(evidence.files()).extracting(FileReport::usable).containsExactly(false, false, true);
        assertThat(evidence.files())
                .first()
                .satisfies(report -> assertThat(report.name()).contains("missing.log"));
        assertThat(evidence.diagnose(Language.ENGLISH))
                .first()
                .extracting(Diagnosis::cause)
                .isEqualTo(Cause.AUTHENTICATION_MISMATCH);
    }

    /** Wherever a file ends, what is missing of it is not held against the site. */
    @ParameterizedTest
    @ValueSource(strings = {"sim-healthy-rtx1300-everything", "sim-healthy-rtx810-everything"})
    void aHealthySiteIsNotIllBecauseItsFilesAreCut(String name) throws IOException {
        Path whole = CaseLabel.directory().resolve(name);
        Random random = new Random(name.hashCode());
        for (String cut : List.of("config.txt", "router.log", "sa.txt", "tunnel.txt", "timeline.csv")) {
            byte[] content = Files.readAllBytes(whole.resolve(cut));
            for (int i = 0; i < 12; i++) {
                Path part = file(cut, java.util.Arrays.copyOf(content, random.nextInt(content.length)));
                assertThat(Answers.of(part))
                        .as("%s of %s cut at %s", cut, name, Files.size(part))
                        .noneMatch(answer -> answer.confidence().equals("Certain"));
            }
        }
    }

    /** 500 MB that take no room on the disk; a file of zeros is no text. */
    @Test
    void halfAGigabyteOfZerosIsRefusedAtOnce() throws IOException {
        Path sparse = directory.resolve("core");
        try (RandomAccessFile out = new RandomAccessFile(sparse.toFile(), "rw")) {
            out.setLength(500L * 1024 * 1024);
        }
        assertThat(Answers.of(sparse)).allMatch(answer -> answer.text().equals("Unknown Possible"));
    }

    private static final List<String> SECRETS = List.of(
            "hunter2hunter2",
            "0123456789abcdef0123456789abcdef",
            "isp-secret-1",
            "anonymous-secret",
            "snmp-secret",
            "radius-secret",
            "l2tp-secret",
            "bgp-secret",
            "api-secret-key-0001",
            "login-secret-9",
            "admin-secret-9",
            "manifest-psk-0001",
            "dGhpcyBpcyBhIGJhc2U2NCBrZXk=");

    private static final String FULL_OF_SECRETS = """
        # RTX1300 Rev.23.00.17 (Fri Oct  3 10:12:33 2025)
        login password login-secret-9
        administrator password admin-secret-9
        login user admin login-secret-9
        ip route default gateway tunnel 1
        pp select 1
         pppoe use lan2
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isp-secret-1
         pp enable 1
        pp select anonymous
         pp auth username guest anonymous-secret
         l2tp tunnel auth on l2tp-secret
        tunnel select 1
         ipsec tunnel 1
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike version 1 2
          ipsec ike local name 1 192.0.2.10
          ipsec ike pre-shared-key 1 text hunter2hunter2
          ipsec ike remote address 1 203.0.113.10
         tunnel enable 1
        tunnel select 2
         ipsec tunnel 2
          ipsec sa policy 2 2 esp aes256-cbc sha256-hmac
          ipsec ike pre-shared-key 2 0123456789abcdef0123456789abcdef
        snmp community read-only snmp-secret
        radius secret radius-secret
        bgp neighbor pre-shared-key 1 text bgp-secret
        httpd custom-gui api password api-secret-key-0001
        """;

    private static final String LOG_WITH_SECRETS = """
        2026/01/01 00:00:01: [CMD] admin ipsec ike pre-shared-key 1 text hunter2hunter2
        2026/01/01 00:00:02: [CMD] admin administrator password admin-secret-9
        2026/01/01 00:00:03: [IKE2] GW:1 receive notify AUTHENTICATION_FAILED psk=hunter2hunter2
        2026/01/01 00:00:04: [IKE2] GW:1 ipsec ike pre-shared-key 1 text hunter2hunter2 rejected AUTHENTICATION_FAILED
        2026/01/01 00:00:05: [IKE2] GW:1 SK_ei: 0123456789abcdef0123456789abcdef
        """;

    private static final String MANIFEST_WITH_SECRETS = """
        apiVersion: v1
        kind: Secret
        metadata: { name: osaka-psk, namespace: network }
        stringData: { primary: manifest-psk-0001 }
        data: { secondary: dGhpcyBpcyBhIGJhc2U2NCBrZXk= }
        """;

    private static List<Input> filesFullOfSecrets() {
        String site = SiteSettings.of(RtxModel.RTX1300, ConsoleCharset.ASCII).manifest();
        String leaky = TIMELINE.replace(
                "wrong psk?", "wrong psk? psk=manifest-psk-0001 ipsec ike pre-shared-key 1 text hunter2hunter2");
        String cut = FULL_OF_SECRETS.substring(0, FULL_OF_SECRETS.indexOf("hunter2") + 9);
        return List.of(
                Input.of("config.txt", FULL_OF_SECRETS),
                Input.of("cut.txt", cut),
                Input.of("router.log", LOG_WITH_SECRETS),
                Input.of("secret.yaml", MANIFEST_WITH_SECRETS + "---\n" + site),
                Input.of("broken.yaml", MANIFEST_WITH_SECRETS + "kind: ["),
                Input.of("timeline.csv", leaky));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nobodysSecretIsInAnythingThatIsPassedOn(Language language) {
        FileEvidence evidence = FileEvidence.read(filesFullOfSecrets());
        List<Diagnosis> found = evidence.diagnose(language);
        assertThat(found).extracting(Diagnosis::cause).contains(Cause.AUTHENTICATION_MISMATCH);
        String said = found + "\n" + evidence.notes() + "\n" + evidence.files() + "\n" + evidence.sites();
        assertThat(SECRETS).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "japanese"})
    void nobodysSecretIsInAnyOutput(String form) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("diagnose"));
        arguments.addAll(
                switch (form) {
                    case "json" -> List.of("-o", "json");
                    case "japanese" -> List.of("--lang", "ja");
                    default -> List.of();
                });
        for (Input input : filesFullOfSecrets()) {
            arguments.add(
                    file(input.name(), input.opener().open().readAllBytes()).toString());
        }
        Ran ran = Ran.with(arguments.toArray(String[]::new));
        String said = ran.out() + ran.err();
        assertThat(said).contains("AuthenticationMismatch").doesNotContain("Exception", "\tat ");
        assertThat(SECRETS).allSatisfy(secret -> assertThat(said).doesNotContain(secret));
    }
}
