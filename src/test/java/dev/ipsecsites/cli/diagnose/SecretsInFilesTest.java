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
}
