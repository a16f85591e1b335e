package dev.ipsecsites.lab.cma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of cato-api.md §1.6. */
class RateLimiterTest {
    private final SettableClock clock = new SettableClock();
    private final RateLimiter limiter = new RateLimiter(clock);

    private boolean allowed(String account, String operation) {
        return limiter.refuse(account, operation, 1).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"entityLookup, 30", "accountMetrics, 15", "eventsFeed, 100", "auditFeed, 5", "addIpsecIkeV2Site, 120"})
    void eachOperationHasItsBudgetAMinuteAndGetsItBack(String operation, int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(allowed("1", operation)).isTrue();
        }
        assertThat(limiter.refuse("1", operation, 1)).hasValue(Duration.ofMinutes(1));
        assertThat(allowed("2", operation)).as("another account").isTrue();
        assertThat(allowed("1", "removeSite")).as("another operation").isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(allowed("1", operation)).isTrue();
    }

    @Test
    void theSnapshotMayBeAskedForOnceASecondAndThirtyTimesAMinute() {
        for (int i = 0; i < 30; i++) {
            assertThat(allowed("1", "accountSnapshot")).isTrue();
            assertThat(allowed("1", "accountSnapshot")).isFalse();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(limiter.refuse("1", "accountSnapshot", 1)).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void aFactorMultipliesAndZeroSwitchesOff() {
        assertThat(limiter.refuse("1", "auditFeed", 0.2)).isEmpty();
        assertThat(limiter.refuse("1", "auditFeed", 0.2)).isPresent();
        assertThat(limiter.refuse("1", "auditFeed", 0)).isEmpty();
    }
}
