package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.cato;
import static dev.ipsecsites.diagnosis.Evidence.configured;
import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.log;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static dev.ipsecsites.diagnosis.Evidence.state;
import static dev.ipsecsites.diagnosis.Evidence.timeline;
import static dev.ipsecsites.diagnosis.Evidence.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration lacks or switches off outside a tunnel's own parameters, and the version that it speaks. */
class SwitchedOffTest {
    private static final String VERSION = "  ipsec ike version 1 2\n";
    private static final String PPPOE = "pp select 1\n pppoe use lan2\n";
    private static final LinkState NO_STATE = new LinkState("WAN1", "pp1", false, null, null, null);

    private static RouterHalf bare(String line, String replacement) {
        return RouterHalf.NOTHING.withConfigured(configured(line, replacement));
    }

    private static TunnelEvidence noTimeline(RouterHalf half) {
        return TunnelEvidence.of("1").withRouter(half).withCato(CatoHalf.NOTHING.withNoTimeline(true));
    }

    private static Diagnosis first(TunnelEvidence tunnel) {
        return diagnose(tunnel).getFirst();
    }

    // ---------------------------------------------------------------- switches

    @Test
    void ipsecIsOff() {
        Diagnosis found = first(noTimeline(bare("ipsec auto refresh on", "ipsec auto refresh on\nipsec use off")));
        assertThat(Evidence.words(found)).isEqualTo("TunnelDisabled Certain Router");
        assertThat(found.remedy()).contains("`ipsec use on`");
    }

    @Test
    void ipsecIsOffSaysNothingOfAnExchangeThatWasThere() {
        var tunnel = noTimeline(bare("ipsec auto refresh on", "ipsec auto refresh on\nipsec use off"))
                .withMessages(List.of(timeline("Auth payload doesn't match the calculated one - wrong psk?")));
        assertThat(diagnose(tunnel).stream().map(Evidence::words)).contains("TunnelDisabled Likely Router");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " pp disable 1\n", " pp enable 2\n", " pp enable 2-4\n"})
    void theSessionIsNotEnabled(String instead) {
        var tunnel = noTimeline(RouterHalf.NOTHING.withConfigured(
                configured("pp select 1\n ip pp secure filter in 1 2\n pp enable 1\n", PPPOE + instead)));
        assertThat(diagnose(tunnel)).singleElement().satisfies(found -> {
            assertThat(Evidence.words(found)).isEqualTo("PPPoEDown Certain Router");
            assertThat(found.remedy()).contains("`pp enable 1`");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {" pp enable 1\n", " pp enable 1 2\n", " pp enable all\n", " pp enable 1-3\n"})
    void aSessionThatIsEnabledIsNotNamed(String line) {
        var tunnel = noTimeline(RouterHalf.NOTHING.withConfigured(
                configured("pp select 1\n ip pp secure filter in 1 2\n pp enable 1\n", PPPOE + line)));
        assertThat(diagnose(tunnel)).noneMatch(found -> found.cause() == Cause.PPPOE_DOWN);
    }

    @Test
    void aSessionThatStandsIsEnabledWhateverTheConfigurationSays() {
        var half = RouterHalf.NOTHING
                .withLink(Evidence.WAN)
                .withConfigured(configured("pp select 1\n ip pp secure filter in 1 2\n pp enable 1\n", PPPOE));
        assertThat(diagnose(noTimeline(half))).noneMatch(found -> found.cause() == Cause.PPPOE_DOWN);
    }

    @Test
    void aTunnelIsBoundToAPolicyThatIsNotThere() {
        Diagnosis none = first(noTimeline(bare("  ipsec sa policy 1 1 esp aes256-cbc sha256-hmac\n", "")));
        assertThat(Evidence.words(none)).isEqualTo("TunnelDisabled Certain Router");
        assertThat(none.remedy()).contains("`ipsec sa policy 1 1 esp aes256-cbc sha256-hmac`");
        Diagnosis other = first(noTimeline(bare(" ipsec tunnel 1\n", " ipsec tunnel 101\n")));
        assertThat(Evidence.words(other)).isEqualTo("TunnelDisabled Certain Router");
        assertThat(other.remedy()).contains("`tunnel select 1`").contains("`ipsec tunnel 1`");
        assertThat(other.evidence()).anyMatch(line -> line.contains("no `ipsec sa policy 101`"));
    }

    @Test
    void linesOfATemplateDoNotShow() {
        var half = bare(
                "  ipsec sa policy 1 1 esp aes256-cbc sha256-hmac\n",
                " tunnel enable 1\ntunnel select 5\n tunnel template 1\ntunnel select 1\n");
        assertThat(diagnose(noTimeline(half))).noneMatch(found -> found.cause() == Cause.TUNNEL_DISABLED);
    }

    @Test
    void aTunnelThatIsUpOrAConfigurationThatIsCutSaysNothing() {
        var off = configured("ipsec auto refresh on", "ipsec auto refresh on\nipsec use off");
        var works = up().withRouter(router().withState(Evidence.NOW, state(Phase.UP, 500, 600))
                .withConfigured(off));
        assertThat(diagnose(works)).isEmpty();
        assertThat(diagnose(noTimeline(RouterHalf.NOTHING.withCutConfiguration(off))))
                .noneMatch(found -> found.cause() == Cause.TUNNEL_DISABLED);
    }

    @Test
    void theSiteIsDisabledAtCato() {
        var off = down().withCato(cato().withSite("disconnected", "disabled", false));
        assertThat(diagnose(off)).singleElement().satisfies(found -> {
            assertThat(Evidence.words(found)).isEqualTo("TunnelDisabled Certain Cato");
            assertThat(found.remedy()).startsWith("Enable the site in the console");
            assertThat(found.repairable()).isFalse();
        });
        // The router hasn't noticed yet.
        assertThat(Evidence.words(first(off.withRouter(router().withState(Evidence.NOW, state(Phase.UP, 500, 600))))))
                .isEqualTo("TunnelDisabled Certain Cato");
    }

    @ParameterizedTest
    @CsvSource({
        // Cato's word, minutes ago, connected
        "active,   0,  false",
        "locked,   0,  false",
        "disabled, 30, false",
        "disabled, 0,  true"
    })
    void aSiteThatMayNotBeDisabledIsNotCalledSo(String operational, int minutesAgo, boolean connected) {
        var half = cato().withSite(connected ? "connected" : "disconnected", operational, false)
                .withState(Evidence.NOW.minus(Duration.ofMinutes(minutesAgo)), connected, null);
        assertThat(diagnose(down().withCato(half))).noneMatch(found -> found.cause() == Cause.TUNNEL_DISABLED);
        assertThat(diagnose(down().withCato(cato().withSite("disconnected", "disabled", false)
                        .withState(null, false, null))))
                .noneMatch(found -> found.cause() == Cause.TUNNEL_DISABLED);
    }

    // ---------------------------------------------------------------- routes

    @Test
    void aSessionBringsNoRouteAlong() {
        String before = """
            ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
            ip route 203.0.113.10 gateway pp 1
            pp select 1
            """;
        var nowhere = configured(before, "ip route 10.0.0.0/8 gateway tunnel 1\n" + PPPOE, "", NO_STATE);
        Diagnosis found = first(noTimeline(RouterHalf.NOTHING.withConfigured(nowhere)));
        assertThat(Evidence.words(found)).isEqualTo("RouteMissing Certain Router");
        assertThat(found.remedy()).contains("`ip route 203.0.113.10 gateway pp 1`");
        for (String route : List.of("ip route default gateway pp 1\n", "bgp use on\n")) {
            var somewhere = configured(before, route + PPPOE, "", NO_STATE);
            assertThat(diagnose(noTimeline(RouterHalf.NOTHING.withConfigured(somewhere))))
                    .noneMatch(d -> d.cause() == Cause.ROUTE_MISSING);
        }
        var byDhcp = configured(before, "pp select 1\n", "", new LinkState("WAN1", "lan2", false, null, "DHCP", null));
        assertThat(diagnose(noTimeline(RouterHalf.NOTHING.withConfigured(byDhcp))))
                .noneMatch(d -> d.cause() == Cause.ROUTE_MISSING);
    }

    // ---------------------------------------------------------------- version

    @Test
    void aVersionThatWasForgottenIsTheFirst() {
        Diagnosis found = first(down().withRouter(router(VERSION, "")));
        assertThat(Evidence.words(found)).isEqualTo("IKEVersionMismatch Certain Router");
        assertThat(found.remedy()).contains("`ipsec ike version 1 2`");
        assertThat(found.repairable()).isTrue();
        assertThat(found.evidence()).anyMatch(line -> line.contains("no `ipsec ike version 1 2`"));
    }

    @Test
    void withoutAManifestItMayBeASiteOfTheFirstVersion() {
        var tunnel = noTimeline(bare(VERSION, ""));
        assertThat(diagnose(tunnel).stream().map(Evidence::words)).containsExactly("IKEVersionMismatch Likely Router");
        assertThat(Evidence.words(first(TunnelEvidence.of("1").withRouter(bare(VERSION, "")))))
                .isEqualTo("IKEVersionMismatch Likely Router");
    }

    @Test
    void aTunnelWithoutTheNamesThatOnlyTheSecondNeedsMayBeMeantSo() {
        String names = "  ipsec ike remote name 1 203.0.113.10 ipv4-addr\n";
        String after = "  ipsec ike remote address 1 203.0.113.10\n";
        var nameless = TunnelEvidence.of("1").withRouter(bare(after + names, after + "  ipsec ike version 1 1\n"));
        assertThat(diagnose(nameless)).noneMatch(d -> d.confidence() != Confidence.POSSIBLE);
    }

    @Test
    void whatStartsInVainIsNoSurerForItsWording() {
        var line = log("[IKE] initiate ISAKMP phase to 203.0.113.10 (local address 198.51.100.20)");
        var tunnel = TunnelEvidence.of("1").withRouter(bare(VERSION, "")).withMessages(List.of(line, line, line));
        assertThat(diagnose(tunnel)).singleElement().satisfies(found -> {
            assertThat(Evidence.words(found)).isEqualTo("IKEVersionMismatch Likely Router");
            assertThat(found.evidence()).anyMatch(e -> e.contains("ISAKMP phase"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auth payload doesn't match the calculated one - wrong psk?",
                "PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in peer's"
                        + " proposal 1"
            })
    void anExchangeOfTheSecondVersionContradicts(String message) {
        var found = diagnose(down().withRouter(router(VERSION, "")).withMessages(List.of(timeline(message))));
        assertThat(found.stream().map(Evidence::words)).contains("IKEVersionMismatch Likely Router");
        var logged =
                diagnose(noTimeline(bare(VERSION, "")).withMessages(List.of(log("[IKE2] initiate IKE phase to x"))));
        assertThat(logged)
                .noneMatch(d -> d.cause() == Cause.IKE_VERSION_MISMATCH && d.confidence() != Confidence.POSSIBLE);
    }

    @Test
    void aTunnelThatIsMeantToBeOfTheFirstVersionIsNot() {
        Intended other = Evidence.intended();
        var first = new Intended(
                1,
                other.proposal(),
                Lifetimes.CATO,
                other.catoAddress(),
                other.siteAddress(),
                other.routerIdentity(),
                other.catoIdentity(),
                null,
                1);
        assertThat(diagnose(down().withIntended(first).withRouter(router(VERSION, ""))))
                .noneMatch(d -> d.cause() == Cause.IKE_VERSION_MISMATCH);
    }

    @Test
    void endsThatHearEachOtherSpeakTheSameVersion() {
        var half = router(VERSION, "").withState(Evidence.NOW, state(Phase.NEGOTIATING, 0, 0));
        assertThat(diagnose(down().withRouter(half)))
                .noneMatch(d -> d.cause() == Cause.IKE_VERSION_MISMATCH && d.confidence() != Confidence.POSSIBLE);
    }

    @Test
    void aLineThatMayHaveBeenCutOffIsNotMissing() {
        var cut = RouterHalf.NOTHING.withCutConfiguration(configured(VERSION, ""));
        assertThat(diagnose(noTimeline(cut))).noneMatch(d -> d.cause() == Cause.IKE_VERSION_MISMATCH);
    }

    @Test
    void theFirstVersionKnowsNoLimitationOfProposals() {
        var half = bare(VERSION, "  ipsec ike version 1 1\n");
        var open = bare("  ipsec ike proposal-limitation 1 on\n", "");
        assertThat(diagnose(noTimeline(open))).anyMatch(d -> d.cause() == Cause.PROPOSAL_NOT_LIMITED);
        assertThat(diagnose(noTimeline(half))).noneMatch(d -> d.cause() == Cause.PROPOSAL_NOT_LIMITED);
        var both = RouterHalf.NOTHING.withConfigured(configured(
                "  ipsec ike pre-shared-key 1 text abc\n  ipsec ike proposal-limitation 1 on\n",
                "  ipsec ike pre-shared-key 1 text abc\n  ipsec ike version 1 1\n"));
        assertThat(diagnose(noTimeline(both))).noneMatch(d -> d.cause() == Cause.PROPOSAL_NOT_LIMITED);
    }

    // ---------------------------------------------------------------- clock

    @Test
    void clocksOfFilesThatWereCollectedOnDifferentDaysAreNotCompared() {
        var tunnel = down().withMessages(List.of(
                Message.timeline(Evidence.NOW.minus(Duration.ofDays(3)), "DH group mismatch"),
                Message.timeline(Evidence.NOW.minus(Duration.ofDays(3)), "Auth payload doesn't match"),
                Message.routerLog(Evidence.NOW, "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED")));
        assertThat(Engine.diagnose(SiteEvidence.of("osaka", null, List.of(tunnel))))
                .noneMatch(d -> d.cause() == Cause.CLOCK_WRONG);
        assertThat(diagnose(tunnel)).anyMatch(d -> d.cause() == Cause.CLOCK_WRONG);
    }

    @Test
    void aClockIsNamedWithWhatItWasComparedWith() {
        RouterHalf half = router().withClockOffset(Duration.ofDays(-7000));
        var byFirmware = SiteEvidence.of(
                "osaka",
                null,
                List.of(down().withRouter(half.withClockByFirmware(true)).withCato(cato())));
        assertThat(clock(Engine.diagnose(byFirmware))).contains("7000 d older than the router's firmware");
        assertThat(clock(diagnose(down().withRouter(half)))).contains("from the operator's");
        var timeline = SiteEvidence.of(
                "osaka",
                null,
                List.of(down().withRouter(half).withMessages(List.of(timeline("Auth payload doesn't match")))));
        assertThat(clock(Engine.diagnose(timeline))).contains("The two ends' clocks are 7000 d apart");
    }

    private static String clock(List<Diagnosis> found) {
        return found.stream()
                .filter(d -> d.cause() == Cause.CLOCK_WRONG)
                .findFirst()
                .orElseThrow()
                .evidence()
                .getFirst();
    }
}
