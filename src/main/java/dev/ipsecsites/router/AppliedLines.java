package dev.ipsecsites.router;

import java.util.List;

/**
 * Record of the lines that we wrote to a router, kept in Kubernetes before they are sent: after a crash it tells our own
 * unsaved lines from other people's. Keys in it are masked.
 */
public record AppliedLines(List<String> lines) {
    public static final AppliedLines NONE = new AppliedLines(List.of());

    public AppliedLines {
        lines = List.copyOf(lines);
    }
}
