package dev.ipsecsites.lab.rtx.state;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** {@code show log}: 10,000 lines (20,000 on vRX), English always, kept over a restart (yamaha-rtx.md §3.6). */
public final class SystemLog {
    private final Deque<String> lines = new ArrayDeque<>();
    private final DateTimeFormatter stamp;
    private final Clock clock;
    private final int capacity;
    private volatile Consumer<String> listener = line -> {};
    private List<String> beforeRestart = List.of();

    public SystemLog(Clock clock, ZoneId zone, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
        stamp = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** Gets every line, with its time stamp. */
    public void listener(Consumer<String> every) {
        listener = every;
    }

    public void add(String text) {
        String line = stamp.format(clock.instant()) + ": " + text;
        synchronized (this) {
            lines.addLast(line);
            if (lines.size() > capacity) {
                lines.removeFirst();
            }
        }
        listener.accept(line);
    }

    public synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }

    public synchronized void clear() {
        lines.clear();
    }

    /** Remembers the present lines for {@code show log saved}. */
    public synchronized void restart() {
        beforeRestart = lines();
    }

    public synchronized List<String> beforeRestart() {
        return beforeRestart;
    }
}
