package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Confidence;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.End;
import dev.ipsecsites.operator.common.Diagnoses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteDiagnosisTest {
    @Test
    void anotherLineOfTheSameKindChangesNothingInStatus() {
        var before = new SiteDiagnosis(List.of(found(Cause.DH_GROUP_MISMATCH, Confidence.CERTAIN, "line 1")))
                .entries(List.of());
        var after = new SiteDiagnosis(List.of(found(Cause.DH_GROUP_MISMATCH, Confidence.CERTAIN, "line 2")))
                .entries(before);
        var other =
                new SiteDiagnosis(List.of(found(Cause.DH_GROUP_MISMATCH, Confidence.LIKELY, "line 2"))).entries(before);

        assertThat(after).isEqualTo(before);
        assertThat(other).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "'Cato''s timeline, 2026-11-23T00:10:01Z: \"wrong psk?\"', 'Cato''s timeline: \"wrong psk?\"'",
        "'2026/11/23 09:01:10: PPPOE[01] down', ': PPPOE[01] down'",
        "'[2026-11-23 09:01:10.123] down', 'down'",
        "'DH group 14, 203.0.113.10', 'DH group 14, 203.0.113.10'"
    })
    void statusHoldsNoTimes(String text, String without) {
        assertThat(Diagnoses.withoutTimes(text)).isEqualTo(without);
    }

    @Test
    void repairsByNoGuess() {
        SiteDiagnosis possible = new SiteDiagnosis(List.of(found(Cause.NOTHING_ARRIVES, Confidence.POSSIBLE, "x")));
        SiteDiagnosis unknown = new SiteDiagnosis(List.of(found(Cause.UNKNOWN, Confidence.POSSIBLE, "x")));
        SiteDiagnosis likely = new SiteDiagnosis(List.of(found(Cause.NOTHING_ARRIVES, Confidence.LIKELY, "x")));

        assertThat(possible.causeOf(Role.PRIMARY)).isNull();
        assertThat(possible.guessOf(Role.PRIMARY)).isEqualTo("NothingArrives");
        assertThat(unknown.causeOf(Role.PRIMARY)).isNull();
        assertThat(unknown.guessOf(Role.PRIMARY)).isNull();
        assertThat(likely.causeOf(Role.PRIMARY)).isEqualTo("NothingArrives");
        assertThat(likely.causeOf(Role.SECONDARY)).isNull();
    }

    @Test
    void saysOnlyWhatIsCertainOfATunnelThatIsJustComingUp() {
        var certain = found(Cause.AUTHENTICATION_MISMATCH, Confidence.CERTAIN, "x");
        var likely = found(Cause.NOTHING_ARRIVES, Confidence.LIKELY, "x");

        assertThat(new SiteDiagnosis(List.of(certain, likely)).only(Set.of()).found())
                .containsExactly(certain);
        assertThat(new SiteDiagnosis(List.of(certain, likely))
                        .only(Set.of(Role.PRIMARY))
                        .found())
                .containsExactly(certain, likely);
    }

    private static Diagnosis found(Cause cause, Confidence confidence, String line) {
        return new Diagnosis(
                cause,
                "PRIMARY1",
                End.CATO,
                confidence,
                "What.",
                List.of(line),
                List.of(),
                "Do.",
                true,
                List.of(),
                null);
    }
}
