package dev.ipsecsites.diagnosis;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time of a row, whose date may be read in two ways: 5/6 is a day of May or of June. At least one way gives a day.
 *
 * @param monthFirst null where that is no date
 * @param dayFirst null where that is no date
 */
record Moment(@Nullable Instant monthFirst, @Nullable Instant dayFirst) implements Comparable<Moment> {
    static Moment of(Instant time) {
        return new Moment(time, time);
    }

    /** As long as nothing else of its file is known: the American way, and where that is no date, the other one. */
    Instant alone() {
        return Objects.requireNonNull(monthFirst == null ? dayFirst : monthFirst);
    }

    Instant inOrder(boolean dayIsFirst) {
        return dayIsFirst && dayFirst != null ? dayFirst : alone();
    }

    @Override
    public int compareTo(Moment other) {
        return alone().compareTo(other.alone());
    }
}
