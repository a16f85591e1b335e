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

    /** One unanswered measurement may be an accident; and who answers while another doesn't shows that the line is up. */
    static final int IN_A_ROW = 2;

    private PopChoice() {}

    /**
     * A candidate.
     *
     * @param held whether the account holds an address there; nothing else can be measured
     * @param lately what was measured lately, the newest last; empty: nothing came back
     */
    record Candidate(String popLocation, boolean held, List<Optional<Duration>> lately) {
        private boolean answered(int inARow) {
            return lately.size() >= inARow && newest(inARow).stream().allMatch(Optional::isPresent);
        }

        private boolean silent() {
            return lately.size() >= IN_A_ROW && newest(IN_A_ROW).stream().allMatch(Optional::isEmpty);
        }

        private List<Optional<Duration>> newest(int count) {
            return lately.subList(lately.size() - count, lately.size());
        }

        private Optional<Duration> median(int needed) {
            List<Duration> times = lately.stream().flatMap(Optional::stream).toList();
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
     * @param down whether its tunnel is ({@link #down})
     * @param hindrance why what runs there stays ({@link #hindrance}); null: it may be moved
     */
    static Decision choose(
            List<Candidate> candidates, @Nullable String current, boolean down, @Nullable String hindrance) {
        List<String> notes = notes(candidates);
        Optional<Candidate> now = candidates.stream()
                .filter(c -> c.popLocation().equalsIgnoreCase(current))
                .findFirst();
        if (now.isEmpty()) {
            String first = nearest(candidates, 1).orElse(candidates.getFirst()).popLocation();
            return new Decision(first, current == null ? null : current + " is no candidate any more", notes);
        }
        String stays = now.get().popLocation();
        // A PoP may leave pings alone and work: its silence counts only where the tunnel is down.
        boolean dead = down && now.get().silent();
        Optional<Candidate> other = dead
                ? nearest(candidates.stream().filter(c -> c.answered(IN_A_ROW)).toList(), IN_A_ROW)
                : nearest(candidates, NEEDED).filter(c -> !c.equals(now.get()) && nearer(c, now.get()));
        if (other.isEmpty()) {
            return new Decision(stays, null, notes);
        }
        String better = other.get().popLocation();
        String why = dead ? stays + " doesn't answer, " + better + " does" : better + " answers faster than " + stays;
        if (hindrance != null) {
            notes.add(why + "; the tunnel stays " + hindrance);
            return new Decision(stays, null, notes);
        }
        return new Decision(better, why, notes);
    }

    /** Whether every end says so. */
    static boolean down(TunnelVerdict tunnel) {
        EndState router = tunnel.evidence().router();
        return tunnel.cato() == EndState.DOWN && (router == null || router == EndState.DOWN);
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
        if (down(tunnel)) {
            return null;
        }
        if (!movePoP) {
            return "where it works. Set repair.movePoP: true to let it move";
        }
        return otherUp ? null : "while the site's other tunnel isn't up";
    }

    /** What was near and doesn't answer any more isn't near. */
    private static Optional<Candidate> nearest(List<Candidate> candidates, int needed) {
        return candidates.stream()
                .filter(c -> c.answered(1) && c.median(needed).isPresent())
                .min(Comparator.comparing(c -> c.median(needed).orElseThrow()));
    }

    /** Nothing is nearer than a candidate that was never heard: it may not have been asked. */
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
