package dev.ipsecsites.operator.site;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When this process last sent something about a site to Cato, or changed one of its tunnels. In memory only: after a start, it has
 * sent nothing.
 */
final class Sendings {
    private final Clock clock;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final Map<String, Map<Role, Instant>> changed = new ConcurrentHashMap<>();

    Sendings(Clock clock) {
        this.clock = clock;
    }

    void note(String site) {
        last.put(site, clock.instant());
    }

    Optional<Instant> last(String site) {
        return Optional.ofNullable(last.get(site));
    }

    /** A tunnel was told something new, at one end or at both: what the ends said of it before says nothing of it now. */
    void changed(String site, Role role) {
        changed.computeIfAbsent(site, s -> new ConcurrentHashMap<>()).put(role, clock.instant());
    }

    /** When that was; empty once it is {@link #settled}. */
    Optional<Instant> lastChange(String site, Role role) {
        return Optional.ofNullable(changed.getOrDefault(site, Map.of()).get(role));
    }

    /** The ends have been heard of a changed tunnel since. */
    void settled(String site, Role role) {
        changed.getOrDefault(site, new ConcurrentHashMap<>()).remove(role);
    }

    void forget(String site) {
        last.remove(site);
        changed.remove(site);
    }
}
