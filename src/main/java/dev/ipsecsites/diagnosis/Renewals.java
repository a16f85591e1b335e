package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.ipsec.Lifetimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of a group that may be of a child SA's renewal. The first child SA is made without a group of its own (RFC 7296 §1.2), so one that
 * differs is refused only when the router renews; the ends had agreed on a group for the IKE SA when the tunnel came up.
 */
final class Renewals {
    /** A refusal so long after it came up may be of a renewal: those of a first negotiation come within seconds. */
    static final Duration LATER = Duration.ofMinutes(10);

    private static final Set<Sign> GROUPS = Set.of(Sign.DH_GROUP_DIFFERS, Sign.KE_GROUP_DIFFERS);
    /** A router renews at 70 to 90 % of a lifetime (yamaha-rtx.md §4.3). */
    private static final int EARLIEST = 70;

    private static final int LATEST = 90;
    private static final int ALL = 100;
    /** Once may be by chance: somebody changed the group of the IKE SA just then. */
    private static final int NO_CHANCE = 2;

    /** What one end refused between two times that it wrote that the tunnel is up. */
    private record Round(Instant up, List<Reading> refused) {}

    private final List<Round> rounds;
    private final List<Duration> lifetimes;

    private Renewals(List<Round> rounds, List<Duration> lifetimes) {
        this.rounds = rounds;
        this.lifetimes = lifetimes;
    }

    static Renewals of(Facts facts) {
        return new Renewals(proposesNone(facts) ? List.of() : rounds(facts.sinceChange()), lifetimes(facts));
    }

    /** Without PFS a router proposes no group at all for a child SA. */
    private static boolean proposesNone(Facts facts) {
        return Parameters.NONE.equals(facts.atRouter(Parameter.PFS_GROUP));
    }

    private static List<Round> rounds(List<Reading> all) {
        Map<Message.Source, Round> open = new EnumMap<>(Message.Source.class);
        Set<Message.Source> failing = new HashSet<>();
        List<Round> rounds = new ArrayList<>();
        for (Reading reading : all) {
            Message.Source source = reading.message().source();
            Instant time = reading.message().time();
            if (time != null && reading.sign().up()) {
                Round round = new Round(time, new ArrayList<>());
                rounds.add(round);
                open.put(source, round);
                failing.remove(source);
            } else if (time != null && GROUPS.contains(reading.sign())) {
                Round round = open.get(source);
                if (round != null && later(round.up(), time) && !failing.contains(source)) {
                    round.refused().add(reading);
                } else {
                    // It fails from the start: what follows is the same again.
                    failing.add(source);
                }
            }
        }
        return rounds.stream().filter(round -> !round.refused().isEmpty()).toList();
    }

    static boolean later(@Nullable Instant up, @Nullable Instant time) {
        return up != null && time != null && time.isAfter(up.plus(LATER));
    }

    /** As the router has it, and as Cato has it: each end renews by its own (RFC 7296 §2.8). */
    private static List<Duration> lifetimes(Facts facts) {
        Lifetimes meant = facts.intended.lifetimes();
        List<Duration> lifetimes = new ArrayList<>();
        lifetimes.add((meant == null ? Lifetimes.CATO : meant).childSa());
        var configured = facts.configured();
        Duration atRouter = configured == null ? null : Parameters.known(facts.router, configured.childLifetime());
        if (atRouter != null) {
            lifetimes.add(atRouter);
        }
        return lifetimes;
    }

    /** What may have been refused at a renewal. */
    List<Reading> refused() {
        return rounds.stream().flatMap(round -> round.refused().stream()).toList();
    }

    /** Each began when the router renews, and ended before the child SA did: had it been about the IKE SA, it would have gone on. */
    boolean inTime() {
        return !rounds.isEmpty() && rounds.stream().allMatch(this::inTime);
    }

    /** So often that it can't be by chance. */
    boolean again() {
        return inTime() && rounds.size() >= NO_CHANCE;
    }

    private boolean inTime(Round round) {
        Duration first = since(round, round.refused().getFirst());
        Duration last = since(round, round.refused().getLast());
        return lifetimes.stream()
                .anyMatch(life -> first.compareTo(part(life, EARLIEST)) >= 0
                        && first.compareTo(part(life, LATEST)) <= 0
                        && last.compareTo(life) <= 0);
    }

    private static Duration since(Round round, Reading refusal) {
        Instant time = refusal.message().time();
        return time == null ? Duration.ZERO : Duration.between(round.up(), time);
    }

    private static Duration part(Duration life, int percent) {
        return life.multipliedBy(percent).dividedBy(ALL);
    }
}
