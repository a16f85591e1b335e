package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final List<String> KNOWN =
            List.of(Conditions.READY, Conditions.CONFIGURED, Conditions.STALLED, Conditions.RECONCILING);

    private final TestClock clock = new TestClock();

    @Test
    void allKnownConditionsAreThereOnTheFirstVisit() {
        List<Condition> first = Conditions.of(List.of(), 1L, clock, KNOWN).build();

        assertThat(first).extracting(Condition::type).containsExactlyElementsOf(KNOWN);
        assertThat(first)
                .extracting(Condition::status)
                .containsExactly(
                        ConditionStatus.UNKNOWN, ConditionStatus.UNKNOWN, ConditionStatus.FALSE, ConditionStatus.FALSE);
    }

    @Test
    void theTransitionTimeMovesOnlyWithTheStatus() {
        List<Condition> first = Conditions.of(List.of(), 1L, clock, KNOWN)
                .isFalse(Conditions.READY, "Down", "a")
                .build();
        clock.advance(Duration.ofMinutes(1));
        List<Condition> reasonChanged = Conditions.of(first, 2L, clock, KNOWN)
                .isFalse(Conditions.READY, "OneWay", "b")
                .build();
        List<Condition> statusChanged = Conditions.of(reasonChanged, 2L, clock, KNOWN)
                .isTrue(Conditions.READY, "Up", "c")
                .build();

        assertThat(ready(reasonChanged).lastTransitionTime())
                .isEqualTo(ready(first).lastTransitionTime());
        assertThat(ready(reasonChanged).observedGeneration()).isEqualTo(2L);
        assertThat(ready(statusChanged).lastTransitionTime()).isEqualTo("2026-11-23T12:01:00Z");
    }

    @Test
    void aReconcileThatFindsTheSameLeavesEqualConditions() {
        List<Condition> first = Conditions.of(List.of(), 1L, clock, KNOWN)
                .stalled("HostKeyChanged", "compare the fingerprints")
                .build();
        clock.advance(Duration.ofHours(1));

        assertThat(Conditions.of(first, 1L, clock, KNOWN)
                        .stalled("HostKeyChanged", "compare the fingerprints")
                        .build())
                .isEqualTo(first);
    }

    @Test
    void stalledAndReconcilingExcludeEachOther() {
        Conditions conditions = Conditions.of(List.of(), 1L, clock, KNOWN);

        List<Condition> stalled = conditions.stalled("X", "x").build();
        List<Condition> reconciling = conditions.reconciling("Y", "y").build();
        List<Condition> settled = conditions.settled().build();

        assertThat(Conditions.isTrue(stalled, Conditions.STALLED)).isTrue();
        assertThat(Conditions.isTrue(stalled, Conditions.RECONCILING)).isFalse();
        assertThat(Conditions.isTrue(reconciling, Conditions.STALLED)).isFalse();
        assertThat(Conditions.isTrue(reconciling, Conditions.RECONCILING)).isTrue();
        assertThat(ready(reconciling).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(Conditions.isTrue(settled, Conditions.STALLED)).isFalse();
        assertThat(Conditions.isTrue(settled, Conditions.RECONCILING)).isFalse();
    }

    @Test
    void noConditionIsWithoutMessageBecauseTheApiServerRefusesThat() {
        Conditions conditions = Conditions.of(List.of(), 1L, clock, KNOWN).isTrue(Conditions.READY, "Up", "");

        assertThat(conditions.build()).allSatisfy(c -> assertThat(c.message()).isNotBlank());
        assertThat(conditions.stalled("X", "x").build())
                .allSatisfy(c -> assertThat(c.message()).isNotBlank());
        assertThat(conditions.settled().build())
                .allSatisfy(c -> assertThat(c.message()).isNotBlank());
    }

    private static Condition ready(List<Condition> conditions) {
        return Conditions.find(conditions, Conditions.READY).orElseThrow();
    }
}
