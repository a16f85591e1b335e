package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.Outcome.Agreement;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** charon's log lines, as version 5.9.8 writes them, in the words of Cato's timeline. */
class RealOutcomeTest {
    private static final RouterGateway GATEWAY = RouterTranslator.gateways(
                    Combination.of("log", c -> {}).lines(),
                    new RouterTranslator.Box("RTX830", Map.of("pp 1", Combination.SITE)))
            .getFirst();

    private static RealOutcome answeredByCato(String... lines) {
        return outcome("router", List.of(), List.of(lines), Optional.empty());
    }

    private static RealOutcome answeredByRouter(List<String> router, String... cato) {
        return outcome("cato", router, List.of(cato), Optional.empty());
    }

    private static RealOutcome outcome(
            String starter, List<String> router, List<String> cato, Optional<Agreement> agreement) {
        return RealOutcome.of(
                new IkePair.Result(agreement, true, true, starter, stamped(router), stamped(cato)),
                Combination.of("log", c -> {}).cato(),
                GATEWAY);
    }

    private static List<String> stamped(List<String> lines) {
        return lines.stream()
                .map(line -> "2026-01-31T12:00:00 05" + line.replace("] ", "] <pop|3> "))
                .toList();
    }

    private static List<String> timeline(RealOutcome outcome) {
        assertThat(outcome.outcome()).isInstanceOf(Failed.class);
        return ((Failed) outcome.outcome()).timeline();
    }

    @Test
    void everyKindOfAlgorithmThatTheTwoHaveNoneOfIsNamed() {
        assertThat(timeline(answeredByCato(
                        "[CFG] received proposals: IKE:AES_CBC_128/HMAC_SHA1_96/PRF_HMAC_SHA1/MODP_2048",
                        "[CFG] configured proposals: IKE:AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_1536",
                        "[IKE] received proposals unacceptable")))
                .containsExactly(
                        "Encryption algorithm length AES_256 (256) in our proposal does not match encryption algorithm"
                                + " length AES_128 (128) in peer's proposal 1",
                        "PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in"
                                + " peer's proposal 1",
                        "Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm"
                                + " HMAC_SHA1_96 (2) in peer's proposal 1",
                        "DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14)"
                                + " in peer's proposal 1");
    }

    @Test
    void ourProposalIsCatosWhoeverChose() {
        assertThat(timeline(answeredByRouter(
                        List.of(
                                "[CFG] received proposals: ESP:AES_GCM_16_256/NO_EXT_SEQ",
                                "[CFG] configured proposals: ESP:AES_CBC_256/HMAC_SHA2_256_128/NO_EXT_SEQ",
                                "[IKE] no acceptable proposal found"),
                        "[IKE] received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built")))
                .containsExactly("Encryption algorithm AES_GCM_16 (20) in our proposal does not match encryption"
                        + " algorithm AES_CBC (12) in peer's proposal 1");
    }

    @Test
    void aKeyThatDiffersIsTheArticlesTwoLines() {
        RealOutcome outcome =
                answeredByCato("[IKE] tried 1 shared key for '203.0.113.10' - '192.0.2.10', but MAC mismatched");
        assertThat(timeline(outcome))
                .containsExactly(
                        "Auth payload doesn't match the calculated one - wrong psk?",
                        "Auth payload doesn't match dropping this sa");
        assertThat(((Failed) outcome.outcome()).routerLog())
                .containsExactly("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED");
    }

    @Test
    void aRefusedKeyExchangeIsRememberedThoughTheNegotiationGoesOn() {
        Agreement agreement = new Agreement("AES_CBC_256", "SHA256", "SHA256", 14, "AES_CBC_256", "SHA256", 0, false);
        RealOutcome outcome = outcome(
                "router",
                List.of(),
                List.of("[IKE] DH group MODP_1536 unacceptable, requesting MODP_2048"),
                Optional.of(agreement));
        assertThat(outcome.outcome()).isEqualTo(new Up(agreement, true, true, true, true));
        assertThat(outcome.refused()).contains(new RealOutcome.RefusedGroup(5, 14, true));
    }

    @Test
    void aRetryThatIsNotAnsweredIsTheArticlesLine() {
        assertThat(timeline(answeredByCato("[IKE] DH group MODP_1536 unacceptable, requesting MODP_2048")))
                .containsExactly("DH group number in the KE property doesn't match the selected proposal [selected: 14,"
                        + " in KE payload: 5]");
    }

    @Test
    void whatBelongsToNoTunnelOrArrivesHalfIsInNoTimeline() {
        assertThat(answeredByCato("[IKE] no IKE config found for 203.0.113.10...192.0.2.9, sending NO_PROPOSAL_CHOSEN")
                        .outcome())
                .isInstanceOf(Silent.class);
        assertThat(answeredByCato("[IKE] 192.0.2.10 is initiating an IKE_SA").outcome())
                .isInstanceOf(Silent.class);
        assertThat(answeredByCato().outcome()).isInstanceOf(Silent.class);
    }

    /** The name is wrong, and it is all that Cato tells a site by: the router is refused, and no tunnel's timeline says so. */
    @Test
    void whoGivesANameThatNoTunnelHasIsRefusedWithoutATimeline() {
        RealOutcome outcome = RealOutcome.of(
                new IkePair.Result(
                        Optional.empty(),
                        true,
                        true,
                        "router",
                        stamped(List.of("[IKE] received AUTHENTICATION_FAILED notify error")),
                        stamped(List.of("[CFG] no matching peer config found"))),
                Combination.of("log", c -> c.expected = new IkeIdentity("fqdn", "site-1.example.com"))
                        .cato(),
                GATEWAY);
        assertThat(outcome.outcome())
                .isEqualTo(new Failed(
                        List.of(),
                        List.of("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED"),
                        "TUNNEL_CREATION_FAILURE"));
        assertThat(outcome.told()).contains("AUTHENTICATION_FAILED");
    }

    @Test
    void selectorsWithoutCommonPartAreNamed() {
        assertThat(timeline(answeredByCato("[IKE] traffic selectors 10.0.0.0/8 === 0.0.0.0/0 unacceptable")))
                .containsExactly("IKE_AUTH: TS_UNACCEPTABLE, no common traffic selectors");
    }
}
