package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.PopChoice.Candidate;
import dev.ipsecsites.operator.site.PopChoice.Decision;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopChoiceTest {
    @ParameterizedTest
    @CsvSource({
        // Tokyo, Osaka (ms, newest last), current, may move → chosen
        "'',            '',            ,      true,  Tokyo",
        "'30 30 30',    '8 8 8',       ,      true,  Osaka",
        "'30',          '8',           ,      true,  Osaka",
        "'30 30 30',    '8 8 8',       Tokyo, true,  Osaka",
        "'30 30 30',    '8 8 8',       Tokyo, false, Tokyo",
        // Nearer, but not by 20 %, or not by 5 ms.
        "'30 30 30',    '25 25 25',    Tokyo, true,  Tokyo",
        "'10 10 10',    '6 6 6',       Tokyo, true,  Tokyo",
        "'30 30 30',    '24 24 24',    Tokyo, true,  Osaka",
        // Too few, and one outlier among many.
        "'30 30 30',    '8 8',         Tokyo, true,  Tokyo",
        "'8 8 90 8 8',  '30 30 30',    Tokyo, true,  Tokyo",
        // What was never measured is not further away.
        "'',            '8 8 8',       Tokyo, true,  Tokyo",
        "'30 30 30',    '',            Osaka, true,  Osaka",
        // The candidate in use was taken off the list.
        "'',            '8 8 8',       London, false, Osaka",
        "'',            '',            London, false, Tokyo"
    })
    void movesOnlyForWhatIsClearlyNearer(
            String tokyo, String osaka, @Nullable String current, boolean mayMove, String chosen) {
        assertThat(PopChoice.choose(
                                List.of(candidate("Tokyo", true, tokyo), candidate("Osaka", true, osaka)),
                                current,
                                false,
                                mayMove ? null : "where it works")
                        .popLocation())
                .isEqualTo(chosen);
    }

    @Test
    void namesCandidatesThatCannotBeMeasured() {
        Decision decision = PopChoice.choose(
                List.of(candidate("Tokyo", true, "30 30 30"), candidate("Osaka", false, "")), "Tokyo", false, null);

        assertThat(decision.popLocation()).isEqualTo("Tokyo");
        assertThat(decision.notes())
                .singleElement()
                .asString()
                .endsWith("Osaka")
                .contains("not measured");
    }

    @Test
    void saysThatAWorkingTunnelWouldBeFasterElsewhere() {
        Decision decision = PopChoice.choose(
                List.of(candidate("Tokyo", true, "30 30 30"), candidate("Osaka", true, "8 8 8")),
                "tokyo",
                false,
                "where it works");

        assertThat(decision.popLocation()).isEqualTo("Tokyo");
        assertThat(decision.moved()).isNull();
        assertThat(decision.notes())
                .singleElement()
                .isEqualTo("Osaka answers faster than Tokyo; the tunnel stays where it works");
    }

    @ParameterizedTest
    @CsvSource({
        // Cato, router, the other is up, steady, movePoP → why it stays
        "DOWN,    DOWN,    false, true,  false, ",
        "DOWN,    ,        false, true,  false, ",
        // It works.
        "UP,      UP,      true,  true,  false, repair.movePoP",
        "UP,      UP,      true,  true,  true,  ",
        "UP,      UP,      false, true,  true,  other tunnel",
        // One end says that it works.
        "UP,      DOWN,    true,  true,  false, repair.movePoP",
        "DOWN,    UP,      true,  true,  false, repair.movePoP",
        // An end isn't heard: it may work.
        "UP,      UNKNOWN, true,  true,  true,  isn't known",
        "DOWN,    UNKNOWN, true,  true,  true,  isn't known",
        "UNKNOWN, UP,      true,  true,  true,  isn't known",
        "UNKNOWN, DOWN,    true,  true,  false, isn't known",
        "UNKNOWN, ,        true,  true,  false, isn't known",
        // The router can't be told.
        "DOWN,    DOWN,    true,  false, true,  configured as planned"
    })
    void movesWhatMayWorkOnlyWhereItMayAndKnows(
            EndState cato,
            @Nullable EndState router,
            boolean otherUp,
            boolean steady,
            boolean movePoP,
            @Nullable String why) {
        TunnelState state = cato == EndState.UNKNOWN || router == EndState.UNKNOWN
                ? TunnelState.UNKNOWN
                : cato == EndState.UP && router == EndState.UP ? TunnelState.UP : TunnelState.NEGOTIATING;
        TunnelVerdict tunnel =
                new TunnelVerdict(new TunnelEvidence(Role.PRIMARY, "Tokyo", router, null, null, null), cato, state);

        String hindrance = PopChoice.hindrance(tunnel, otherUp, steady, movePoP);

        if (why == null) {
            assertThat(hindrance).isNull();
        } else {
            assertThat(hindrance).contains(why);
        }
        assertThat(PopChoice.hindrance(null, otherUp, steady, movePoP)).contains("isn't known");
    }

    @ParameterizedTest
    @CsvSource({
        // Tokyo, Osaka (ms or unanswered, newest last), the tunnel at Tokyo is down, may move → chosen
        "'8 8 8 - -',   '30 30',       true,  true,  Osaka",
        "'- -',         '30 30',       true,  true,  Osaka",
        "'8 8 8 - -',   '30 30',       true,  false, Tokyo",
        // It works without answering pings.
        "'8 8 8 - -',   '30 30 30',    false, true,  Tokyo",
        // Silent once, silent never, or not asked.
        "'8 8 8 -',     '30 30',       true,  true,  Tokyo",
        "'8 8 - - 8',   '30 30',       true,  true,  Tokyo",
        "'-',           '30 30',       true,  true,  Tokyo",
        "'',            '30 30',       true,  true,  Tokyo",
        // The line is down, and back while the second one is measured.
        "'8 8 8 - -',   '30 30 - -',   true,  true,  Tokyo",
        "'8 8 8 - -',   '30 30 - 30',  true,  true,  Tokyo",
        "'8 8 8 - -',   '',            true,  true,  Tokyo",
        // Nearer once, and silent now.
        "'30 30 30',    '8 8 8 -',     true,  true,  Tokyo",
        "'30 30 30',    '8 8 8 -',     false, true,  Tokyo"
    })
    void leavesAPopThatDoesNotAnswerWhereTheTunnelIsDown(
            String tokyo, String osaka, boolean down, boolean mayMove, String chosen) {
        Decision decision = PopChoice.choose(
                List.of(candidate("Tokyo", true, tokyo), candidate("Osaka", true, osaka)),
                "Tokyo",
                down,
                mayMove ? null : "until its router can be changed");

        assertThat(decision.popLocation()).isEqualTo(chosen);
        if (!mayMove) {
            assertThat(decision.notes())
                    .containsExactly(
                            "Tokyo doesn't answer, Osaka does; the tunnel stays until its router can be changed");
        }
    }

    @Test
    void choosesNoneAtFirstThatDoesNotAnswer() {
        assertThat(PopChoice.choose(
                                List.of(candidate("Tokyo", true, "-"), candidate("Osaka", true, "200")),
                                null,
                                false,
                                null)
                        .popLocation())
                .isEqualTo("Osaka");
    }

    private static Candidate candidate(String pop, boolean held, String times) {
        return new Candidate(
                pop,
                held,
                Arrays.stream(times.split(" "))
                        .filter(t -> !t.isEmpty())
                        .map(t -> t.equals("-")
                                ? Optional.<Duration>empty()
                                : Optional.of(Duration.ofMillis(Long.parseLong(t))))
                        .toList());
    }
}
