package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.CmaFeeds.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the events feed of an account told lately, by site, oldest first. Pure. Bounded however many events there are: of each site the newest,
 * and of all sites together the newest.
 */
public record AccountEvents(Map<String, List<Event>> bySite) {
    public static final AccountEvents NONE = new AccountEvents(Map.of());

    /** A tunnel that went down a day ago has been looked at by a person since. */
    static final Duration KEEP = Duration.ofDays(1);

    static final int OF_A_SITE = 60;
    static final int OF_ALL = 20_000;

    /** What comes from further in the future has a wrong time. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    public AccountEvents {
        bySite = Map.copyOf(bySite);
    }

    public List<Event> of(String siteId) {
        return bySite.getOrDefault(siteId, List.of());
    }

    /** With these in addition, each once, and without those that are too old. */
    public AccountEvents with(List<Event> more, Instant now) {
        Map<String, List<Event>> next = new HashMap<>();
        bySite.forEach((site, events) -> next.put(site, new ArrayList<>(events)));
        for (Event event : more) {
            if (event.siteId() != null) {
                next.computeIfAbsent(event.siteId(), s -> new ArrayList<>()).add(event);
            }
        }
        next.replaceAll((site, events) -> tidy(events, now.minus(KEEP), now.plus(AHEAD)));
        next.values().removeIf(List::isEmpty);
        int count = next.values().stream().mapToInt(List::size).sum();
        if (count > OF_ALL) {
            Instant oldest = next.values().stream()
                    .flatMap(List::stream)
                    .map(Event::time)
                    .sorted()
                    .skip((long) count - OF_ALL)
                    .findFirst()
                    .orElse(now);
            next.replaceAll((site, events) -> tidy(events, oldest, now.plus(AHEAD)));
            next.values().removeIf(List::isEmpty);
        }
        return new AccountEvents(next);
    }

    private static List<Event> tidy(List<Event> events, Instant from, Instant to) {
        Set<String> ids = new HashSet<>();
        List<Event> kept = events.stream()
                .filter(e -> ids.add(e.id()))
                .filter(e -> !e.time().isBefore(from) && !e.time().isAfter(to))
                .sorted(Comparator.comparing(Event::time))
                .toList();
        return List.copyOf(kept.subList(Math.max(0, kept.size() - OF_A_SITE), kept.size()));
    }
}
