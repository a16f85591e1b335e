package dev.ipsecsites.lab.rtx.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The slots for saved configurations: {@code 0} to {@code 4}, each with two backups {@code N.1} and {@code N.2} (yamaha-rtx.md §5.1). */
public final class Flash {
    private final Map<String, Slot> slots = new TreeMap<>();
    private String boot = "0";

    /** One saved configuration. */
    public record Slot(Configuration configuration, Instant saved, String comment) {}

    /** Overwrites a slot; what was in it becomes its backups. */
    public void save(String name, Slot slot) {
        String base = name.substring(0, 1);
        if (name.length() == 1) {
            move(base + ".1", base + ".2");
            move(base, base + ".1");
        }
        slots.put(name, slot);
    }

    private void move(String from, String to) {
        Slot s = slots.get(from);
        if (s != null) {
            slots.put(to, s);
        }
    }

    public Optional<Slot> slot(String name) {
        return Optional.ofNullable(slots.get(name));
    }

    public void copy(String from, String to) {
        slot(from).ifPresent(s -> save(to, s));
    }

    public boolean delete(String name) {
        return slots.remove(name) != null;
    }

    public void clear() {
        slots.clear();
        boot = "0";
    }

    /** Slots in the order of {@code show config list}. */
    public Map<String, Slot> all() {
        return new LinkedHashMap<>(slots);
    }

    /** Slot that the next start reads. */
    public String boot() {
        return boot;
    }

    public void boot(String name) {
        boot = name;
    }
}
