package dev.ipsecsites.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clocks, and what happens again and again. For it: times. Against flapping: nothing for an hour. */
final class TimeRule implements Rule {
    private static final int MANY = 3;
    private static final Duration WITHIN = Duration.ofHours(1);
    /** More than any time zone. */
    private static final Duration ABSURD = Duration.ofDays(2);

    private static final Duration LARGE = Duration.ofHours(1);

    @Override
    public List<Finding> examine(Facts facts) {
        List<Finding> found = new ArrayList<>();
        flapping(facts).ifPresent(found::add);
        clock(facts).ifPresent(found::add);
        return found;
    }

    private static Optional<Finding> flapping(Facts facts) {
        int counted = facts.tunnel.flaps() == null ? 0 : facts.tunnel.flaps();
        Duration within = facts.tunnel.flapsWithin();
        boolean byCount = counted >= MANY && (within == null || within.compareTo(WITHIN) <= 0);
        List<Reading> ends = ends(facts);
        if (!byCount && ends.isEmpty()) {
            return Optional.empty();
        }
        int times = byCount ? counted : ends.size();
        return Optional.of(new Finding(Cause.FLAPPING, byCount ? Confidence.CERTAIN : Confidence.LIKELY)
                .value("times", String.valueOf(times))
                .because(byCount ? facts.say("evidence.flaps", Map.of("times", String.valueOf(times))) : "")
                .because(facts.quote(ends)));
    }

    /** At least {@link #MANY} ends within {@link #WITHIN} that the same end wrote, each after it had come up again. */
    private static List<Reading> ends(Facts facts) {
        for (Message.Source source : Message.Source.values()) {
            List<Reading> ends = ends(facts, source).stream()
                    .filter(reading -> !past(facts, reading))
                    .toList();
            if (ends.size() >= MANY && crowded(ends)) {
                return ends;
            }
        }
        return List.of();
    }

    /** What one end wrote of the tunnel's going down, each after it had come up again. */
    static List<Reading> ends(Facts facts, Message.Source source) {
        List<Reading> ends = new ArrayList<>();
        boolean up = true;
        for (Reading reading : facts.everything()) {
            if (reading.message().source() != source) {
                continue;
            }
            if (reading.sign().up()) {
                up = true;
            } else if (up && (reading.sign() == Sign.TUNNEL_DOWN || reading.sign() == Sign.CLOSED)) {
                ends.add(reading);
                up = false;
            }
        }
        return ends;
    }

    /** Events have Cato's time and are kept for long: those from before the last hour are another story. */
    private static boolean past(Facts facts, Reading reading) {
        Instant now = facts.site.at();
        Instant time = reading.message().time();
        return reading.message().source() == Message.Source.CATO_EVENT
                && now != null
                && time != null
                && time.isBefore(now.minus(WITHIN));
    }

    private static boolean crowded(List<Reading> ends) {
        for (int i = MANY - 1; i < ends.size(); i++) {
            Instant first = ends.get(i - MANY + 1).message().time();
            Instant last = ends.get(i).message().time();
            if (first == null
                    || last == null
                    || Duration.between(first, last).abs().compareTo(WITHIN) <= 0) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Finding> clock(Facts facts) {
        Duration offset = facts.router.clockOffset();
        Duration apart = offset == null ? apart(facts) : offset.abs();
        if (apart == null || apart.compareTo(offset == null ? ABSURD : LARGE) < 0) {
            return Optional.empty();
        }
        String text = apart.compareTo(ABSURD) >= 0 ? apart.toDays() + " d" : apart.toMinutes() + " min";
        return Optional.of(
                new Finding(Cause.CLOCK_WRONG, apart.compareTo(ABSURD) >= 0 ? Confidence.LIKELY : Confidence.POSSIBLE)
                        .at(End.ROUTER)
                        .value("offset", text)
                        .because(facts.say(comparison(facts), Map.of("offset", text))));
    }

    /** With what the router's clock was compared: the operator asks it for the time, files have only dates to lay beside each other. */
    private static String comparison(Facts facts) {
        boolean alone = facts.site.at() == null && last(facts, true) == null;
        if (facts.router.clockByFirmware() || alone) {
            return "evidence.clock.firmware";
        }
        return facts.router.clockOffset() != null && facts.site.at() != null
                ? "evidence.clock.asked"
                : "evidence.clock";
    }

    /**
     * Between the last that the two ends wrote of the same exchanges; null where one of them is silent, and for files, which are collected on different
     * days. The router may have noticed nothing of an event.
     */
    private static @Nullable Duration apart(Facts facts) {
        if (facts.site.at() == null) {
            return null;
        }
        Instant cato = last(facts, true);
        Instant router = last(facts, false);
        return cato == null || router == null
                ? null
                : Duration.between(cato, router).abs();
    }

    private static @Nullable Instant last(Facts facts, boolean cato) {
        return facts.everything().stream()
                .map(Reading::message)
                .filter(m -> m.source() != Message.Source.CATO_EVENT)
                .filter(m -> m.source().cato() == cato && m.time() != null)
                .map(Message::time)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
