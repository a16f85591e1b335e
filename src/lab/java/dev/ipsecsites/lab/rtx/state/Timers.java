package dev.ipsecsites.lab.rtx.state;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is due at a time: scheduled commands, rollback. Looked at by {@link #run}, so that a test's clock decides. */
public final class Timers {
    private final Map<String, Timer> timers = new TreeMap<>();
    private final Set<String> known = new HashSet<>();
    private final Clock clock;

    private record Timer(Instant due, Runnable action) {}

    public Timers(Clock clock) {
        this.clock = clock;
    }

    /** Sets or replaces the timer of this name. */
    public synchronized void set(String name, Instant due, Runnable action) {
        known.add(name);
        timers.put(name, new Timer(due, action));
    }

    /** Runs a timer now, whenever it is due. */
    public void expired(String name) {
        Timer t;
        synchronized (this) {
            t = timers.remove(name);
        }
        if (t != null) {
            t.action().run();
        }
    }

    /** Whether there was one. */
    public synchronized boolean cancel(String name) {
        return timers.remove(name) != null;
    }

    public synchronized boolean isSet(String name) {
        return timers.containsKey(name);
    }

    /** Whether it was never set since the start, or since it was last dropped. */
    public synchronized boolean isNew(String name) {
        return !known.contains(name);
    }

    /** Drops all timers with this prefix but the wanted ones. */
    public synchronized void keep(String prefix, Set<String> wanted) {
        timers.keySet().removeIf(n -> n.startsWith(prefix) && !wanted.contains(n));
        known.removeIf(n -> n.startsWith(prefix) && !wanted.contains(n));
    }

    synchronized void clear() {
        timers.clear();
        known.clear();
    }

    /** Runs what is due, in the order of names. */
    public void run() {
        List<Timer> due = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            timers.values().removeIf(t -> {
                boolean ripe = !now.isBefore(t.due());
                if (ripe) {
                    due.add(t);
                }
                return ripe;
            });
        }
        due.forEach(t -> t.action().run());
    }
}
