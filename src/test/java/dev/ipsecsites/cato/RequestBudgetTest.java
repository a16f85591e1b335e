package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {
    private static final Duration LONG = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({"removeSite,80,96", "removeSite,100,120", "entityLookup,80,24", "entityLookup,10,3"})
    void aMinuteHoldsOurShareOfThePublishedLimit(String operation, int percent, int expected) throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, percent);
        Instant start = time.instant();
        int sent = 0;
        while (true) {
            budget.await(operation, LONG);
            if (!time.instant().isBefore(start.plusSeconds(60))) {
                break;
            }
            sent++;
        }
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void aShareBelowOneRequestBecomesALongerGap() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 80);
        budget.await("accountSnapshot", LONG);
        budget.await("accountSnapshot", LONG);
        assertThat(time.pauses()).containsExactly(Duration.ofMillis(1250));
    }

    @Property(tries = 60)
    void noSpanEverHoldsMoreThanTheLimitWhereverItBegins(
            @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll List<@IntRange(max = 9000) Integer> gaps)
            throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, percent);
        List<Instant> sent = new ArrayList<>();
        for (int gap : gaps) {
            time.turn(Duration.ofMillis(gap));
            budget.await("entityLookup", LONG);
            sent.add(time.instant());
        }
        for (Instant begin : sent) {
            assertThat(sent.stream()
                            .filter(at -> !at.isBefore(begin) && at.isBefore(begin.plusSeconds(60)))
                            .count())
                    .isLessThanOrEqualTo(Math.max(1, 30L * percent / 100));
        }
    }

    @Test
    void operationsDoNotWaitForOneAnother() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 10);
        for (int i = 0; i < 3; i++) {
            budget.await("entityLookup", LONG);
        }
        budget.await("removeSite", LONG);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aPlaceThatIsTooFarAwayIsNotTaken() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 10);
        for (int i = 0; i < 3; i++) {
            budget.await("entityLookup", LONG);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(budget.await("entityLookup", Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(60));
        }
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void whatCatoSaysHoldsEverybody() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 80);
        budget.hold("removeSite", Duration.ofSeconds(7));
        budget.await("removeSite", LONG);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aSmallerShareCountsWhatWasUsedBefore() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 100);
        for (int i = 0; i < 10; i++) {
            budget.await("entityLookup", LONG);
        }
        budget.setPercent(10);
        assertThat(budget.await("entityLookup", Duration.ZERO)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aClockThatWasSetBackDoesNotBlock() throws Exception {
        FakeTime time = new FakeTime();
        RequestBudget budget = new RequestBudget(time, time, 10);
        for (int i = 0; i < 3; i++) {
            budget.await("entityLookup", LONG);
        }
        time.turn(Duration.ofHours(-3));
        assertThat(budget.await("entityLookup", Duration.ZERO)).isZero();
    }

    @Test
    void aPercentageOutsideItsRangeIsRefused() {
        FakeTime time = new FakeTime();
        assertThatThrownBy(() -> new RequestBudget(time, time, 0)).hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> new RequestBudget(time, time, 101)).hasMessageContaining("1 to 100");
    }

    @Test
    void stoppingEndsEveryPause() {
        Pause.UntilStopped pause = new Pause.UntilStopped();
        pause.close();
        assertThatThrownBy(() -> pause.pause(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
    }
}
