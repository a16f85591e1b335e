package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMaskingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[COMMAND] ipsec ike pre-shared-key 1 text Topsecret12",
                "'operator' ran: pp auth myname site@isp.example.jp Topsecret12",
                "login user admin Topsecret12",
                "[COMMAND] ipsec ike log 1 key-info, then ipsec ike pre-shared-key 1 text Topsecret12",
            })
    void typedCommandsLoseTheirSecrets(String line) {
        assertThat(LogMasking.mask(line)).doesNotContain("Topsecret12").contains(Secret.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SK_ai: 0123456789abcdef0123456789abcdef",
                "key: 01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 00 11",
                "KEYMAT=0x0123456789ABCDEF0123456789ABCDEF01234567",
            })
    void keysThatSomebodyElseHasLoggedAreMasked(String line) {
        assertThat(LogMasking.mask(line).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("89abcdef")
                .doesNotContain("89 ab cd ef");
    }

    @Test
    void whatDiagnosisNeedsStays() {
        for (String line : new String[] {
            "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED",
            "GW:*/SA:4/INIT cannot accept KE payload",
            "INVALID_KE_PAYLOAD data:000e",
            "[IKE] initiate ISAKMP phase to 203.0.113.10 (local address 198.51.100.20)",
            "SPI: 11 22 33 44 55 66 77 88",
            "PP[01] PPP/IPCP up  (Local: 198.51.100.20, Remote: 203.0.113.254)",
            "Login succeeded for SSH: 192.168.100.2 operator",
        }) {
            assertThat(LogMasking.mask(line)).isEqualTo(line);
        }
    }
}
