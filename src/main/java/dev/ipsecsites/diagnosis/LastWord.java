package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.RouterHalf.Pairing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The router says that a tunnel is up, Cato's timeline ends with a failure, and nothing tells Cato's state: an answer of a router is of the moment at which
 * it was asked (issue 4, item 1: the age of every piece of evidence counts).
 *
 * @param guessed whether this tunnel of the router is the one that Cato tells of nobody knows
 * @param catos what Cato wrote that the router's "up" doesn't answer
 * @param said when the router said so; null where nothing tells
 */
record LastWord(
        boolean guessed, List<Reading> catos, @Nullable Instant said) {
    /** What may be wrong with a tunnel that is up, too. */
    private static final Set<Cause> WHILE_UP = Set.of(
            Cause.CLOCK_WRONG,
            Cause.LIFETIME_MISMATCH,
            Cause.MTU_TOO_LARGE,
            Cause.ONE_WAY_TRAFFIC,
            Cause.FLAPPING,
            Cause.DUPLICATE_ADDRESS,
            Cause.UNKNOWN);

    LastWord {
        catos = List.copyOf(catos);
    }

    static LastWord of(Facts facts) {
        boolean guessed = facts.router.pairing() == Pairing.GUESSED;
        if (!Boolean.TRUE.equals(facts.upAtRouter()) || facts.upAtCato() != null) {
            return new LastWord(guessed, List.of(), null);
        }
        Instant said = said(facts);
        // Which of the two is the newer can't be told: at least Cato had seen it up before, and not since.
        boolean upBefore = facts.ever(Sign.ESTABLISHED, Sign.TUNNEL_UP).stream().anyMatch(LastWord::ofTimeline);
        List<Reading> catos = facts.messages.current().stream()
                .filter(reading -> ofTimeline(reading)
                        && (reading.sign().failure() || reading.sign().ended())
                        && !facts.messages.nobodys().contains(reading)
                        && !facts.messages.skewed().contains(reading))
                .filter(reading -> {
                    Instant time = reading.message().time();
                    boolean newer = (said == null || time == null) ? upBefore : time.isAfter(said.plus(Relevance.SKEW));
                    return guessed || newer;
                })
                .toList();
        return new LastWord(guessed, catos, said);
    }

    private static boolean ofTimeline(Reading reading) {
        return reading.message().source() == Message.Source.CATO_TIMELINE;
    }

    /** When it was asked; its log may tell of an "up" after that. A clock that is known to be wrong tells nothing. */
    private static @Nullable Instant said(Facts facts) {
        if (facts.router.clockOffset() != null) {
            return null;
        }
        Instant logged = facts.said(Sign.TUNNEL_UP).stream()
                .filter(reading -> !reading.message().source().cato())
                .map(reading -> reading.message().time())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return Relevance.latest(facts.router.at(), logged);
    }

    boolean isCatos() {
        return !catos.isEmpty();
    }

    /** Nothing is certain: the router's clock or its time zone may be to blame, the two disagree, or they may not speak of the same tunnel. */
    void temper(Facts facts, List<Finding> found) {
        for (Finding finding : found) {
            if (guessed && (isCatos() || finding.cause != Cause.UNKNOWN)) {
                finding.atMost(Confidence.POSSIBLE).repairable(false).because(facts.say("evidence.guessed"));
            }
            if (guessed || !isCatos() || WHILE_UP.contains(finding.cause)) {
                continue;
            }
            if (said == null) {
                finding.atMost(Confidence.POSSIBLE).against(facts.say("against.routerUp"));
            } else {
                finding.atMost(Confidence.LIKELY)
                        .because(facts.say("evidence.routerUpBefore", Map.of("time", String.valueOf(said))));
            }
        }
    }
}
