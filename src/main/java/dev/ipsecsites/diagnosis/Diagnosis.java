package dev.ipsecsites.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, why that is believed, and what to do.
 *
 * @param tunnel null where it is the whole site
 * @param end null where the evidence doesn't say at which end
 * @param summary one sentence with the values
 * @param evidence for it: quoted lines, values of both ends; keys masked, at most {@value #LINES}
 * @param against what doesn't fit
 * @param remedy what to do, with commands that can be typed and the console's field names
 * @param repairable whether the operator may repair it by itself
 * @param next what to look at to be surer; empty when it is certain
 * @param difference the values that differ, where it is about one parameter
 */
public record Diagnosis(
        Cause cause,
        @Nullable String tunnel,
        @Nullable End end,
        Confidence confidence,
        String summary,
        List<String> evidence,
        List<String> against,
        String remedy,
        boolean repairable,
        List<String> next,
        @Nullable Difference difference) {

    /** Limit of {@link #evidence} and of {@link #against}. */
    public static final int LINES = 12;

    public Diagnosis {
        evidence = evidence.stream().limit(LINES).toList();
        against = against.stream().limit(LINES).toList();
        next = List.copyOf(next);
    }
}
