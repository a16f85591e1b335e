package dev.ipsecsites.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How far negotiations got that failed (RFC 7296 §1.2): a key is only looked at when algorithms and groups were agreed on, networks only when the
 * key was right. Failures of a phase that only failures of a later one follow have been mended.
 */
final class Phases {
    private static final int NONE = -1;
    private static final int INIT = 0;
    private static final int AUTH = 1;
    private static final int CHILD = 2;

    private Phases() {}

    /**
     * @param readings in order
     * @param nobodys of those, what may be another tunnel's: neither mended nor a sign of it
     */
    static List<Reading> overtaken(List<Reading> readings, Set<Reading> nobodys) {
        List<Reading> sure = readings.stream().filter(r -> !nobodys.contains(r)).toList();
        List<Reading> overtaken = new ArrayList<>();
        for (int phase = INIT; phase < CHILD; phase++) {
            List<Reading> earlier = of(phase, sure);
            for (int further = phase + 1; further <= CHILD; further++) {
                List<Reading> later = of(further, sure);
                if (!earlier.isEmpty() && !later.isEmpty() && allBefore(earlier, later, sure)) {
                    overtaken.addAll(earlier);
                    break;
                }
            }
        }
        return overtaken;
    }

    private static List<Reading> of(int phase, List<Reading> readings) {
        return readings.stream().filter(r -> phase(r.sign()) == phase).toList();
    }

    private static int phase(Sign sign) {
        return switch (sign) {
            case WRONG_AUTHENTICATION -> AUTH;
            case TRAFFIC_SELECTORS, CHILD_NO_PROPOSAL -> CHILD;
            default -> sign.failure() ? INIT : NONE;
        };
    }

    /** By time, with a margin where two clocks told it; of one end without times by the order. */
    private static boolean allBefore(List<Reading> earlier, List<Reading> later, List<Reading> order) {
        boolean oneEnd = earlier.stream().allMatch(r -> sameEnd(r, later.getFirst()))
                && later.stream().allMatch(r -> sameEnd(r, later.getFirst()));
        Instant last = times(earlier).stream().max(Instant::compareTo).orElse(null);
        Instant first = times(later).stream().min(Instant::compareTo).orElse(null);
        if (untimed(earlier) || untimed(later) || last == null || first == null) {
            return oneEnd && order.indexOf(earlier.getLast()) < order.indexOf(later.getFirst());
        }
        return last.plus(oneEnd ? Duration.ZERO : Relevance.SKEW).isBefore(first);
    }

    private static boolean sameEnd(Reading one, Reading other) {
        return one.message().source() == other.message().source();
    }

    private static boolean untimed(List<Reading> readings) {
        return readings.stream().anyMatch(r -> r.message().time() == null);
    }

    private static List<Instant> times(List<Reading> readings) {
        return readings.stream()
                .map(r -> r.message().time())
                .filter(Objects::nonNull)
                .toList();
    }
}
