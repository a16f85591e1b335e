package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.NumberRange;
import dev.ipsecsites.operator.router.TunnelNumbers.Answer;
import dev.ipsecsites.operator.router.TunnelNumbers.Wish;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TunnelNumbersTest {
    private static final NumberRange ONE_TO_THREE = new NumberRange(1, 3);

    @Test
    void theOldestGetsTheLowestFreeNumber() {
        assertThat(allocate(Set.of(), wish("b", 2, null, null), wish("a", 1, null, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "2"));
    }

    @Test
    void aNumberOnceGivenStays() {
        assertThat(allocate(Set.of(), wish("a", 1, null, 3), wish("b", 0, null, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "3", "b", "1"));
    }

    @Test
    void whatSomethingElseStandsOnIsNotGiven() {
        assertThat(allocate(Set.of(1, 2), wish("a", 1, null, null))).containsEntry("a", "3");
    }

    @Test
    void aNumberThatSomebodyAsksForIsNotGivenToOthers() {
        assertThat(allocate(Set.of(), wish("a", 1, null, null), wish("b", 2, 1, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "1"));
    }

    @Test
    void whoAsksForAHeldNumberGetsNoneAndNobodyIsPushedOut() {
        assertThat(allocate(Set.of(), wish("a", 2, null, 1), wish("b", 1, 1, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "TunnelNumberInUse"));
    }

    @Test
    void ofTwoThatAskForOneNumberTheOlderGetsIt() {
        assertThat(allocate(Set.of(), wish("b", 2, 2, null), wish("a", 1, 2, null)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "TunnelNumberInUse"));
    }

    @Test
    void aChangedWishMovesTheTunnel() {
        assertThat(allocate(Set.of(), wish("a", 1, 3, 1))).containsEntry("a", "3");
    }

    @Test
    void aNumberOutOfRangeIsRefusedAndAHeldOneOutOfRangeReplaced() {
        assertThat(allocate(Set.of(), wish("a", 1, 9, null), wish("b", 2, null, 9)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "NumberOutOfRange", "b", "1"));
    }

    @Test
    void whenAllAreTakenTheMessageSaysWhatToWiden() {
        var answers = TunnelNumbers.allocate(List.of(wish("a", 1, null, null)), ONE_TO_THREE, Set.of(1, 2, 3));

        assertThat(answers.get("a")).isInstanceOfSatisfying(Answer.None.class, none -> {
            assertThat(none.problem().reason()).isEqualTo("NoTunnelNumberFree");
            assertThat(none.problem().message()).contains("spec.numbers.tunnels");
        });
    }

    private static Map<String, String> allocate(Set<Integer> foreign, Wish... wishes) {
        return TunnelNumbers.allocate(List.of(wishes), ONE_TO_THREE, foreign).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> switch (e.getValue()) {
                    case Answer.Given(int number) -> String.valueOf(number);
                    case Answer.None(Problem problem) -> problem.reason();
                }));
    }

    private static Wish wish(String uid, int second, @Nullable Integer asked, @Nullable Integer held) {
        return new Wish(uid, "net/" + uid, "2026-11-23T12:00:0" + second + "Z", asked, held);
    }
}
