package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlapsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void eachLossCountsAtOnce() {
        Flaps flaps = Flaps.NONE.down(NOON).down(NOON.plusSeconds(30)).down(NOON.plusSeconds(60));
        assertThat(flaps.published()).isEqualTo(3);
        assertThat(flaps.many()).isTrue();
    }

    @Test
    void theNumberStaysWhileTheWindowIsNotEmptyAndIsThenZero() {
        Flaps flaps = Flaps.NONE.down(NOON).down(NOON.plus(Duration.ofMinutes(50)));
        assertThat(flaps.at(NOON.plus(Duration.ofMinutes(70))).published())
                .as("one of the two is too old")
                .isEqualTo(2);
        assertThat(flaps.at(NOON.plus(Duration.ofMinutes(111))).published()).isZero();
    }

    @Test
    void aTunnelThatFlapsForEverDoesntCountForEver() {
        Flaps flaps = Flaps.NONE;
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            flaps = flaps.down(NOON.plus(Duration.ofMinutes(minute)));
        }
        assertThat(flaps.published()).isBetween(6, 7);
        for (int i = 0; i < 5000; i++) {
            flaps = flaps.down(NOON.plus(Duration.ofDays(2)));
        }
        assertThat(flaps.downs()).hasSize(1000);
    }

    @Test
    void whatAnEarlierProcessCountedSettlesToo() {
        Flaps flaps = Flaps.remembered(4, NOON);
        assertThat(flaps.at(NOON.plus(Duration.ofMinutes(59))).published()).isEqualTo(4);
        assertThat(flaps.at(NOON.plus(Duration.ofMinutes(60))).published()).isZero();
    }

    @Test
    void lossesThatLieInTheFutureSinceTheClockWasSetBackDoNotCount() {
        Flaps flaps = Flaps.NONE.down(NOON);
        assertThat(flaps.at(NOON.minus(Duration.ofDays(30))).published()).isZero();
    }
}
