package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages that the article quotes, each alone. */
class ArticleMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Auth payload doesn't match the calculated one - wrong psk? | AuthenticationMismatch
        Auth payload doesn't match dropping this sa | AuthenticationMismatch
        DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload: 5] | DHGroupMismatch
        DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1 | DHGroupMismatch
        Encryption algorithm length AES_256 (256) in our proposal does not match encryption algorithm length AES_128 (128) in peer's proposal 1 | EncryptionMismatch
        PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in peer's proposal 1 | PRFMismatch
        Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1 | IntegrityMismatch
        File not found | NothingArrives
        """)
    void areRecognisedAnywhereInARow(String message, String cause) {
        for (String row : List.of(message, "2024-01-29 09:38:23,osaka,Primary 1,\"" + message + "\",ERROR")) {
            var tunnel = TunnelEvidence.of("PRIMARY1").withMessages(List.of(Message.timeline(null, row)));
            var found = Engine.diagnose(SiteEvidence.of("osaka", null, List.of(tunnel)));
            assertThat(found.getFirst().cause().word()).isEqualTo(cause);
            assertThat(found.getFirst().evidence().getFirst()).contains(message);
        }
    }
}
