package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertIs(message, cause);
    }

    /** Exports, copies and later versions of a console spell them otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Auth payload doesn&#39;t match the calculated one - wrong psk? | AuthenticationMismatch
        Auth payload doesn&apos;t match | AuthenticationMismatch
        Auth payload doesn?t match the calculated one - wrong psk? | AuthenticationMismatch
        Auth payload doesn稚 match the calculated one - wrong psk? | AuthenticationMismatch
        Auth payload does not match the calculated one - wrong psk? | AuthenticationMismatch
        auth  payload  doesn't match | AuthenticationMismatch
        Auth payload doesn''t match | AuthenticationMismatch
        AUTHENTICATION FAILED | AuthenticationMismatch
        Authentication failed for peer 192.0.2.10 | AuthenticationMismatch
        IKEv2: authentication failed | AuthenticationMismatch
        NO PROPOSAL CHOSEN | NoProposalChosen
        No proposal chosen | NoProposalChosen
        received NO-PROPOSAL-CHOSEN | NoProposalChosen
        TS UNACCEPTABLE | TrafficSelectorMismatch
        DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_5_MODP1536 (5) in peer&#39;s proposal 1 | DHGroupMismatch
        DH group GROUP_14_MODP2048(14) in our proposal doesn't match DH group GROUP_5_MODP1536(5) in peer's proposal 1 | DHGroupMismatch
        Encryption algorithm AES_CBC (12) in our proposal does not match encryption algorithm AES_GCM_16 (20) in peers proposal 1 | EncryptionMismatch
        DH group number in the KE property does not match the selected proposal [selected: 14, in KE payload: 5] | DHGroupMismatch
        DH group number in the KE property doesn't match the selected proposal (selected: 14, in KE payload: 5) | DHGroupMismatch
        Encryption algorithm length AES_256 (256) in our proposal does not match  encryption algorithm length AES_128 (128) in peer's  proposal 2 | EncryptionMismatch
        Integrity algorithm HMAC SHA2 256 128 (12) in our proposal does not match integrity algorithm HMAC SHA1 96 (2) in peer's proposal 1 | IntegrityMismatch
        """)
    void areRecognisedHoweverTheyAreSpelt(String message, String cause) {
        assertIs(message, cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SA proposal chosen, matched gateway",
                "negotiation: domino proposal chosen",
                "Login authentication failed for user admin",
                "PPPOE[01] Disconnected, cause [Authentication failed]",
                "vts unacceptable",
            })
    void areNotFoundInWordsThatSaySomethingElse(String message) {
        assertThat(Wordings.said(message).map(Wordings.Said::sign))
                .isNotEqualTo(Optional.of(Sign.NO_PROPOSAL))
                .isNotEqualTo(Optional.of(Sign.WRONG_AUTHENTICATION))
                .isNotEqualTo(Optional.of(Sign.TRAFFIC_SELECTORS));
    }

    @Test
    void valuesComeOutAsTheyAreWritten() {
        String message =
                "Integrity  algorithm HMAC SHA2 256 128 (12) in our proposal doesn&#39;t match integrity algorithm"
                        + " Hmac_Sha1_96(2) in peer’s proposal 1";
        assertThat(Wordings.said(message).orElseThrow().values())
                .containsExactly("HMAC SHA2 256 128 (12)", "Hmac_Sha1_96(2)");
    }

    private static void assertIs(String message, String cause) {
        for (String row : List.of(message, "2024-01-29 09:38:23,osaka,Primary 1,\"" + message + "\",ERROR")) {
            var tunnel = TunnelEvidence.of("PRIMARY1").withMessages(List.of(Message.timeline(null, row)));
            var found = Engine.diagnose(SiteEvidence.of("osaka", null, List.of(tunnel)));
            assertThat(found.getFirst().cause().word()).isEqualTo(cause);
            assertThat(found.getFirst().evidence().getFirst()).contains(message);
        }
    }
}
