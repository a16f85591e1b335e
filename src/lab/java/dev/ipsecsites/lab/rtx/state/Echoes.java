package dev.ipsecsites.lab.rtx.state;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How far away addresses are, and which of them answer no echo: the lab's decision, not the router's. */
public final class Echoes {
    private final Map<String, Duration> roundTrips = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    /** Round trip to an address; the rest of the world is near. */
    public void roundTrip(String address, Duration time) {
        roundTrips.put(address, time);
    }

    public Optional<Duration> roundTrip(String address) {
        return Optional.ofNullable(roundTrips.get(address));
    }

    public void answers(String address, boolean answering) {
        if (answering) {
            silent.remove(address);
        } else {
            silent.add(address);
        }
    }

    public boolean answers(String address) {
        return !silent.contains(address);
    }
}
