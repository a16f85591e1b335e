package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.intended;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages count: neither old ones nor another tunnel's. */
class RelevanceTest {
    private static final String DH =
            "DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_5_MODP1536 (5) in peer's"
                    + " proposal 1";
    private static final String WRONG_KEY = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final Duration HOUR = Duration.ofHours(1);

    private static TunnelEvidence wrongGroup() {
        return down().withRouter(router("modp2048", "modp1536"));
    }

    private static String first(TunnelEvidence... tunnels) {
        return Evidence.words(diagnose(tunnels).getFirst());
    }

    private static Message at(Duration ago, String text) {
        return Message.timeline(NOW.minus(ago), text);
    }

    @Test
    void aMessageFromBeforeTheLastChangeDoesNotCount() {
        var old = down().withMessages(List.of(at(HOUR, DH)));
        assertThat(first(old)).startsWith("DHGroupMismatch");
        assertThat(first(old.withTimes(NOW.minus(Duration.ofMinutes(10)), null)))
                .startsWith("Unknown");
    }

    @Test
    void aMessageFromBeforeTheTunnelWasUpDoesNotCount() {
        var old = down().withMessages(List.of(at(HOUR, DH))).withTimes(null, NOW.minus(Duration.ofMinutes(10)));
        assertThat(first(old)).startsWith("Unknown");
    }

    @Test
    void clocksThatDifferALittleLeaveAMessageInDoubt() {
        var changed = NOW.minus(Duration.ofMinutes(10));
        var evidence = wrongGroup().withMessages(List.of(Message.timeline(changed.minusSeconds(30), DH)));
        assertThat(first(evidence)).isEqualTo("DHGroupMismatch Certain Router");
        assertThat(first(evidence.withTimes(changed, null))).isEqualTo("DHGroupMismatch Likely Router");
    }

    @Test
    void whatTheSameEndOvertookIsOver() {
        var repaired = TunnelEvidence.of("PRIMARY1")
                .withMessages(
                        List.of(at(HOUR, DH), at(Duration.ofMinutes(5), "IKE SA established with 198.51.100.20")));
        assertThat(diagnose(repaired)).isEmpty();
        var broken = TunnelEvidence.of("PRIMARY1")
                .withMessages(
                        List.of(at(HOUR, "IKE SA established with 198.51.100.20"), at(Duration.ofMinutes(5), DH)));
        assertThat(first(broken)).startsWith("DHGroupMismatch");
    }

    @Test
    void messagesOfAnotherTunnelDoNotCount() {
        var named = down().withMessages(List.of(at(HOUR, DH).of("SECONDARY1")));
        assertThat(first(named)).startsWith("Unknown");
        var gateway = down().withMessages(
                        List.of(Message.routerLog(NOW, "[IKE2] GW:2 receive notify AUTHENTICATION_FAILED")));
        assertThat(first(gateway)).startsWith("Unknown");
        var own = down().withMessages(
                        List.of(Message.routerLog(NOW, "[IKE2] GW:1 receive notify AUTHENTICATION_FAILED")));
        assertThat(first(own)).startsWith("AuthenticationMismatch Likely");
    }

    @Test
    void aMessageOfTheSiteGoesToTheTunnelWhoseAddressItNames() {
        var other = TunnelEvidence.of("SECONDARY1")
                .withIntended(new Intended(2, null, null, "203.0.113.20", null, null, null, null, null));
        var site = SiteEvidence.of("osaka", NOW, List.of(down(), other))
                .withMessages(List.of(at(HOUR, "203.0.113.20: " + DH)));
        var found = Engine.diagnose(site);
        assertThat(found.getFirst().tunnel()).isEqualTo("SECONDARY1");
        assertThat(found)
                .filteredOn(d -> "PRIMARY1".equals(d.tunnel()))
                .singleElement()
                .satisfies(d -> assertThat(d.cause()).isEqualTo(Cause.UNKNOWN));
    }

    @Test
    void nobodysMessageMakesNobodyCertain() {
        var site = SiteEvidence.of(
                        "osaka",
                        NOW,
                        List.of(wrongGroup(), TunnelEvidence.of("SECONDARY1").withIntended(intended())))
                .withMessages(List.of(at(HOUR, DH)));
        assertThat(Engine.diagnose(site)).allMatch(d -> d.confidence() != Confidence.CERTAIN);
    }

    /** Which tunnel can have proposed group 5 is in the configuration. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        modp1024, on,  1 DHGroupMismatch Certain;2 Unknown Possible
        modp1536, on,  1 DHGroupMismatch Possible;2 DHGroupMismatch Possible
        modp1024, off, 1 DHGroupMismatch Possible;2 DHGroupMismatch Possible
        """)
    void whatNobodySaysItsTunnelOfIsOfTheOnlyOneThatIsConfiguredSo(String otherGroup, String limited, String expected) {
        var one = TunnelEvidence.of("1").withRouter(router("modp2048", "modp1536"));
        var other = TunnelEvidence.of("2")
                .withRouter(router().withConfigured(Evidence.parsed(Evidence.CONFIG
                        .replace("modp2048", otherGroup)
                        .replace("proposal-limitation 1 on", "proposal-limitation 1 " + limited))));
        var site = SiteEvidence.of("osaka", NOW, List.of(one, other)).withMessages(List.of(at(HOUR, DH)));
        String found = Engine.diagnose(site).stream()
                .filter(d -> Set.of(Cause.DH_GROUP_MISMATCH, Cause.UNKNOWN).contains(d.cause()))
                .map(d -> d.tunnel() + " " + d.cause() + " " + d.confidence())
                .sorted()
                .collect(Collectors.joining(";"));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aMessageThatNoTunnelIsConfiguredForStaysNobodys() {
        var one = TunnelEvidence.of("1").withRouter(router("modp2048", "modp1024"));
        var other = TunnelEvidence.of("2").withRouter(router());
        var site = SiteEvidence.of("osaka", NOW, List.of(one, other)).withMessages(List.of(at(HOUR, DH)));
        assertThat(Engine.diagnose(site))
                .filteredOn(d -> d.cause() == Cause.DH_GROUP_MISMATCH)
                .hasSize(2)
                .allMatch(d -> d.confidence() == Confidence.POSSIBLE);
    }

    @Test
    void stateThatWasReadLongAgoSaysNothingAboutNow() {
        var stale = Evidence.up();
        var old = NOW.minus(Duration.ofDays(1));
        var evidence = stale.withRouter(
                        router().withState(old, Evidence.state(dev.ipsecsites.router.RouterObservation.Phase.UP, 1, 1)))
                .withCato(Evidence.cato().withState(old, true, null).withSite(null, null, null));
        assertThat(first(evidence)).startsWith("Unknown");
    }

    @Test
    void idsAreTheSameInEverySpelling() {
        assertThat(List.of("PRIMARY1", "Primary1", "primary 1", "Primary", "PRIMARY_1"))
                .allMatch(id -> Relevance.id(id).equals("PRIMARY1"));
        assertThat(Relevance.id("Secondary2")).isEqualTo("SECONDARY2");
    }

    @Test
    void aPeerThatDoesNotAnswerSpeaksForNothingArrivingAndNotAgainstIt() {
        Message silent = Evidence.timeline("No response from peer");
        assertThat(diagnose(down().withMessages(List.of(silent, silent))))
                .singleElement()
                .matches(d -> d.cause() == Cause.NOTHING_ARRIVES)
                .matches(d -> d.against().isEmpty());
        assertThat(diagnose(down().withMessages(List.of(silent, Evidence.timeline(WRONG_KEY)))))
                .filteredOn(d -> d.cause() == Cause.NOTHING_ARRIVES)
                .allMatch(d -> d.against().stream().anyMatch(line -> line.contains(WRONG_KEY)));
    }
}
