package dev.ipsecsites.operator.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of a role's candidates is used with {@code popSelection: LowestRTT}. Pure. */
final class PopChoice {
    /** So many measurements of both PoPs before a tunnel is moved; for the first choice one has to do. */
    static final int NEEDED = 3;

    /** Of these the median is taken: one slow answer moves no tunnel. */
    static final int LOOKED_AT = 5;

    /** Nearer means: by so much of the other's time, and by so much at least. */
    static final double BETTER_BY = 0.2;

    static final Duration BETTER_BY_AT_LEAST = Duration.ofMillis(5);

    private PopChoice() {}

    /**
     * A candidate.
     *
     * @param held whether the account holds an address there; nothing else can be measured
     * @param times what was measured lately, the newest last
     */
    record Candidate(String popLocation, boolean held, List<Duration> times) {
        private Optional<Duration> median(int needed) {
            if (times.size() < needed) {
                return Optional.empty();
            }
            List<Duration> newest = times.subList(Math.max(0, times.size() - LOOKED_AT), times.size()).stream()
                    .sorted()
                    .toList();
            return Optional.of(newest.get(newest.size() / 2));
        }
    }

    /**
     * The answer.
     *
     * @param popLocation the candidate to use
     * @param moved why another one than before; null when it stays
     * @param notes sentences for a condition; hold no times
     */
    record Decision(String popLocation, @Nullable String moved, List<String> notes) {}

    /**
     * Chooses.
     *
     * @param candidates in the order of the manifest, never empty
     * @param current the one in use; null before the first choice
     * @param mayMove whether what runs there may be moved: it isn't working, or the manifest allows it
     */
    static Decision choose(List<Candidate> candidates, @Nullable String current, boolean mayMove) {
        List<String> notes = notes(candidates);
        Optional<Candidate> now = candidates.stream()
                .filter(c -> c.popLocation().equalsIgnoreCase(current))
                .findFirst();
        if (now.isEmpty()) {
            String first = nearest(candidates, 1).orElse(candidates.getFirst()).popLocation();
            return new Decision(first, current == null ? null : current + " is no candidate any more", notes);
        }
        String stays = now.get().popLocation();
        Optional<Candidate> nearest = nearest(candidates, NEEDED);
        if (nearest.isEmpty() || nearest.get().equals(now.get()) || !nearer(nearest.get(), now.get())) {
            return new Decision(stays, null, notes);
        }
        String better = nearest.get().popLocation();
        if (!mayMove) {
            notes.add(better + " answers faster than " + stays
                    + "; the tunnel stays where it works. Set repair.movePoP: true to let it move");
            return new Decision(stays, null, notes);
        }
        return new Decision(better, better + " answers faster than " + stays, notes);
    }

    private static Optional<Candidate> nearest(List<Candidate> candidates, int needed) {
        return candidates.stream()
                .filter(c -> c.median(needed).isPresent())
                .min(Comparator.comparing(c -> c.median(needed).orElseThrow()));
    }

    /** A candidate that was never heard is not nearer than one that was. */
    private static boolean nearer(Candidate other, Candidate current) {
        Duration theirs = other.median(NEEDED).orElseThrow();
        Optional<Duration> ours = current.median(NEEDED);
        if (ours.isEmpty()) {
            return false;
        }
        Duration gain = ours.get().minus(theirs);
        return gain.compareTo(BETTER_BY_AT_LEAST) >= 0
                && gain.toNanos() >= (long) (ours.get().toNanos() * BETTER_BY);
    }

    private static List<String> notes(List<Candidate> candidates) {
        List<String> notes = new ArrayList<>();
        List<String> missing = candidates.stream()
                .filter(c -> !c.held())
                .map(Candidate::popLocation)
                .toList();
        if (!missing.isEmpty()) {
            notes.add("not measured, because the account holds no address there and none is allocated to measure: "
                    + String.join(", ", missing));
        }
        return notes;
    }
}
