package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.NOW;
import static dev.ipsecsites.diagnosis.Evidence.cato;
import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.RouterHalf.Missing;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tunnel of which the router's whole configuration has no line. */
class MissingTunnelTest {
    private static final String GROUP =
            "DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1";
    private static final String STARTED = "[IKE2] GW:1 initiate IKE phase to 203.0.113.10";
    private static final RouterHalf GONE = RouterHalf.NOTHING.withMissing(new Missing(NOW, false));

    /** What is said of it: {@code TunnelDisabled Certain Router}; null where it isn't called missing. */
    private static @Nullable String found(TunnelEvidence tunnel) {
        return diagnose(tunnel).stream()
                .filter(d -> d.cause() == Cause.TUNNEL_DISABLED)
                .map(Evidence::words)
                .findFirst()
                .orElse(null);
    }

    private static TunnelEvidence gone(Message... said) {
        return down().withRouter(GONE).withMessages(List.of(said));
    }

    @Test
    void isSaidWithWhereItsLinesComeFrom() {
        assertThat(diagnose(gone())).singleElement().satisfies(d -> {
            assertThat(Evidence.words(d)).isEqualTo("TunnelDisabled Certain Router");
            assertThat(d.summary()).isEqualTo("The router's configuration has no tunnel 1.");
            assertThat(d.evidence()).containsExactly("The router's configuration, " + NOW + ": no line of tunnel 1.");
            assertThat(d.remedy()).contains("`ipsec-sites render -f MANIFESTS`").contains("`save`");
            assertThat(d.repairable()).isTrue();
        });
    }

    /** Only the heading, which has the date, shows that nothing is missing at the beginning. */
    @Test
    void isOnlyPossibleWithoutTheHeading() {
        assertThat(found(down().withRouter(RouterHalf.NOTHING.withMissing(new Missing(null, false)))))
                .isEqualTo("TunnelDisabled Possible Router");
    }

    @Test
    void isNotSaidWhileAnEndSeesIt() {
        for (Phase phase : List.of(Phase.UP, Phase.NEGOTIATING)) {
            assertThat(found(down().withRouter(GONE.withState(NOW, state(phase, 0, 0)))))
                    .isNull();
        }
        assertThat(found(down().withRouter(GONE.withState(NOW, state(Phase.DOWN, 0, 0)))
                        .withCato(cato().withState(NOW, true, null))))
                .isNull();
        assertThat(found(down().withRouter(GONE.withState(NOW, state(Phase.DOWN, 0, 0)))))
                .isEqualTo("TunnelDisabled Certain Router");
    }

    /** Seconds from the configuration to the message. The ends have no common clock, the router's log and its configuration have one. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "timeline, -3600, Certain",
                "timeline, -4,    Likely",
                "timeline, 4,     Likely",
                "timeline, 3600,  -",
                "up,       -3600, Certain",
                "up,       -4,    -",
                "log,      -4,    Certain",
                "log,      0,     Certain",
                "log,      1,     -",
            })
    void isJudgedByWhatWasWrittenBeforeAndAfter(String source, int seconds, @Nullable String confidence) {
        var at = NOW.plusSeconds(seconds);
        Message said = switch (source) {
            case "log" -> Message.routerLog(at, STARTED);
            case "up" -> Message.timeline(at, "Child SA established");
            default -> Message.timeline(at, GROUP);
        };
        var tunnel = gone(said).withCato(cato().withState(NOW, null, null).withSite(null, null, null));
        assertThat(found(tunnel)).isEqualTo(confidence == null ? null : "TunnelDisabled " + confidence + " Router");
    }

    @Test
    void isDoubtedWhereNothingTellsWhatWasFirst() {
        String possible = "TunnelDisabled Possible Router";
        var undated = RouterHalf.NOTHING.withMissing(new Missing(null, false));
        assertThat(found(gone(Message.timeline(NOW, GROUP)).withRouter(undated)))
                .isEqualTo(possible);
        assertThat(found(gone(Message.timeline(null, GROUP)))).isEqualTo("TunnelDisabled Likely Router");
        var wrongClock = GONE.withClockOffset(Duration.ofDays(-7000));
        assertThat(found(gone(Message.timeline(NOW.plusSeconds(3600), GROUP)).withRouter(wrongClock)))
                .isEqualTo("TunnelDisabled Likely Router");
    }

    /** That Cato heard nothing fits a tunnel that isn't there. */
    @Test
    void isNotDoubtedForSilence() {
        var silent = cato().withState(NOW, false, "IKEV2_CONN_CLOSE_REASON__TIMEOUT");
        assertThat(found(gone(Message.timeline(NOW.plusSeconds(600), "No response from peer"))
                        .withCato(silent)))
                .isEqualTo("TunnelDisabled Certain Router");
    }

    @Test
    void hasNoLimitationOfProposalsThatIsNotKnown() {
        assertThat(diagnose(gone(Message.timeline(NOW, GROUP))))
                .noneMatch(d -> d.cause() == Cause.PROPOSAL_NOT_LIMITED);
        assertThat(diagnose(gone(Message.timeline(NOW.plusSeconds(3600), GROUP))))
                .anyMatch(d -> d.cause() == Cause.PROPOSAL_NOT_LIMITED);
    }

    @Test
    void isNotCertainWithoutItsNumber() {
        var alone = TunnelEvidence.of("PRIMARY1").withRouter(GONE);
        assertThat(diagnose(alone)).singleElement().satisfies(d -> {
            assertThat(Evidence.words(d)).isEqualTo("TunnelDisabled Likely Router");
            assertThat(d.summary()).isEqualTo("The router's configuration has no such tunnel.");
            assertThat(d.repairable()).isFalse();
        });
    }

    /** Of two tunnels of which the router has one it is only known by the address which one that is. */
    @Test
    void isAGuessWhereTheOtherOneIsNotRecognised() {
        var missing =
                TunnelEvidence.of("SECONDARY1").withRouter(RouterHalf.NOTHING.withMissing(new Missing(NOW, true)));
        assertThat(diagnose(down(), missing).stream().filter(d -> "SECONDARY1".equals(d.tunnel())))
                .singleElement()
                .satisfies(d -> assertThat(Evidence.words(d)).isEqualTo("TunnelDisabled Likely Router"));
        assertThat(diagnose(down().withIntended(null), missing).stream().filter(d -> "SECONDARY1".equals(d.tunnel())))
                .singleElement()
                .satisfies(d -> assertThat(Evidence.words(d)).isEqualTo("TunnelDisabled Possible Router"));
    }
}
