package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.operator.common.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelMemoryTest {
    private final TestClock clock = new TestClock();
    private final TunnelMemory memory = new TunnelMemory(clock);

    @Test
    void countsLossesOfTheLastHour() {
        for (int i = 0; i < 3; i++) {
            see(true, "a");
            see(false, "a");
            see(false, "a");
        }
        assertThat(see(null, "a").flaps()).isEqualTo(3);

        clock.advance(TunnelMemory.WITHIN.plusSeconds(1));
        assertThat(see(null, "a").flaps()).isZero();
    }

    @Test
    void lossesThatLieInTheFutureSinceTheClockWasSetBackDoNotCount() {
        see(true, "a");
        see(false, "a");
        clock.advance(Duration.ofDays(-30));
        assertThat(see(false, "a").flaps()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // seconds between what we did and the last time it was seen up, and the first time it was seen down → flaps
        "0, 10, 0",
        "60, 70, 0",
        "61, 70, 1",
        "-30, 30, 0",
        "-30, 0, 0",
        "-30, -1, 1"
    })
    void whatWeDidOurselvesIsNoFlapWhoeverTellsOfItFirst(int lastUp, int down, int flaps) {
        Instant done = clock.instant().plusSeconds(120);
        String key = TunnelMemory.key("u1", Role.PRIMARY);
        clock.advance(Duration.ofSeconds(120 + lastUp));
        see(true, "a");
        clock.advance(Duration.ofSeconds(down - lastUp));
        assertThat(see(false, "a").flaps()).isOne();

        memory.interrupted(key, done);
        assertThat(see(false, "a").flaps()).isEqualTo(flaps);
        assertThat(see(false, "a").interruptions()).containsExactly(done);
    }

    @Test
    void newsOfCatosCountFromWhenTheyWereTakenNotFromWhenTheyWereRead() {
        Instant taken = clock.instant();
        memory.saw("u1 PRIMARY", true, taken, true, true, "a");
        memory.interrupted(TunnelMemory.key("u1", Role.PRIMARY), taken.plusSeconds(10));
        clock.advance(Duration.ofMinutes(5));
        memory.saw("u1 PRIMARY", true, taken, true, true, "a");
        assertThat(see(false, "a").flaps()).isZero();
    }

    @Test
    void aTunnelThatWasNeverSeenUpHasNotFlapped() {
        see(false, "a");
        assertThat(see(false, "a").flaps()).isZero();
    }

    @Test
    void knowsSinceWhenItIsDownAndWhenItsSettingsChanged() {
        see(true, "a");
        Instant up = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        Instant down = clock.instant();
        TunnelMemory.Known first = see(false, "a");
        assertThat(first.lastUp()).isEqualTo(up);
        assertThat(first.downSince()).isEqualTo(down);
        assertThat(first.changed()).as("nothing was changed while we looked").isNull();

        clock.advance(Duration.ofMinutes(1));
        TunnelMemory.Known changed = see(false, "b");
        assertThat(changed.downSince()).isEqualTo(down);
        assertThat(changed.changed()).isEqualTo(clock.instant());
    }

    @Test
    void knowsWhenEitherEndBeganToSayThatItIsUp() {
        memory.saw("u1 PRIMARY", false, clock.instant(), true, false, "a");
        assertThat(memory.saw("u1 PRIMARY", false, clock.instant(), false, false, "a")
                        .cameUp())
                .as("one that was up before anybody looked has not come up")
                .isNull();
        Instant atRouter = clock.instant();
        memory.saw("u1 PRIMARY", null, clock.instant(), true, false, "a");
        clock.advance(Duration.ofMinutes(1));
        assertThat(memory.saw("u1 PRIMARY", null, clock.instant(), true, false, "a")
                        .cameUp())
                .isEqualTo(atRouter);
        assertThat(memory.saw("u1 PRIMARY", true, clock.instant(), null, true, "a")
                        .cameUp())
                .isEqualTo(clock.instant());
    }

    private TunnelMemory.Known see(@org.jspecify.annotations.Nullable Boolean up, String settings) {
        return memory.saw("u1 PRIMARY", up, clock.instant(), up, Boolean.TRUE.equals(up), settings);
    }
}
