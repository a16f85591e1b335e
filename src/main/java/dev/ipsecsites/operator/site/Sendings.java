package dev.ipsecsites.operator.site;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When this process last sent something about a site to Cato. In memory only: after a start, it has sent nothing. */
final class Sendings {
    private final Clock clock;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();

    Sendings(Clock clock) {
        this.clock = clock;
    }

    void note(String site) {
        last.put(site, clock.instant());
    }

    Optional<Instant> last(String site) {
        return Optional.ofNullable(last.get(site));
    }

    void forget(String site) {
        last.remove(site);
    }
}
