package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When each end wrote last that the tunnel came up: what it wrote before is over. Lines without a time are believed to be in order. */
final class Ups {
    /** A clock in the wrong zone is wrong by less. */
    private static final Duration MORE_THAN_A_ZONE = Duration.ofHours(26);

    private final Map<Source, Integer> indexes = new EnumMap<>(Source.class);
    private final Map<Source, Instant> times = new EnumMap<>(Source.class);
    /** When the router wrote that the tunnel itself came up, and whether that is its last word of it. */
    private @Nullable Instant atRouter;

    private boolean still;

    /** @param nobodys of the readings those that may be another tunnel's */
    Ups(List<Reading> readings, Set<Reading> nobodys) {
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Message message = reading.message();
            Instant time = message.time();
            if (reading.sign().up()) {
                indexes.put(message.source(), i);
                if (time != null) {
                    times.merge(message.source(), time, (a, b) -> a.isAfter(b) ? a : b);
                }
            }
            if (!message.source().cato() && !nobodys.contains(reading)) {
                atRouter = reading.sign() == Sign.TUNNEL_UP ? time : atRouter;
                still = reading.sign() == Sign.TUNNEL_UP
                        || (still && !reading.sign().over());
            }
        }
    }

    boolean after(Reading reading, int index) {
        Source source = reading.message().source();
        if (reading.sign().up() || reading.sign().ofLink()) {
            return false;
        }
        Instant time = reading.message().time();
        Instant up = times.get(source);
        boolean upSince = (time == null || up == null) ? indexes.getOrDefault(source, -1) > index : up.isAfter(time);
        return upSince || (time != null && mendedSince(reading, time));
    }

    /**
     * A negotiation that Cato saw fail, and later a tunnel at the router: it was mended in between, whatever else has happened since. Where the
     * router's last word is another one, only if its clock can't be to blame.
     */
    private boolean mendedSince(Reading reading, Instant time) {
        Duration margin = still ? Relevance.SKEW : MORE_THAN_A_ZONE;
        return reading.message().source().cato()
                && reading.sign().failure()
                && atRouter != null
                && time.plus(margin).isBefore(atRouter);
    }
}
