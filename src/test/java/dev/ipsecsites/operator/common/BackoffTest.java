package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final TestClock clock = new TestClock();
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), RandomGenerator.of("L64X128MixRandom"));

    @Test
    void waitsDoubleUpToTheCapAndNeverEnd() {
        assertThat(backoff.delay(1)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2400));
        assertThat(backoff.delay(4)).isBetween(Duration.ofSeconds(16), Duration.ofMillis(19_200));
        assertThat(backoff.delay(9)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(backoff.delay(100_000)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void jitterIsNeverNegative() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.jitter(Duration.ofSeconds(30))))
                .allMatch(d -> d.compareTo(Duration.ofSeconds(30)) >= 0)
                .anyMatch(d -> d.compareTo(Duration.ofSeconds(33)) > 0);
    }

    @Test
    void whatIsPromisedWithinATimeIsNeverLater() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.within(Duration.ofSeconds(30))))
                .allMatch(d -> d.compareTo(Duration.ofSeconds(30)) <= 0 && d.compareTo(Duration.ofSeconds(24)) >= 0)
                .anyMatch(d -> d.compareTo(Duration.ofSeconds(27)) < 0);
    }

    @Test
    void theFrameworksRetryNeverGivesUp() {
        var execution = backoff.initExecution();

        assertThat(IntStream.range(0, 100).mapToObj(i -> execution.nextDelay())).allMatch(d -> d.isPresent());
        assertThat(execution.isLastAttempt()).isFalse();
        assertThat(execution.getAttemptCount()).isEqualTo(100);
    }

    @Test
    void theBrakeDoesNotHoldForAsLongAsTheClockWasSetBack() {
        RateLimiter<Backoff.Window> brake = Backoff.atMost(1, Duration.ofSeconds(5), clock);
        var state = brake.initState();
        assertThat(brake.isLimited(state)).isEmpty();
        clock.advance(Duration.ofHours(-1));

        assertThat(brake.isLimited(state)).isEmpty();
        assertThat(brake.isLimited(state)).contains(Duration.ofSeconds(5));
    }

    @Test
    void theBrakeTellsTheTimeThatRemains() {
        RateLimiter<Backoff.Window> brake = Backoff.atMost(2, Duration.ofSeconds(1), clock);
        var state = brake.initState();

        assertThat(brake.isLimited(state)).isEmpty();
        assertThat(brake.isLimited(state)).isEmpty();
        assertThat(brake.isLimited(state)).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofMillis(800));
        assertThat(brake.isLimited(state)).contains(Duration.ofMillis(200));
        clock.advance(Duration.ofMillis(200));
        assertThat(brake.isLimited(state)).isEmpty();
    }
}
