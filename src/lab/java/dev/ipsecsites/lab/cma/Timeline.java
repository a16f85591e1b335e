package dev.ipsecsites.lab.cma;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Messages of a tunnel's IKE exchange as the console lets one download them: the last 100 of the active tunnel, the last 300 of
 * the archive, and only the archive while the tunnel is down (cato-api.md §4.7).
 */
final class Timeline {
    private static final int ACTIVE = 100;
    private static final int ARCHIVE = 300;

    record Entry(Instant time, String message) {}

    private final Deque<Entry> active = new ArrayDeque<>();
    private final Deque<Entry> archive = new ArrayDeque<>();

    void add(Instant time, String message, boolean connected) {
        Deque<Entry> target = connected ? active : archive;
        target.addLast(new Entry(time, message));
        trim();
    }

    void closed() {
        archive.addAll(active);
        active.clear();
        trim();
    }

    private void trim() {
        while (active.size() > ACTIVE) {
            archive.addLast(active.removeFirst());
        }
        while (archive.size() > ARCHIVE) {
            archive.removeFirst();
        }
    }

    List<Entry> entries() {
        List<Entry> all = new ArrayList<>(archive);
        all.addAll(active);
        return all;
    }

    /** Columns are an assumption; times are UTC. */
    String csv(String tunnelId) {
        StringBuilder out = new StringBuilder("time,tunnel,message\n");
        for (Entry entry : entries()) {
            out.append(entry.time())
                    .append(',')
                    .append(tunnelId)
                    .append(",\"")
                    .append(entry.message().replace("\"", "\"\""))
                    .append("\"\n");
        }
        return out.toString();
    }
}
