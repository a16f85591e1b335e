package dev.ipsecsites.lab.wire;

import static dev.ipsecsites.lab.wire.Peers.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import dev.ipsecsites.lab.wire.Peers.CatoBuilder;
import dev.ipsecsites.lab.wire.Peers.RouterBuilder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** IKE's decision by table; the sentences are the article's. */
class WireTest {
    private final CatoBuilder cato = Peers.cato();
    private final RouterBuilder router = Peers.router();

    private Outcome decide(WirePath path) {
        return Wire.decide(cato.build(), router.build(), path);
    }

    private Outcome decide() {
        return decide(WirePath.OPEN);
    }

    private List<String> timeline() {
        assertThat(decide()).isInstanceOf(Failed.class);
        return ((Failed) decide()).timeline();
    }

    @Test
    void theArticlesPairComesUp() {
        assertThat(decide())
                .isEqualTo(new Up(
                        new Outcome.Agreement("AES_CBC_256", "SHA256", "SHA256", 2, "AES_CBC_256", "SHA256", 0, false),
                        true,
                        true,
                        true,
                        true));
    }

    @Test
    void automaticTakesWhateverTheRouterFixed() {
        cato.ike = Peers.AUTOMATIC;
        router.configured = Peers.transforms("AES_CBC_128", "SHA1", 14);
        assertThat(decide()).isInstanceOfSatisfying(Up.class, up -> {
            assertThat(up.agreement().encryption()).isEqualTo("AES_CBC_128");
            assertThat(up.agreement().dhGroup()).isEqualTo(14);
        });
    }

    @ParameterizedTest
    @CsvSource({"wrongPsk", "wrongLocalName", "localNameWithoutType", "wrongRemoteName"})
    void aWrongKeyOrNameIsAnAuthPayloadThatDoesNotMatch(String what) {
        switch (what) {
            case "wrongPsk" -> router.psk = "somethingElse";
            case "wrongLocalName" -> router.own = new IkeIdentity("ipv4", "198.51.100.21");
            case "localNameWithoutType" -> router.own = new IkeIdentity("key-id", Peers.COME_FROM);
            default -> router.expected = new IkeIdentity("ipv4", "203.0.113.11");
        }
        assertThat(timeline())
                .containsExactly(
                        "Auth payload doesn't match the calculated one - wrong psk?",
                        "Auth payload doesn't match dropping this sa");
    }

    @Test
    void withoutProposalLimitationTheKeyExchangeMayBeForAnotherGroupThanTheOneSelected() {
        cato.ike = with(Peers.AUTOMATIC, "group", "14");
        router.configured = with(Peers.ARTICLE, "group", "5");
        router.limited = false;
        assertThat(timeline())
                .containsExactly(
                        "DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE"
                                + " payload: 5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "group|5|14|DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048"
                        + " (14) in peer's proposal 1",
                "encryption|AES_CBC_256|AES_CBC_128|Encryption algorithm length AES_256 (256) in our proposal does not"
                        + " match encryption algorithm length AES_128 (128) in peer's proposal 1",
                "encryption|AES_GCM_16_256|AES_CBC_256|Encryption algorithm AES_GCM_16 (20) in our proposal does not"
                        + " match encryption algorithm AES_CBC (12) in peer's proposal 1",
                "prf|SHA256|SHA1|PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm"
                        + " HMAC_SHA1 (2) in peer's proposal 1",
                "integrity|SHA256|SHA1|Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match"
                        + " integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1",
            })
    void aDifferenceInTheFirstMessageIsNamed(String what, String atCato, String atRouter, String message) {
        cato.ike = with(cato.ike, what, atCato);
        router.configured = with(router.configured, what, atRouter);
        assertThat(timeline()).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encryption|AES_CBC_256|AES_CBC_128|Encryption algorithm length AES_256 (256)",
                "integrity|SHA512|SHA256|Integrity algorithm HMAC_SHA2_512_256 (14)"
            })
    void aDifferenceInTheChildSaIsNamedToo(String what, String atCato, String atRouter, String begin) {
        cato.child = with(cato.child, what, atCato);
        router.configuredChild = with(router.configuredChild, what, atRouter);
        assertThat(timeline()).singleElement().asString().startsWith(begin);
    }

    @Test
    void aRouterThatAnswersNobodyStartsAllTheSame() {
        router.answers = false;
        assertThat(decide()).isInstanceOf(Up.class);
    }

    @Test
    void theSameSentencesStandThereWhenCatoStarts() {
        router.initiates = false;
        cato.ike = with(cato.ike, "prf", "SHA512");
        assertThat(timeline()).singleElement().asString().startsWith("PRF algorithm HMAC_SHA2_512 (7) in our proposal");
    }

    @Test
    void aRouterThatAnswersUnlimitedTakesTheStrongestWhateverItsLinesSay() {
        router.initiates = false;
        router.limited = false;
        router.configured = Peers.transforms("AES_CBC_128", "SHA1", 2);
        assertThat(decide()).isInstanceOfSatisfying(Up.class, up -> {
            assertThat(up.agreement().encryption()).isEqualTo("AES_CBC_256");
            assertThat(up.agreement().integrity()).isEqualTo("SHA256");
        });
    }

    @Test
    void anAutomaticGroupFailsWhenCatoStartsBecauseItsFirstGuessIsBeyondTheRouter() {
        router.initiates = false;
        cato.ike = Peers.AUTOMATIC;
        assertThat(decide()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.timeline())
                    .singleElement()
                    .asString()
                    .startsWith("DH group GROUP_21_ECP521 (21) in our proposal");
            assertThat(failed.routerLog()).anyMatch(line -> line.contains("cannot accept KE payload"));
        });
    }

    static Stream<Arguments> nothingArrives() {
        return Stream.of(
                arguments("the PoP is down", c -> c.popUp = false, r -> {}),
                arguments("the tunnel is not enabled", c -> {}, r -> r.enabled = false),
                arguments("the router speaks IKEv1", c -> {}, r -> r.version = 1),
                arguments("the WAN is down", c -> {}, r -> r.publicAddress = null),
                arguments("the local address is nobody's", c -> {}, r -> r.source = null),
                arguments("no key is set", c -> {}, r -> r.psk = null),
                arguments("no local name", c -> {}, r -> r.own = null),
                arguments("no remote name", c -> {}, r -> r.expected = null),
                arguments("another way to authenticate", c -> {}, r -> r.hindrance = "EAP"),
                arguments("a router that answers nobody and may not start", c -> {}, r -> {
                    r.initiates = false;
                    r.answers = false;
                }),
                arguments("a router that answers nobody and goes elsewhere", c -> {}, r -> {
                    r.remote = "203.0.113.99";
                    r.answers = false;
                }),
                arguments(
                        "auto refresh is off and Cato only answers",
                        c -> c.initiates = false,
                        r -> r.initiates = false));
    }

    private static Arguments arguments(String name, Consumer<CatoBuilder> cato, Consumer<RouterBuilder> router) {
        return Arguments.of(name, cato, router);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void nothingArrives(String name, Consumer<CatoBuilder> atCato, Consumer<RouterBuilder> atRouter) {
        atCato.accept(cato);
        atRouter.accept(router);
        assertThat(decide()).isInstanceOf(Silent.class);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void aFilterOrAMissingRouteForUdp500LeavesNoTimeline(boolean out, boolean in) {
        assertThat(decide(new WirePath(out, in, true, true, true, true))).isInstanceOf(Silent.class);
    }

    @Test
    void aFilterForEspLetsTheSasComeUpAndNothingThrough() {
        assertThat(decide(new WirePath(true, true, true, true, true, false))).isInstanceOfSatisfying(Up.class, up -> {
            assertThat(up.toRouter()).isFalse();
            assertThat(up.toCato()).isTrue();
        });
    }

    @Test
    void behindNatThePacketsGoThroughUdp4500() {
        router.source = "192.168.100.1";
        router.natTraversal = true;
        assertThat(decide(new WirePath(true, true, true, true, false, false))).isInstanceOfSatisfying(Up.class, up -> {
            assertThat(up.agreement().natDetected()).isTrue();
            assertThat(up.toRouter()).isTrue();
        });
        assertThat(decide(new WirePath(true, true, true, false, true, true))).isInstanceOf(Silent.class);
    }

    @Test
    void differentGroupsForPfsShowOnlyWhenTheChildSaIsRenewed() {
        cato.child = with(cato.child, "group", "14");
        assertThat(decide())
                .isInstanceOfSatisfying(Up.class, up -> assertThat(up.rekeys()).isFalse());
        router.rfcRekey = false;
        assertThat(decide())
                .isInstanceOfSatisfying(Up.class, up -> assertThat(up.rekeys()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"0, true, true", "2, true, true", "14, true, false", "14, false, true", "16, false, false"})
    void aRenewalThatCatoBeginsHasCatosGroupForPfsOrNone(String group, boolean limited, boolean works) {
        cato.child = with(cato.child, "group", group);
        router.limited = limited;
        assertThat(decide())
                .isInstanceOfSatisfying(
                        Up.class, up -> assertThat(up.rekeysByCato()).isEqualTo(works));
    }

    @Test
    void pfsOfTheSameGroupIsAgreed() {
        cato.child = with(cato.child, "group", "2");
        router.configuredChild = new Transforms(
                router.configuredChild.encryption(),
                router.configuredChild.prf(),
                router.configuredChild.integrity(),
                Peers.ordered(2));
        assertThat(decide())
                .isInstanceOfSatisfying(
                        Up.class, up -> assertThat(up.agreement().pfsGroup()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.20, 203.0.113.10, true",
        "198.51.100.99, 203.0.113.10, false",
        "198.51.100.20, 203.0.113.99, false"
    })
    void theyMeetWhenEachGoesWhereTheOtherIs(String knownToCato, String remoteAtRouter, boolean meet) {
        cato.siteAddress = knownToCato;
        cato.initiates = false;
        cato.expected = new IkeIdentity("ipv4", knownToCato);
        router.remote = remoteAtRouter;
        assertThat(Wire.meet(cato.build(), router.build())).isEqualTo(meet);
    }

    /** It is refused as with a wrong key, but Cato can't tell whose timeline that belongs into. */
    @ParameterizedTest
    @CsvSource({
        "fqdn, site-1.example.com, site-2.example.com",
        "email, site@example.com, other@example.com",
        "key-id, site-1, site-2"
    })
    void aNameThatNoTunnelHasIsRefusedAndLeavesNoTimeline(String type, String atCato, String atRouter) {
        toldByName(type, atCato);
        router.own = new IkeIdentity(type, atRouter);
        assertThat(Wire.meet(cato.build(), router.build())).isFalse();
        assertThat(Wire.meetAsStrangers(cato.build(), router.build())).isTrue();
        assertThat(decide())
                .isEqualTo(new Failed(
                        List.of(),
                        List.of("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED"),
                        "TUNNEL_CREATION_FAILURE"));
    }

    @Test
    void whatDiffersBeforeTheNameIsToldFailsFirst() {
        toldByName("fqdn", "site-1.example.com");
        router.own = new IkeIdentity("fqdn", "site-2.example.com");
        cato.ike = with(cato.ike, "prf", "SHA512");
        assertThat(decide())
                .isEqualTo(new Failed(
                        List.of(), List.of("[IKE2] receive notify NO_PROPOSAL_CHOSEN"), "NO_PEER_PROPOSAL_SELECTED"));
    }

    @Test
    void aWrongKeyWithTheRightNameIsInItsTunnelsTimeline() {
        toldByName("fqdn", "site-1.example.com");
        router.own = new IkeIdentity("fqdn", "site-1.example.com");
        router.psk = "somethingElse";
        assertThat(timeline()).contains(Wire.WRONG_PSK);
    }

    @Test
    void aRouterForWhoeverComesRefusesCatoByItsName() {
        router.remote = null;
        router.initiates = false;
        router.expected = new IkeIdentity("key-id", Peers.GO_TO);
        assertThat(Wire.meet(cato.build(), router.build())).isFalse();
        assertThat(Wire.meetAsStrangers(cato.build(), router.build())).isTrue();
        assertThat(timeline()).contains(Wire.WRONG_PSK);
        cato.initiates = false;
        assertThat(Wire.meetAsStrangers(cato.build(), router.build())).isFalse();
    }

    private void toldByName(String type, String value) {
        cato.initiates = false;
        cato.siteAddress = null;
        cato.expected = new IkeIdentity(type, value);
    }

    @Test
    void aFirewallOfUnknownAddressIsToldByItsName() {
        cato.initiates = false;
        cato.siteAddress = null;
        cato.expected = new IkeIdentity("fqdn", "site-1.example.com");
        router.own = new IkeIdentity("fqdn", "site-1.example.com");
        assertThat(Wire.meet(cato.build(), router.build())).isTrue();
        router.own = new IkeIdentity("fqdn", "site-2.example.com");
        assertThat(Wire.meet(cato.build(), router.build())).isFalse();
    }
}
