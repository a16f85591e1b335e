package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static dev.ipsecsites.diagnosis.Evidence.SITE;
import static dev.ipsecsites.diagnosis.Evidence.cato;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.log;
import static dev.ipsecsites.diagnosis.Evidence.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.diagnosis.Check.Result;
import dev.ipsecsites.diagnosis.Check.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cato's events feed (cato-api.md §4.4): what happened stands in the sub type, and what it settles is never more than likely. */
class EventsAsEvidenceTest {
    private static final String OTHER = "198.51.100.99";

    private static Message event(String kind, Duration ago, String words) {
        return Message.event(
                new Event("e", NOW.minus(ago), kind, words, "100123", "osaka", "Tokyo", "PRIMARY1", "198.51.100.20"));
    }

    private static Message event(String kind, int minutesAgo) {
        return event(kind, Duration.ofMinutes(minutesAgo), "");
    }

    private static TunnelEvidence with(TunnelEvidence tunnel, Message... messages) {
        return tunnel.withMessages(List.of(messages));
    }

    private static List<Diagnosis> diagnose(@Nullable Instant at, TunnelEvidence... tunnels) {
        return Engine.diagnose(SiteEvidence.of("osaka", at, Arrays.asList(tunnels)));
    }

    private static Diagnosis first(TunnelEvidence... tunnels) {
        return diagnose(NOW, tunnels).getFirst();
    }

    /** In the words of the sub type, whatever the message says; nobody knows its wording. */
    @ParameterizedTest
    @CsvSource({
        "Connected,TUNNEL_UP",
        "Reconnected,TUNNEL_UP",
        "Passive Connected,TUNNEL_UP",
        "Disconnected,TUNNEL_DOWN",
        "Passive Disconnected,TUNNEL_DOWN",
        "Changed Pop,POP_CHANGED",
        "Something Newer,",
    })
    void theSubTypeSaysWhatHappened(String kind, @Nullable Sign sign) {
        var said = Wordings.read(event(kind, 1));
        assertThat(said.map(Reading::sign)).isEqualTo(java.util.Optional.ofNullable(sign));
    }

    @Test
    void aMessageMaySayWhyItWentDownButNotThatItFailedWhileItCameUp() {
        String reason = "closed, IKEV2_CONN_CLOSE_REASON__TIMEOUT";
        assertThat(Wordings.read(event("Disconnected", Duration.ZERO, reason)))
                .hasValueSatisfying(r -> assertThat(r.sign()).isEqualTo(Sign.CLOSED));
        assertThat(Wordings.read(event("Reconnected", Duration.ZERO, reason)))
                .hasValueSatisfying(r -> assertThat(r.sign()).isEqualTo(Sign.TUNNEL_UP));
    }

    @Test
    void threeDropsWithinAnHourAreFlappingByCatosCount() {
        Diagnosis found = first(with(
                up(),
                event("Disconnected", 50),
                event("Reconnected", 45),
                event("Disconnected", 30),
                event("Reconnected", 25),
                event("Disconnected", 10),
                event("Reconnected", 5)));
        assertThat(found.cause()).isEqualTo(Cause.FLAPPING);
        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.evidence()).anyMatch(e -> e.startsWith("Cato's events feed, "));
    }

    @Test
    void dropsOfYesterdayAreNoFlapping() {
        List<Diagnosis> found = diagnose(
                NOW,
                with(
                        up(),
                        event("Disconnected", 600),
                        event("Reconnected", 595),
                        event("Disconnected", 590),
                        event("Reconnected", 585),
                        event("Disconnected", 580),
                        event("Reconnected", 570)));
        assertThat(found).isEmpty();
    }

    @Test
    void whatAnEventSaysOfANegotiationIsLikelyAtTheMost() {
        String psk = "Auth payload doesn't match the calculated one - wrong psk?";
        String dh = "DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_5_MODP1536 (5) in"
                + " peer's proposal 1";
        for (String words : List.of(psk, dh)) {
            assertThat(diagnose(NOW, with(down(), event("Disconnected", Duration.ofMinutes(1), words))))
                    .as(words)
                    .noneMatch(d -> d.confidence() == Confidence.CERTAIN);
        }
    }

    @Test
    void sitesThatFellTogetherPointToThePopButDoNotCondemnIt() {
        TunnelEvidence alone =
                with(down().withCato(cato().withFellWith(List.of("kobe", "kyoto"))), event("Disconnected", 1));
        Diagnosis found = first(alone);
        assertThat(found.cause()).isEqualTo(Cause.POP_DOWN);
        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.evidence()).anyMatch(e -> e.contains("kobe, kyoto"));

        Check ping = new Check(Step.POP_REACHABLE, Result.FAILED, "no answer");
        Diagnosis surest = first(
                alone.withRouter(Evidence.router().withChecks(List.of(ping))),
                new TunnelEvidence(
                        "SECONDARY1",
                        up().intended(),
                        up().router(),
                        up().cato(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null));
        assertThat(surest.cause()).isEqualTo(Cause.POP_DOWN);
        assertThat(surest.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aPopWhereAnotherSiteIsConnectedIsNotDownWhateverFellTogether() {
        var half = cato().withPop("Tokyo", false).withFellWith(List.of("kobe", "kyoto"));
        assertThat(diagnose(NOW, with(down().withCato(half), event("Disconnected", 1))))
                .noneMatch(d -> d.cause() == Cause.POP_DOWN);
    }

    @Test
    void aDropThatTheRouterNeverNoticedIsSaid() {
        TunnelEvidence oneSided = with(up().withCato(cato()), event("Disconnected", 3));
        assertThat(first(oneSided).cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(first(oneSided).evidence())
                .contains("Cato's events tell of a drop of which the router has noticed nothing.")
                .anyMatch(e -> e.startsWith("Cato's events feed, ") && e.contains("Disconnected at Tokyo"));
        TunnelEvidence noticed =
                with(up().withCato(cato()), event("Disconnected", 3), log("[IKE] SA[1] IP Tunnel[1] Down"));
        assertThat(first(noticed).evidence()).noneMatch(e -> e.contains("noticed nothing"));
    }

    @Test
    void anAddressThatCatoSawElsewhereIsPossibleWhereNothingElseIsKnown() {
        TunnelEvidence manual = TunnelEvidence.of("PRIMARY1").withCato(cato().withAddresses(Evidence.POP, SITE, OTHER));
        assertThat(diagnose(NOW, manual)).anySatisfy(d -> {
            assertThat(d.cause()).isEqualTo(Cause.WAN_ADDRESS_MISMATCH);
            assertThat(d.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(d.evidence()).anyMatch(e -> e.contains(OTHER));
        });
        for (String harmless : List.of(SITE, "192.168.100.1", "")) {
            assertThat(diagnose(NOW, manual.withCato(cato().withAddresses(Evidence.POP, SITE, harmless))))
                    .as(harmless)
                    .noneMatch(d -> d.cause() == Cause.WAN_ADDRESS_MISMATCH);
        }
        assertThat(diagnose(NOW, down().withCato(cato().withAddresses(Evidence.POP, SITE, OTHER))))
                .as("the link has the address that Cato expects")
                .noneMatch(d -> d.cause() == Cause.WAN_ADDRESS_MISMATCH);
    }

    @Test
    void aRouterThatWroteNothingForDaysHasNoWrongClockBecauseOfAnEvent() {
        Message old = Message.routerLog(NOW.minus(Duration.ofDays(9)), "[IKE] SA[1] IP Tunnel[1] Up");
        assertThat(diagnose(NOW, with(up().withCato(cato()), old, event("Disconnected", 1))))
                .noneMatch(d -> d.cause() == Cause.CLOCK_WRONG);
    }
}
