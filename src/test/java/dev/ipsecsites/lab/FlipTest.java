package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlipTest {
    private static final Duration ALLOWED = Duration.ofSeconds(7);

    private final Flip.Track reported = new Flip.Track();
    private final Flip.Track seen = new Flip.Track();

    FlipTest() {
        reported.add(0, true);
        seen.add(0, true);
    }

    @Test
    void theLagIsFromTheEndsReportToTheCondition() {
        reported.add(seconds(10), false);
        seen.add(seconds(14), false);
        reported.add(seconds(20), true);
        seen.add(seconds(29), true);

        assertThat(Flip.between("t", reported, seen, ALLOWED, seconds(60)))
                .extracting(Flip::lag, flip -> flip.late(ALLOWED))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Duration.ofSeconds(4), false),
                        org.assertj.core.groups.Tuple.tuple(Duration.ofSeconds(9), true));
    }

    @Test
    void aReportThatStoodLongEnoughAndWasNeverSeenIsLate() {
        reported.add(seconds(10), false);

        assertThat(Flip.between("t", reported, seen, ALLOWED, seconds(17)))
                .singleElement()
                .satisfies(flip -> assertThat(flip.late(ALLOWED)).isTrue());
    }

    @Test
    void aReportThatDidNotStandAsLongAsTheConditionMayTakeNeedNotBeSeen() {
        reported.add(seconds(10), false);
        reported.add(seconds(15), true);

        assertThat(Flip.between("t", reported, seen, ALLOWED, seconds(60))).isEmpty();
    }

    @Test
    void aShortReportThatWasSeenCounts() {
        reported.add(seconds(10), false);
        seen.add(seconds(12), false);
        reported.add(seconds(13), true);
        seen.add(seconds(16), true);

        assertThat(Flip.between("t", reported, seen, ALLOWED, seconds(60)))
                .extracting(Flip::lag)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void whatTheConditionSaysAlreadyIsNoFlip() {
        seen.add(seconds(8), false);
        reported.add(seconds(10), false);

        assertThat(Flip.between("t", reported, seen, ALLOWED, seconds(60))).isEmpty();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
