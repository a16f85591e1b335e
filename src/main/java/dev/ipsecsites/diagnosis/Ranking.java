package dev.ipsecsites.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares findings: one that explains another takes its place, two that exclude each other make both less sure. Surest first, then latest. */
final class Ranking {
    /** A cause, and what is only its consequence. */
    private static final Map<Cause, Set<Cause>> CONSEQUENCES = consequences();

    /** Shown behind the others of the same confidence: they seldom keep a tunnel down. */
    private static final Set<Cause> LAST = Set.of(
            Cause.CLOCK_WRONG,
            Cause.LIFETIME_MISMATCH,
            Cause.MTU_TOO_LARGE,
            Cause.FLAPPING,
            Cause.PROPOSAL_NOT_LIMITED);

    /** Errors that are written within so long may be of one attempt. */
    private static final Duration ATTEMPT = Duration.ofMinutes(2);

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::confidence).thenComparing(f -> LAST.contains(f.cause));

    private Ranking() {}

    static List<Finding> rank(List<Finding> all) {
        List<Finding> found = once(all);
        List<Finding> left = new ArrayList<>();
        for (Finding finding : found) {
            boolean explained = found.stream()
                    .filter(other -> other.confidence().compareTo(finding.confidence()) <= 0)
                    .filter(other ->
                            other.cause != Cause.PROPOSAL_NOT_LIMITED || other.confidence() != Confidence.POSSIBLE)
                    .anyMatch(other -> CONSEQUENCES
                            .getOrDefault(other.cause, EnumSet.noneOf(Cause.class))
                            .contains(finding.cause));
            if (!explained) {
                left.add(finding);
            }
        }
        left.sort(ORDER.thenComparing(f -> f.cause));
        return List.copyOf(latestFirst(left));
    }

    /**
     * Of errors that are equally sure the latest is the one to look at (article: 直近のエラー内容を確認します). Those of one attempt to connect are
     * as late as each other. What no error tells of has no time to compare, and keeps its place.
     */
    private static List<Finding> latestFirst(List<Finding> sorted) {
        Instant latest = sorted.stream()
                .map(Finding::newest)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Iterator<Finding> timed = sorted.stream()
                .filter(f -> f.newest() != null)
                .sorted(ORDER.thenComparingLong(f -> attemptsBefore(latest, f)))
                .iterator();
        return sorted.stream().map(f -> f.newest() == null ? f : timed.next()).toList();
    }

    private static long attemptsBefore(@Nullable Instant latest, Finding finding) {
        Instant time = finding.newest();
        return latest == null || time == null
                ? 0
                : Duration.between(time, latest).dividedBy(ATTEMPT);
    }

    /** Two rules may find one cause: the surer one keeps the other's evidence. */
    private static List<Finding> once(List<Finding> all) {
        Map<Cause, Finding> byCause = new EnumMap<>(Cause.class);
        for (Finding finding : all) {
            byCause.merge(
                    finding.cause,
                    finding,
                    (one, other) ->
                            one.confidence().compareTo(other.confidence()) <= 0 ? one.with(other) : other.with(one));
        }
        return List.copyOf(byCause.values());
    }

    private static Map<Cause, Set<Cause>> consequences() {
        Set<Cause> silence = Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN);
        Set<Cause> noLine = Set.of(
                Cause.NOTHING_ARRIVES,
                Cause.POP_DOWN,
                Cause.FLAPPING,
                Cause.ROUTE_MISSING,
                Cause.NAT_IN_BETWEEN,
                Cause.WAN_ADDRESS_MISMATCH);
        Set<Cause> unnamed = Set.of(Cause.NO_PROPOSAL_CHOSEN);
        Map<Cause, Set<Cause>> all = new EnumMap<>(Cause.class);
        all.put(Cause.TUNNEL_DISABLED, silence);
        // Each refuses the other's version: neither what is offered nor where it goes matters.
        all.put(
                Cause.IKE_VERSION_MISMATCH,
                Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN, Cause.NO_PROPOSAL_CHOSEN, Cause.PROPOSAL_NOT_LIMITED));
        all.put(Cause.LINK_DOWN, noLine);
        all.put(Cause.PPPOE_DOWN, noLine);
        all.put(Cause.FILTER_IN_THE_WAY, Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN, Cause.ONE_WAY_TRAFFIC));
        all.put(Cause.ROUTE_MISSING, Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN, Cause.ONE_WAY_TRAFFIC));
        all.put(Cause.WAN_ADDRESS_MISMATCH, Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN, Cause.NAT_IN_BETWEEN));
        all.put(Cause.NAT_IN_BETWEEN, Set.of(Cause.NOTHING_ARRIVES, Cause.POP_DOWN, Cause.ONE_WAY_TRAFFIC));
        all.put(Cause.DUPLICATE_ADDRESS, silence);
        all.put(Cause.POP_DOWN, Set.of(Cause.NOTHING_ARRIVES));
        for (Cause named : List.of(
                Cause.DH_GROUP_MISMATCH,
                Cause.ENCRYPTION_MISMATCH,
                Cause.PRF_MISMATCH,
                Cause.INTEGRITY_MISMATCH,
                Cause.NO_ANSWER_AFTER_INVALID_KE,
                Cause.PROPOSAL_NOT_LIMITED)) {
            all.put(named, unnamed);
        }
        all.put(Cause.CHILD_SA_GROUP_MISMATCH, Set.of(Cause.NO_PROPOSAL_CHOSEN, Cause.FLAPPING));
        return Collections.unmodifiableMap(all);
    }
}
