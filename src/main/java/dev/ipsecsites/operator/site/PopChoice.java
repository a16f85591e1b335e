package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
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
     * @param hindrance why what runs there stays ({@link #hindrance}); null: it may be moved
     */
    static Decision choose(List<Candidate> candidates, @Nullable String current, @Nullable String hindrance) {
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
        if (hindrance != null) {
            notes.add(better + " answers faster than " + stays + "; the tunnel stays " + hindrance);
            return new Decision(stays, null, notes);
        }
        return new Decision(better, better + " answers faster than " + stays, notes);
    }

    /**
     * Why a tunnel is left where it is. One that may work is moved only where the manifest allows it and another carries the traffic; an
     * end that isn't heard may well be working, and a router that can't be told of the move would be left behind.
     *
     * @param tunnel as both ends have it now; null when nothing is known of it
     * @param steady whether the router is configured as planned and may be changed
     */
    static @Nullable String hindrance(
            @Nullable TunnelVerdict tunnel, boolean otherUp, boolean steady, boolean movePoP) {
        if (tunnel == null || tunnel.state() == TunnelState.UNKNOWN) {
            return "while it isn't known at both ends whether it works";
        }
        if (!steady) {
            return "until its router can be changed and is configured as planned";
        }
        EndState router = tunnel.evidence().router();
        boolean down = tunnel.cato() == EndState.DOWN && (router == null || router == EndState.DOWN);
        if (down) {
            return null;
        }
        if (!movePoP) {
            return "where it works. Set repair.movePoP: true to let it move";
        }
        return otherUp ? null : "while the site's other tunnel isn't up";
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
