package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.operator.account.AccountEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Cato's events tell of one site. Pure. An event of an interface that isn't known is one of the site, not of a tunnel. */
final class EventsOfSite {
    /** Cato takes up to 30 s to notice that a tunnel is dead (cato-api.md §4.2), for one sooner than for the next. */
    static final Duration SAME_MOMENT = Duration.ofSeconds(60);

    private static final String DOWN = "Disconnected";
    private static final Set<String> UP = Set.of("Connected", "Reconnected");

    private final AccountEvents account;
    private final String siteId;
    private final List<Event> events;

    EventsOfSite(AccountEvents account, String siteId) {
        this.account = account;
        this.siteId = siteId;
        this.events = account.of(siteId);
    }

    List<Message> of(Role role) {
        return tunnel(role).map(Message::event).toList();
    }

    List<Message> ofNoTunnel() {
        return events.stream()
                .filter(e -> e.tunnel() == null)
                .map(Message::event)
                .toList();
    }

    private java.util.stream.Stream<Event> tunnel(Role role) {
        return events.stream().filter(e -> role.tunnelId().equals(e.tunnel()));
    }

    /**
     * How often it went down since {@code from}, by Cato's count; what is said twice without an up between is one.
     *
     * @param interruptions when something was done that interrupts it: what comes of that is no flap
     */
    int flaps(Role role, Instant from, List<Instant> interruptions) {
        int count = 0;
        boolean up = true;
        for (Event event : tunnel(role).toList()) {
            if (UP.contains(event.kind())) {
                up = true;
            } else if (event.kind().equals(DOWN)) {
                boolean ours = interruptions.stream().anyMatch(i -> atOnce(i, event.time()));
                count += up && !ours && !event.time().isBefore(from) ? 1 : 0;
                up = false;
            }
        }
        return count;
    }

    /** The address that the site came from last, over this tunnel, and not from before {@code since}. */
    Optional<String> seenFrom(Role role, @Nullable Instant since) {
        return tunnel(role)
                .filter(e -> since == null || e.time().isAfter(since))
                .map(Event::siteAddress)
                .filter(Objects::nonNull)
                .reduce((older, newer) -> newer);
    }

    /** Other sites that lost this PoP at the same moment as this tunnel, and haven't come back to it. */
    List<String> fellWith(Role role, String pop) {
        Optional<Event> own = tunnel(role).reduce((older, newer) -> newer).filter(e -> isAt(e, pop, DOWN));
        if (own.isEmpty()) {
            return List.of();
        }
        Instant moment = own.get().time();
        return account.bySite().entrySet().stream()
                .filter(e -> !e.getKey().equals(siteId))
                .filter(e -> lost(e.getValue(), pop, moment))
                .map(e -> name(e.getKey(), e.getValue()))
                .sorted()
                .toList();
    }

    private static boolean lost(List<Event> others, String pop, Instant moment) {
        Optional<Event> down = others.stream()
                .filter(e -> isAt(e, pop, DOWN))
                .filter(e -> atOnce(e.time(), moment))
                .reduce((older, newer) -> newer);
        return down.isPresent()
                && others.stream()
                        .noneMatch(e -> e.time().isAfter(down.get().time())
                                && UP.stream().anyMatch(kind -> isAt(e, pop, kind)));
    }

    private static boolean atOnce(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME_MOMENT) <= 0;
    }

    private static boolean isAt(Event event, String pop, String kind) {
        return event.kind().equals(kind) && pop.equalsIgnoreCase(event.popName());
    }

    private static String name(String id, List<Event> events) {
        String name = events.getLast().siteName();
        return name == null ? id : name;
    }
}
