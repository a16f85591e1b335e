package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and passwords in places where nobody expects them are printed nowhere. */
class SecretsInFilesTest {
    private static FileEvidence read(String... texts) {
        return FileEvidence.read(
                Arrays.stream(texts).map(text -> Input.of("file", text)).toList());
    }

    /** What is said of the files: findings and notes, as they are printed. */
    private static String said(String... texts) {
        FileEvidence evidence = read(texts);
        return evidence.scrub(evidence.diagnose(Language.ENGLISH) + "\n" + evidence.notes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[SSH] tanaka: ipsec ike pre-shared-key 1 text \"Zx9!Hunter2 with space\"",
                "[CMD] admin ipsec ike pre-shared-key 1 text Zx9!Hunter2",
                "[SSH] tanaka: login user mon Zx9!Hunter2",
            })
    void whatSomebodyTypedIsASecretInTheWholeLog(String command) {
        assertThat(said("# show log\n2024/05/20 10:00:00: " + command
                        + "\n2024/05/20 10:00:01: [IKE2] GW:1 received Zx9!Hunter2\n"))
                .contains("[IKE2] GW:1 received ********")
                .doesNotContain("Hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "administrator password changed",
                "login user admin from 192.168.100.2 changed",
                "login user admin 192.168.100.2 changed",
            })
    void aSentenceOfTheLogThatLooksLikeACommandTeachesNoWords(String sentence) {
        assertThat(said("# show log\n2024/05/20 10:00:00: " + sentence
                        + "\n2024/05/20 10:00:01: [IKE2] GW:1 192.168.100.2 changed\n"))
                .contains("[IKE2] GW:1 192.168.100.2 changed");
    }

    @Test
    void aKeyOfSnmpInAConfigurationIsASecretInALog() {
        assertThat(said(
                        Samples.CONFIG + "snmpv3 usm user 1 mon sha Zx9!Hunter2 aes128-cfb Yw8!Hunter3\n",
                        "# show log\n2024/05/20 10:00:01: [IKE2] GW:1 Zx9!Hunter2 and Yw8!Hunter3\n"))
                .doesNotContain("Hunter");
    }

    /** What stands behind the key of tunnel 1 and must be printed nowhere, neither as a part of it nor as an old one. */
    @ParameterizedTest
    @ValueSource(strings = {"KEY  # Hunter2Zx9", "KEY #Hunter2Zx9", "\"KEY\" # old: Hunter2Zx9"})
    void whatLooksLikeAKeyInACommentIsASecret(String key) {
        assertThat(said(
                        Samples.CONFIG.replace(Samples.KEY, key.replace("KEY", Samples.KEY)),
                        "# show log\n2024/05/20 10:00:01: [IKE2] GW:1 " + Samples.KEY + " #Hunter2Zx9\n"
                                + "2024/05/20 10:00:02: [IKE2] GW:1 old: Hunter2Zx9\n"))
                .doesNotContain(Samples.KEY)
                .doesNotContain(key.contains("#H") ? "#Hunter2" : "Hunter2");
    }

    @Test
    void theWordsOfACommentBehindAKeyHideNothing() {
        String comment = Samples.KEY + "  # payload of PRIMARY1, calculated pre-shared key (事前共有鍵)";
        assertThat(read(Samples.CONFIG.replace(Samples.KEY, comment), Samples.TIMELINE)
                        .diagnose(Language.ENGLISH)
                        .toString())
                .isEqualTo(read(Samples.CONFIG, Samples.TIMELINE)
                        .diagnose(Language.ENGLISH)
                        .toString());
        assertThat(said(Samples.CONFIG.replace(Samples.KEY, comment), Samples.TIMELINE))
                .isEqualTo(said(Samples.CONFIG, Samples.TIMELINE));
    }

    @Test
    void aPrivateKeyInATimelineIsNotQuoted() {
        String row = "2024-05-20T01:00:00Z,PRIMARY1,\"";
        assertThat(said("time,tunnel,message\n" + row + "x\"\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\nQWxs\n"
                        + "-----END OPENSSH PRIVATE KEY-----\n" + row + "another sentence\"\n"))
                .contains("another sentence")
                .doesNotContain("b3Bl")
                .doesNotContain("QWxs");
    }

    @Test
    void aPrivateKeyWithoutAnEndHidesNoRowBehindIt() {
        assertThat(read("-----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1r\n" + Samples.TIMELINE)
                        .diagnose(Language.ENGLISH)
                        .getFirst()
                        .cause())
                .isEqualTo(Cause.DH_GROUP_MISMATCH);
    }

    @Test
    void aKeyThatStandsWhereItsNameBelongsIsNotPrinted() {
        String manifest = Samples.MANIFEST
                .replace(
                        "tunnelNumber: 1 ",
                        "tunnelNumber: 1, preSharedKey: { secretRef: { name: osaka-psk, key: Zx9!Hunter2 } } ")
                .replace("  nativeRange: ", "  connectionMode: Zx9!Hunter2\n  nativeRange: ");

        assertThat(said(manifest))
                .contains("secretRef.key: doesn't match ^[")
                .contains("is '********'")
                .doesNotContain("Hunter2");
    }

    private static final String CREDENTIALS = """
        apiVersion: v1
        kind: Secret
        metadata: { name: osaka-rtx, namespace: network }
        stringData: { username: router, password: gr0up1234, administratorPassword: console }
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: nara-rtx, namespace: network }
        data: { username: c2VsZWN0ZWQ= }
        """;

    private static final String GROUPS =
            "time,tunnel,message\n2024-01-29T09:38:23Z,PRIMARY1,\"DH group GROUP_14_MODP2048 (14)"
                    + " in our proposal does not match DH group GROUP_5_MODP1536 (5) in peer's proposal 1 %s\"\n";

    /** A password may be an ordinary word: what this program says by itself shows nobody that it is one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ipsec ike pre-shared-key 9 text my routers console differ\n"})
    void aPasswordThatIsAWordOfOursHidesNoSentence(String config) {
        String said =
                said(CREDENTIALS, Samples.CONFIG.replace("1 modp2048", "1 modp1536") + config, GROUPS.formatted(""));
        assertThat(said)
                .contains("The DH groups differ: Cato has 14, the router 5.")
                .contains("in the console")
                .contains("DH group GROUP_14_MODP2048 (14) in our proposal does not match")
                .doesNotContain("********");
    }

    @Test
    void aPasswordThatIsAWordOfOursIsMaskedInWhatAFileSaysWhicheverIsReadFirst() {
        String timeline = GROUPS.formatted("gr0up1234 and consoles, router");
        for (String[] files : new String[][] {{CREDENTIALS, timeline}, {timeline, CREDENTIALS}}) {
            assertThat(said(files))
                    .contains("in peer's proposal 1 ******** and ********s, router\"")
                    .contains("in the console");
            assertThat(read(files).sites().toString()).doesNotContain("gr0up1234", "consoles");
        }
        assertThat(said(
                        "# show log\n2024/05/20 10:00:01: [IKE2] GW:1 NO_PROPOSAL_CHOSEN console, router\n",
                        CREDENTIALS))
                .contains("NO_PROPOSAL_CHOSEN ********, router");
    }

    @Test
    void aPasswordThatIsNoWordOfOursIsMaskedInTheMiddleOfOthers() {
        assertThat(said(
                        CREDENTIALS,
                        Samples.MANIFEST.replace("  nativeRange: ", "  connectionMode: xgr0up1234x\n  nativeRange: ")))
                .contains("x********x")
                .doesNotContain("gr0up1234");
    }
}
