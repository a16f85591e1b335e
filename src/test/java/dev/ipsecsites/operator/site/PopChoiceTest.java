package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.operator.site.PopChoice.Candidate;
import dev.ipsecsites.operator.site.PopChoice.Decision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
                                mayMove)
                        .popLocation())
                .isEqualTo(chosen);
    }

    @Test
    void namesCandidatesThatCannotBeMeasured() {
        Decision decision = PopChoice.choose(
                List.of(candidate("Tokyo", true, "30 30 30"), candidate("Osaka", false, "")), "Tokyo", true);

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
                List.of(candidate("Tokyo", true, "30 30 30"), candidate("Osaka", true, "8 8 8")), "tokyo", false);

        assertThat(decision.popLocation()).isEqualTo("Tokyo");
        assertThat(decision.moved()).isNull();
        assertThat(decision.notes()).singleElement().asString().contains("Osaka", "repair.movePoP");
    }

    private static Candidate candidate(String pop, boolean held, String times) {
        return new Candidate(
                pop,
                held,
                Arrays.stream(times.split(" "))
                        .filter(t -> !t.isEmpty())
                        .map(t -> Duration.ofMillis(Long.parseLong(t)))
                        .toList());
    }
}
