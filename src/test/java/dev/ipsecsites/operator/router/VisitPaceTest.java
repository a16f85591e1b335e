package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.RouterObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisitPaceTest {
    private final RouterWorld world = new RouterWorld();
    private final VisitPace pace = new VisitPace(
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), RandomGenerator.of("L64X128MixRandom")));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRouterIsLookedAtOnceInItsPollIntervalWhateverAVisitTakes() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.next(router(), settled(null), Duration.ZERO))
                    .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
            assertThat(pace.next(router(), settled(null), Duration.ofSeconds(15)))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
        }
        assertThat(pace.next(router(), settled(null), Duration.ofMinutes(5)))
                .as("never at once")
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anOpenDebugWindowIsReadSoon() {
        assertThat(pace.next(router(), settled(new DebugSettings(1, null, null)), Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aRouterThatIsAwayIsNotHurriedForAWindowThatIsStillOpen() {
        RouterRecord open = RouterRecord.EMPTY.opening(new DebugSettings(1, null, null), Instant.EPOCH);
        Visit away = Visit.without(
                new Outcome.Failed(Problem.terminal("AuthenticationFailed", "login refused")), open, null);
        assertThat(pace.next(router(), away, Duration.ZERO)).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void aRouterThatIsAwayIsLookedForAsOftenAsItWouldBePolled() {
        Visit away = Visit.without(
                new Outcome.Failed(Problem.waiting("Unreachable", "no answer")), RouterRecord.EMPTY, null);
        Duration took = Duration.ofSeconds(10);
        assertThat(pace.next(router(), away, took)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        for (int i = 0; i < 20; i++) {
            assertThat(pace.next(router(), away, took)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        }
    }

    private RouterObservation observation() {
        return new RouterObservation(
                Instant.EPOCH, world.router.facts, List.of(), Map.of(), world.router.configuration());
    }

    private Router router() {
        if (world.router("rt") == null) {
            world.router("rt", "");
        }
        return world.router("rt");
    }

    private Visit settled(@Nullable DebugSettings debug) {
        return new Visit(
                new Outcome.Settled(false, List.of()),
                debug == null ? RouterRecord.EMPTY : RouterRecord.EMPTY.opening(debug, Instant.EPOCH),
                world.router.facts,
                observation(),
                List.of(),
                Map.of(),
                Map.of(),
                null);
    }
}
