package dev.ipsecsites.cato;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands until somebody pauses: the pause turns it and is over at once. */
public final class FakeTime extends Clock implements Pause {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");

    @Override
    public synchronized void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    public synchronized void turn(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
