package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is quoted shows no key. */
class MasksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "  ipsec ike pre-shared-key 1 text S3cretKey",
                "ipsec ike pre-shared-key 1 text \"S3cretKey with blanks\"",
                "2024/01/29 18:38:23: [CMD] admin ipsec ike pre-shared-key 1 text S3cretKey",
                "bgp neighbor pre-shared-key 1 text S3cretKey",
                " pp auth myname site@isp.example.jp S3cretKey",
                "pp auth username user S3cretKey",
                "login user admin S3cretKey",
                "administrator password S3cretKey",
                "snmp community read-only S3cretKey",
                "httpd custom-gui api password S3cretKey",
                "psk: S3cretKey",
                "\"preSharedKey\": \"S3cretKey\"",
                "x-api-key: S3cretKey",
                "apiKey=S3cretKey",
                "password = 'S3cretKey'",
                "Key: S3cretKey",
                "鍵 : S3cretKey",
            })
    void keysAndPasswords(String line) {
        assertThat(Masks.mask(line)).doesNotContain("S3cretKey").contains("********");
        assertThat(Message.routerLog(null, line).text()).doesNotContain("S3cretKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SK_ei 000102030405060708090a0b0c0d0e0f",
                "pre-shared-key 1 0x000102030405060708090a0b0c0d0e0f",
                "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11",
            })
    void longKeyMaterial(String line) {
        assertThat(Masks.mask(line))
                .doesNotContain("0708")
                .doesNotContain("07 08")
                .contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auth payload doesn't match the calculated one - wrong psk?",
                "SPI: b6da70738834ddcd b7d575e243677231",
                "DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload:"
                        + " 5]",
                "ipsec ike pre-shared-key 1 text *",
                "PP[01] Rejected at IN(default) filter: UDP 203.0.113.10:500 > 192.0.2.10:500",
            })
    void nothingElse(String line) {
        assertThat(Masks.mask(line)).isEqualTo(line);
    }

    @Test
    void controlCharactersAndEndlessLinesAreTakenOut() {
        assertThat(Masks.mask("a\u001b[31mb\u202Ec\td")).isEqualTo("a?[31mb?c d");
        assertThat(Masks.mask("x".repeat(10_000))).hasSize(Masks.LONGEST + 1);
        assertThat(Masks.mask("😀".repeat(10_000)).length()).isLessThanOrEqualTo(Masks.LONGEST + 1);
    }
}
