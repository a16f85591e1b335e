package dev.ipsecsites.diagnosis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the dates of a file have the day or the month first: whoever wrote them did so in one way. Takes one time after the other as they
 * stand in the file. Not thread-safe.
 */
final class DateOrder {
    private boolean onlyDayFirst;
    private boolean onlyMonthFirst;
    private final Steps dayFirst = new Steps();
    private final Steps monthFirst = new Steps();

    /** How often times went on and back. */
    private static final class Steps {
        private @Nullable Instant last;
        private long forward;
        private long back;

        void to(Instant time) {
            int step = last == null ? 0 : time.compareTo(last);
            forward += step > 0 ? 1 : 0;
            back += step < 0 ? 1 : 0;
            last = time;
        }

        /** A file has its oldest line or its newest one first. */
        long againstTheOrder() {
            return Math.min(forward, back);
        }
    }

    void note(Moment moment) {
        onlyDayFirst |= moment.monthFirst() == null;
        onlyMonthFirst |= moment.dayFirst() == null;
        dayFirst.to(moment.inOrder(true));
        monthFirst.to(moment.inOrder(false));
    }

    /** A field above 12 settles it; else the order of the lines may; else they are American. */
    boolean dayIsFirst() {
        return onlyDayFirst == onlyMonthFirst
                ? dayFirst.againstTheOrder() < monthFirst.againstTheOrder()
                : onlyDayFirst;
    }

    boolean newestFirst() {
        Steps steps = dayIsFirst() ? dayFirst : monthFirst;
        return steps.forward < steps.back;
    }
}
