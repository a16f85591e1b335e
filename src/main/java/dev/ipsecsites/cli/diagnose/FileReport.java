package dev.ipsecsites.cli.diagnose;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param kinds what was found in it
 * @param problem why it, or a part of it, is of no use; null where all of it is
 */
public record FileReport(
        String name, Set<Kind> kinds, @Nullable String problem) {
    public FileReport {
        kinds = java.util.Collections.unmodifiableSet(new TreeSet<>(kinds));
    }

    /** Something could be read. */
    public boolean usable() {
        return !kinds.isEmpty();
    }
}
