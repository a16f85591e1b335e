package dev.ipsecsites.operator.router;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Round-trip times from routers to addresses that somebody wants to know: asked for by {@link #want}, measured by the router's next visits, a few
 * pings every {@link #EVERY}. In memory only. Who asked is told when there is something new, and finds it by {@link #of}.
 */
public final class Measurements {
    /** How old a result gets before it is taken anew. */
    public static final Duration EVERY = Duration.ofMinutes(5);

    /** So many addresses in one visit: an address that doesn't answer costs seconds. */
    static final int MOST_A_VISIT = 4;

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Clock clock;
    private final Map<String, Map<String, Set<String>>> wanted = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Measurement>> results = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Measurements(Clock clock) {
        this.clock = clock;
    }

    /**
     * What was measured.
     *
     * @param roundTrip the shortest; null when nothing came back
     */
    public record Measurement(
            String address,
            Instant at,
            int sent,
            int received,
            @Nullable Duration roundTrip) {}

    /**
     * Replaces what {@code asker} wants to know from a router.
     *
     * @param router namespace/name
     * @param asker whoever it is, always the same name
     * @param addresses IPv4, anything else is left out; empty ends it
     */
    public void want(String router, String asker, Set<String> addresses) {
        Set<String> valid = addresses.stream()
                .filter(address -> IPV4.matcher(address).matches())
                .collect(Collectors.toUnmodifiableSet());
        wanted.compute(router, (key, before) -> {
            Map<String, Set<String>> askers = new ConcurrentHashMap<>(before == null ? Map.of() : before);
            if (valid.isEmpty()) {
                askers.remove(asker);
            } else {
                askers.put(asker, valid);
            }
            return askers.isEmpty() ? null : Map.copyOf(askers);
        });
    }

    /**
     * Ends what {@code asker} wants to know.
     *
     * @param except the router that is still asked, namespace/name; null: none is
     */
    public void withdraw(String asker, @Nullable String except) {
        wanted.keySet().stream()
                .filter(router -> !router.equals(except))
                .forEach(router -> want(router, asker, Set.of()));
    }

    /** The last result; empty until there is one. */
    public Optional<Measurement> of(String router, String address) {
        return Optional.ofNullable(results.getOrDefault(router, Map.of()).get(address));
    }

    /** Told the namespace/name of a router that has been measured from. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** What has to be measured in this visit. */
    List<String> due(String router) {
        Instant old = clock.instant().minus(EVERY);
        return wanted(router).stream()
                .filter(address ->
                        of(router, address).filter(m -> m.at().isAfter(old)).isEmpty())
                .limit(MOST_A_VISIT)
                .toList();
    }

    private Set<String> wanted(String router) {
        Set<String> all = new TreeSet<>();
        wanted.getOrDefault(router, Map.of()).values().forEach(all::addAll);
        return all;
    }

    void measured(String router, List<Measurement> taken) {
        if (taken.isEmpty()) {
            return;
        }
        results.compute(router, (key, before) -> {
            Map<String, Measurement> all = new ConcurrentHashMap<>(before == null ? Map.of() : before);
            all.keySet().retainAll(new HashSet<>(wanted(router)));
            taken.forEach(m -> all.put(m.address(), m));
            return Map.copyOf(all);
        });
        listeners.forEach(listener -> listener.accept(router));
    }

    void forget(String router) {
        wanted.remove(router);
        results.remove(router);
    }
}
