package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.cato;
import static dev.ipsecsites.diagnosis.Evidence.configured;
import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.log;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static dev.ipsecsites.diagnosis.Evidence.state;
import static dev.ipsecsites.diagnosis.Evidence.timeline;
import static dev.ipsecsites.diagnosis.Evidence.told;
import static dev.ipsecsites.diagnosis.Evidence.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.diagnosis.Check.Result;
import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause: with evidence for it, against it, and with evidence that leaves it open. Without any it is never named. */
class CausesTest {
    private static final String PSK = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final String KE =
            "DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload: 5]";
    private static final String DH =
            "DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_5_MODP1536 (5) in peer's"
                    + " proposal 1";
    private static final String LENGTH =
            "Encryption algorithm length AES_256 (256) in our proposal does not match encryption algorithm length"
                    + " AES_128 (128) in peer's proposal 1";
    private static final String GCM =
            "Encryption algorithm AES_GCM_16 (20) in our proposal does not match encryption algorithm AES_CBC (12) in"
                    + " peer's proposal 1";
    private static final String PRF =
            "PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in peer's"
                    + " proposal 1";
    private static final String INTEGRITY =
            "Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm"
                    + " HMAC_SHA1_96 (2) in peer's proposal 1";
    private static final Dh GROUP_14 = new Dh.Group(DhGroup.MODP_2048);
    private static final Dh NONE = new Dh.None();

    private static TunnelEvidence said(TunnelEvidence tunnel, Message... messages) {
        return tunnel.withMessages(List.of(messages));
    }

    private static TunnelEvidence only(Message... messages) {
        return said(TunnelEvidence.of("PRIMARY1"), messages);
    }

    private static Check failed(Step step) {
        return new Check(step, Result.FAILED, "said so");
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                arguments("DHGroupMismatch Likely", only(timeline(DH))),
                arguments("DHGroupMismatch Likely", only(timeline(KE))),
                arguments(
                        "DHGroupMismatch Certain Router",
                        said(down().withRouter(router("modp2048", "modp1536")), timeline(DH))),
                arguments(
                        "DHGroupMismatch Certain Router",
                        said(
                                down().withRouter(router(
                                        "group 1 modp2048\n  ipsec ike hash 1 sha256",
                                        "group 1 modp1536\n  ipsec ike hash 1 sha256")),
                                timeline(KE))),
                arguments("DHGroupMismatch Possible", said(down(), timeline(DH))),
                arguments("DHGroupMismatch Likely Router", down().withRouter(router("modp2048", "modp1536"))),
                arguments("DHGroupMismatch Likely", only(log("[IKE2] receive notify INVALID_KE_PAYLOAD data:000e"))),
                arguments("EncryptionMismatch Likely", only(timeline(LENGTH))),
                arguments(
                        "EncryptionMismatch Certain Router",
                        said(
                                down().withRouter(router("encryption 1 aes256-cbc", "encryption 1 aes-cbc")),
                                timeline(LENGTH))),
                arguments(
                        "EncryptionMismatch Certain Router",
                        said(down().withRouter(router("esp aes256-cbc", "esp aes-cbc")), timeline(LENGTH))),
                arguments("EncryptionMismatch Possible", said(down(), timeline(LENGTH))),
                arguments(
                        "EncryptionMismatch Certain Cato",
                        said(
                                down().withCato(cato().withTold(told(GROUP_14, Encryption.AES_GCM_256, null, NONE))),
                                timeline(GCM))),
                arguments("PRFMismatch Likely", only(timeline(PRF))),
                arguments(
                        "PRFMismatch Certain Router",
                        said(down().withRouter(router("hash 1 sha256", "hash 1 sha")), timeline(PRF))),
                arguments("PRFMismatch Possible", said(down(), timeline(PRF))),
                arguments("IntegrityMismatch Likely", only(timeline(INTEGRITY))),
                arguments(
                        "IntegrityMismatch Certain Router",
                        said(down().withRouter(router("sha256-hmac", "sha-hmac")), timeline(INTEGRITY))),
                arguments("IntegrityMismatch Possible", said(down(), timeline(INTEGRITY))),
                arguments(
                        "ProposalNotLimited Likely Router",
                        said(
                                down().withRouter(router("  ipsec ike proposal-limitation 1 on\n", "")),
                                timeline(INTEGRITY))),
                arguments(
                        "ProposalNotLimited Possible Router",
                        down().withRouter(router("  ipsec ike proposal-limitation 1 on\n", ""))),
                arguments(
                        "PRFMismatch Certain Cato",
                        said(
                                down().withCato(cato().withTold(told(GROUP_14, null, Hash.SHA2_512, NONE))),
                                timeline(PRF.replace("SHA2_256 (5)", "SHA2_512 (7)")
                                        .replace("SHA1 (2)", "SHA2_256 (5)")))));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void algorithmsThatDiffer(String expected, TunnelEvidence tunnel) {
        assertThat(Evidence.words(diagnose(tunnel).getFirst())).isEqualTo(expected);
    }

    static Stream<Arguments> negotiation() {
        return Stream.of(
                arguments("AuthenticationMismatch Likely", only(timeline(PSK))),
                arguments("AuthenticationMismatch Likely", said(down(), timeline(PSK))),
                arguments(
                        "AuthenticationMismatch Certain Router",
                        said(down().withRouter(router("20 ipv4-addr", "20")), timeline(PSK))),
                arguments(
                        "AuthenticationMismatch Likely Router",
                        said(down().withRouter(router("10 ipv4-addr", "11 ipv4-addr")), timeline(PSK))),
                arguments(
                        "AuthenticationMismatch Likely Router",
                        down().withRouter(router("  ipsec ike pre-shared-key 1 text abc\n", ""))),
                arguments("AuthenticationMismatch Possible Router", down().withRouter(router("20 ipv4-addr", "20"))),
                arguments("NoProposalChosen Likely", only(log("[IKE2] receive notify NO_PROPOSAL_CHOSEN"))),
                arguments(
                        "NoProposalChosen Likely",
                        only(timeline("Closed: IKEV2_CONN_CLOSE_REASON__NO_PEER_PROPOSAL_SELECTED"))),
                arguments("NoProposalChosen Possible", only(timeline("IKEV2_CONN_CLOSE_REASON__CONFIG_MISMATCH"))),
                arguments(
                        "NoProposalChosen Likely",
                        down().withCato(cato().withState(
                                        Evidence.NOW, false, "IKEV2_CONN_CLOSE_REASON__NO_PEER_PROPOSAL_SELECTED"))),
                arguments(
                        "AuthenticationMismatch Likely",
                        said(
                                down().withRouter(router().withConfigured(Evidence.configured(
                                                "local name 1 198.51.100.20 ipv4-addr",
                                                "local name 1 osaka.example.jp fqdn")))
                                        .withCato(cato().withTold(Evidence.byName())),
                                timeline(PSK))),
                arguments(
                        "TrafficSelectorMismatch Likely",
                        said(down(), timeline("IKE_AUTH failed with TS_UNACCEPTABLE"))),
                arguments(
                        "TrafficSelectorMismatch Certain Cato",
                        said(
                                down().withCato(cato().withTold(told(GROUP_14, null, null, NONE, "10.0.0.0/8"))),
                                timeline("TS_UNACCEPTABLE"))),
                arguments(
                        "NoAnswerAfterInvalidKE Likely Cato",
                        only(
                                log("GW:*/SA:4/INIT cannot accept KE payload"),
                                log("INVALID_KE_PAYLOAD data:000e"),
                                log("SA:4/IKE established"))),
                arguments(
                        "NoAnswerAfterInvalidKE Certain Cato",
                        said(
                                down().withCato(cato().withTold(told(new Dh.Automatic(), null, null, NONE))),
                                log("GW:*/SA:4/INIT cannot accept KE payload"),
                                log("SA:4/INIT answer with responder SPI zero"))),
                arguments(
                        "NoAnswerAfterInvalidKE Possible Cato",
                        said(down(), log("[IKE2] INVALID_KE_PAYLOAD data:000e"))));
    }

    @ParameterizedTest
    @MethodSource("negotiation")
    void negotiationsThatFail(String expected, TunnelEvidence tunnel) {
        assertThat(Evidence.words(diagnose(tunnel).getFirst())).isEqualTo(expected);
    }

    static Stream<Arguments> paths() {
        LinkState noSession = new LinkState("WAN1", "pp1", false, null, null, null);
        LinkState noLease = new LinkState("WAN1", "lan2", false, null, "DHCP", null);
        LinkState moved = new LinkState("WAN1", "pp1", true, "198.51.100.77", null, null);
        LinkState hidden = new LinkState("WAN1", "lan2", true, "192.168.1.2", null, null);
        String toTunnel = "default - TUNNEL[1] static\n";
        return Stream.of(
                arguments("NothingArrives Likely Path", only(Message.timeline(null, "File not found"))),
                arguments("NothingArrives Likely Path", down().withCato(cato().withNoTimeline(true))),
                arguments(
                        "NothingArrives Certain Router",
                        down().withRouter(router("remote address 1 203.0.113.10", "remote address 1 203.0.113.99"))
                                .withCato(cato().withNoTimeline(true))),
                arguments(
                        "NothingArrives Likely Path",
                        down().withRouter(router().withChecks(List.of(failed(Step.POP_REACHABLE))))),
                arguments("PPPoEDown Certain Path", down().withRouter(router().withLink(noSession))),
                arguments("LinkDown Likely Router", down().withRouter(router().withLink(noLease))),
                arguments(
                        "PPPoEDown Likely Path",
                        only(
                                log("PPPOE[01] PPPoE Connect"),
                                log("PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]"))),
                arguments(
                        "Unknown Possible",
                        only(
                                log("PPPOE[01] Disconnected, cause [PPPoE: PADI Timeout]"),
                                log("PPPOE[01] PPPoE Connect"))),
                arguments(
                        "FilterInTheWay Certain Router",
                        down().withRouter(router("udp * 500", "udp * 501")).withCato(cato().withNoTimeline(true))),
                arguments("FilterInTheWay Likely Router", down().withRouter(router("udp * 500", "udp * 501"))),
                arguments(
                        "FilterInTheWay Possible Router",
                        said(down().withRouter(router("udp * 500", "udp * 501")), timeline(PSK))),
                arguments(
                        "FilterInTheWay Certain Router",
                        said(
                                down().withRouter(router("udp * 500", "udp * 501")),
                                log("PP[01] Rejected at IN(default) filter: UDP 203.0.113.10:500 >"
                                        + " 198.51.100.20:500"))),
                arguments(
                        "FilterInTheWay Likely Router",
                        only(log("LAN2 Rejected at OUT(default) filter: ESP 198.51.100.20 > 203.0.113.10"))),
                arguments(
                        "Unknown Possible",
                        only(log(
                                "PP[01] Rejected at IN(default) filter: UDP 198.51.100.50:5060 > 198.51.100.20:5060"))),
                arguments(
                        "RouteMissing Certain Router",
                        down().withRouter(router().withConfigured(configured("", "", toTunnel, Evidence.WAN)))
                                .withCato(cato().withNoTimeline(true))),
                arguments(
                        "RouteMissing Likely Router",
                        down().withRouter(router().withChecks(List.of(failed(Step.ROUTE_TO_POP))))),
                arguments("WANAddressMismatch Likely Router", down().withRouter(router().withLink(moved))),
                arguments(
                        "WANAddressMismatch Certain Cato",
                        down().withCato(cato().withAddresses(Evidence.POP, "198.51.100.99", null))),
                arguments(
                        "NATInBetween Likely Path",
                        down().withRouter(router().withLink(hidden)
                                .withConfigured(configured(
                                        "local address 1 198.51.100.20",
                                        "local address 1 192.168.1.2",
                                        Evidence.ROUTES,
                                        hidden)))),
                arguments("TunnelDisabled Certain Router", down().withRouter(router(" tunnel enable 1\n", ""))),
                arguments("TunnelDisabled Likely Router", said(down(), log("[IKE2] GW:1 tunnel disabled"))),
                arguments("PoPDown Likely Cato", down().withCato(cato().withPop("Tokyo", true))));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nothingGetsThrough(String expected, TunnelEvidence tunnel) {
        List<String> found = diagnose(tunnel).stream().map(Evidence::words).toList();
        boolean open = expected.contains("Possible") && !expected.startsWith("Unknown");
        assertThat(open ? found : found.subList(0, 1)).contains(expected);
    }

    static Stream<Arguments> later() {
        String pfs = "CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN, the Diffie-Hellman groups for PFS differ";
        RouterHalf withPfs = up().router() == null
                ? router()
                : router("ipsec ike version 1 2", "ipsec ike version 1 2\n  ipsec ike pfs 1 on")
                        .withState(Evidence.NOW, state(Phase.UP, 500, 600));
        return Stream.of(
                arguments("ChildSAGroupMismatch Likely", only(timeline(pfs))),
                arguments("ChildSAGroupMismatch Likely Cato", said(up(), timeline(pfs))),
                arguments("ChildSAGroupMismatch Certain Router", said(up().withRouter(withPfs), timeline(pfs))),
                arguments("ChildSAGroupMismatch Likely Router", up().withRouter(withPfs)),
                arguments(
                        "OneWayTraffic Likely Path",
                        up().withRouter(router().withState(Evidence.NOW, state(Phase.UP, 0, 74)))),
                arguments(
                        "FilterInTheWay Certain Router",
                        up().withRouter(router("20 esp", "21 esp").withState(Evidence.NOW, state(Phase.UP, 0, 74)))),
                arguments(
                        "MTUTooLarge Possible Router",
                        up().withRouter(router("tcp mss limit auto", "mtu 1500\n ip tunnel tcp mss limit off")
                                .withState(Evidence.NOW, state(Phase.UP, 500, 600)))),
                arguments(
                        "RouteMissing Likely Router",
                        up().withRouter(router().withState(Evidence.NOW, state(Phase.UP, 500, 600))
                                .withRouteIntoTunnel(false))),
                arguments(
                        "LifetimeMismatch Possible Router",
                        up().withRouter(router("ike-sa 1 19800", "ike-sa 1 28800")
                                .withState(Evidence.NOW, state(Phase.UP, 500, 600)))),
                arguments("Flapping Certain", up().withFlaps(5, Duration.ofHours(1))),
                arguments(
                        "ClockWrong Likely Router",
                        up().withRouter(router().withState(Evidence.NOW, state(Phase.UP, 500, 600))
                                .withClockOffset(Duration.ofDays(-7000)))),
                arguments("DuplicateAddress Likely Manifest", down().withConflicts(List.of("site kyoto"), null)),
                arguments("TunnelNumberClash Certain Manifest", down().withConflicts(List.of(), "network/vpn-hq")));
    }

    @ParameterizedTest
    @MethodSource("later")
    void whatShowsOnATunnelThatIsUp(String expected, TunnelEvidence tunnel) {
        assertThat(Evidence.words(diagnose(tunnel).getFirst())).isEqualTo(expected);
    }

    @Test
    void aRefusalThatNamesTheLicenceIsOfTheWholeSite() {
        var site = SiteEvidence.of("osaka", Evidence.NOW, List.of(up()))
                .withRefusals(List.of("allocateIp: the license of account 12345 allows 3 allocated IPs"));
        var found = Engine.diagnose(site);
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(Evidence.words(d)).isEqualTo("LicenceLimit Certain Cato");
            assertThat(d.tunnel()).isNull();
        });
    }

    @Test
    void nothingIsSaidOfATunnelThatWorks() {
        assertThat(diagnose(up())).isEmpty();
    }

    @Test
    void withoutEvidenceItIsUnknownWithWhatToLookAtNext() {
        assertThat(diagnose(TunnelEvidence.of("PRIMARY1"))).singleElement().satisfies(d -> {
            assertThat(d.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(d.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(d.repairable()).isFalse();
            assertThat(d.next()).hasSizeGreaterThanOrEqualTo(3);
        });
        assertThat(diagnose(down()))
                .singleElement()
                .satisfies(d -> assertThat(d.cause()).isEqualTo(Cause.UNKNOWN));
    }

    @Test
    void thatCatoCallsTheSiteDegradedIsEvidence() {
        var degraded = cato().withSite("connected", "active", true);
        String said = "Cato says that the site is degraded: not all of its tunnels are connected.";
        assertThat(diagnose(down().withCato(degraded)).getFirst().evidence()).contains(said);
        var old = degraded.withState(Evidence.NOW.minus(Duration.ofHours(1)), false, null);
        assertThat(diagnose(down().withCato(old)).getFirst().evidence()).doesNotContain(said);
    }

    @Test
    void endsThatDisagreeAreNamed() {
        var oneSided = up().withCato(cato());
        assertThat(diagnose(oneSided)).singleElement().satisfies(d -> {
            assertThat(d.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(d.summary()).contains("disagree");
            assertThat(d.evidence())
                    .contains("The router says that the tunnel is up.", "Cato says that the tunnel is disconnected.");
        });
    }

    @Test
    void remediesNameTheValuesThatHaveToBeTyped() {
        var found = diagnose(said(down().withRouter(router("modp2048", "modp1536")), timeline(DH)))
                .getFirst();
        assertThat(found.remedy()).contains("`ipsec ike group 1 modp2048`").contains("proposal-limitation 1 on");
        assertThat(found.difference()).isEqualTo(new Difference(Difference.Parameter.DH_GROUP, "14", "5"));
        assertThat(found.evidence()).anyMatch(line -> line.contains("Cato was told 14, the router has 5"));
        assertThat(found.next()).isEmpty();
    }

    @Test
    void aGroupThatNoYamahaHasIsChangedAtCato() {
        var found = diagnose(only(timeline(DH.replace("GROUP_14_MODP2048 (14)", "GROUP_21_ECP521 (21)"))))
                .getFirst();
        assertThat(found.remedy()).contains("No Yamaha RTX has group 21").doesNotContain("unknown`");
    }

    @Test
    void whatTwoRulesFindIsSaidOnceWithAllEvidence() {
        var both = said(
                down().withRouter(router("modp2048", "modp1536")),
                log("[IKE2] GW:1 receive notify INVALID_KE_PAYLOAD data:000e"));
        assertThat(diagnose(both))
                .filteredOn(d -> d.cause() == Cause.DH_GROUP_MISMATCH)
                .singleElement()
                .satisfies(d -> assertThat(d.evidence())
                        .anyMatch(line -> line.contains("Cato was told 14, the router has 5"))
                        .anyMatch(line -> line.contains("INVALID_KE_PAYLOAD")));
    }

    @Test
    void ambiguityIsSaid() {
        assertThat(diagnose(only(timeline(INTEGRITY))).stream().map(Evidence::words))
                .containsExactly("IntegrityMismatch Likely", "ProposalNotLimited Possible Router");
    }

    @Test
    void aCloseReasonThatWasCutShortIsNoNumber() {
        assertThat(diagnose(only(timeline("connection closed, IKEV2_CONN_CLOSE_REASON__T"))))
                .isNotEmpty();
    }

    /** The article's 直近のエラー: what was wrong a day ago may have been put right since. */
    @Test
    void ofTwoThatAreEquallySureTheLatestErrorComesFirst() {
        Message key = Message.timeline(Evidence.NOW.minus(Duration.ofDays(1)), PSK);
        Message group = Message.timeline(Evidence.NOW.minus(Duration.ofHours(1)), DH);
        assertThat(diagnose(only(key, group)))
                .extracting(Diagnosis::cause)
                .startsWith(Cause.DH_GROUP_MISMATCH, Cause.AUTHENTICATION_MISMATCH);
        Message keyOfToday = Message.timeline(Evidence.NOW.minus(Duration.ofMinutes(30)), PSK);
        assertThat(diagnose(only(key, group, keyOfToday, timeline(DH))))
                .extracting(Diagnosis::cause)
                .startsWith(Cause.DH_GROUP_MISMATCH, Cause.AUTHENTICATION_MISMATCH);
    }

    /** Which of them was written last says nothing: the next attempt writes them all again. */
    @Test
    void errorsOfOneAttemptAreEquallyLate() {
        Message prf = Message.timeline(Evidence.NOW.minusSeconds(70), PRF);
        assertThat(diagnose(only(prf, timeline(INTEGRITY))))
                .extracting(Diagnosis::cause)
                .startsWith(Cause.PRF_MISMATCH, Cause.INTEGRITY_MISMATCH);
    }
}
