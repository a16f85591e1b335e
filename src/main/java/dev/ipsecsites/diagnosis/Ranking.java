package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares findings: one that explains another takes its place, two that exclude each other make both less sure. Surest first. */
final class Ranking {
    /** A cause, and what is only its consequence. */
    private static final Map<Cause, Set<Cause>> CONSEQUENCES = Map.of();

    private Ranking() {}

    static List<Finding> rank(List<Finding> found) {
        List<Finding> left = new ArrayList<>();
        for (Finding finding : found) {
            boolean explained = found.stream()
                    .filter(other -> other.confidence().compareTo(finding.confidence()) <= 0)
                    .anyMatch(other -> CONSEQUENCES
                            .getOrDefault(other.cause, EnumSet.noneOf(Cause.class))
                            .contains(finding.cause));
            if (!explained) {
                left.add(finding);
            }
        }
        left.sort(Comparator.comparing(Finding::confidence).thenComparing(f -> f.cause));
        return List.copyOf(left);
    }
}
