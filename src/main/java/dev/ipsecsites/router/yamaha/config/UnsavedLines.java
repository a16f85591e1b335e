package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.AppliedLines;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * In what the running and the saved configuration differ, and whether it is our doing (DESIGN §9.11). Console settings don't count: every
 * session changes them (yamaha-rtx.md §1.6).
 */
public record UnsavedLines(RtxConfig saved, RtxConfig running) {

    /** All differences, secrets masked; of a command that isn't known only its beginning. */
    public List<String> all() {
        return differences(key -> true);
    }

    /**
     * Differences that are not ours, told as in {@link #all}; empty when it is safe to write and to save.
     *
     * @param ours the record of what we wrote. A setting that is ours on one side is ours: what stands on the other is what it was before,
     *     or an edit that our next transaction mends. So are the lines of a debug window that somebody else has saved
     */
    public List<String> foreign(AppliedLines ours) {
        Applied applied = Applied.of(ours);
        return differences(
                key -> !isOurs(key, applied) && !DebugLines.leftSaved(key, saved, running, applied.tunnels()));
    }

    private List<String> differences(Predicate<ConfigKey> counts) {
        Set<ConfigKey> keys = new LinkedHashSet<>(running.lines().keySet());
        keys.addAll(saved.lines().keySet());
        List<String> differences = new ArrayList<>();
        for (ConfigKey key : keys) {
            Optional<ConfigLine> now = running.get(key);
            Optional<ConfigLine> then = saved.get(key);
            if (!now.equals(then) && !isConsole(key) && counts.test(key)) {
                differences.add(describe(now, then));
            }
        }
        return differences;
    }

    private static String describe(Optional<ConfigLine> now, Optional<ConfigLine> then) {
        if (now.isEmpty()) {
            return "only saved: " + then.map(ConfigLine::outline).orElse("");
        }
        return then.isEmpty()
                ? "not saved: " + now.get().outline()
                : "not saved: " + now.get().outline() + " (saved: " + then.get().outline() + ")";
    }

    private static boolean isConsole(ConfigKey key) {
        return key.startsWith("console character")
                || key.startsWith("console columns")
                || key.startsWith("console lines");
    }

    private boolean isOurs(ConfigKey key, Applied applied) {
        Optional<ConfigLine> now = running.get(key);
        Optional<ConfigLine> then = saved.get(key);
        // A list is never ours, only members of it are.
        return Stream.concat(now.stream(), then.stream()).anyMatch(FilterList::isList)
                ? sameForeignMembers(now, then, applied)
                : Stream.concat(now.stream(), then.stream()).anyMatch(applied::explains);
    }

    private static boolean sameForeignMembers(Optional<ConfigLine> now, Optional<ConfigLine> then, Applied applied) {
        return now.isPresent()
                && then.isPresent()
                && FilterList.of(now.get())
                        .without(applied.filters())
                        .equals(FilterList.of(then.get()).without(applied.filters()));
    }

    /** How many, and none of them. */
    @Override
    public String toString() {
        return all().size() + " unsaved differences";
    }
}
