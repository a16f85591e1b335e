package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.cato.CmaFeeds.EventPage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events feed of one account for all its sites. It only ever adds evidence: an account whose feed is off or fails is as Ready as
 * any other. Not thread-safe but for what is volatile: {@link Rounds} calls it.
 */
final class EventsPoller {
    /** How soon an account that has no feed is asked again: somebody has to switch it on first. */
    static final Duration SELDOM = Duration.ofHours(1);

    /** Pages in one round; what is left comes in the next. */
    static final int PAGES = 20;

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    private static final String SWITCH_ON = "Diagnosis goes on without Cato's events. To have them, switch on \"Enable"
            + " integration with Cato events\" in the console under Resources > Event Integrations (older consoles:"
            + " Administration > API & Integrations > Events Integration). It is looked for every hour, and at once with a new"
            + " value of the annotation ipsec-sites.dev/reconcile";
    private static final String PERMIT = "Diagnosis goes on without Cato's events. To have them, give the API key's"
            + " role the right to view events";
    private static final Logger LOG = LoggerFactory.getLogger(EventsPoller.class);

    /** What it tells; called on its thread. */
    interface Listener {
        /** There are new events of these sites. */
        void sites(Set<String> news);

        /** {@link #off()} says something else now. */
        void off();
    }

    private final String name;
    private final Supplier<List<Cma>> clients;
    private final Clock clock;
    private final Listener listener;
    private String marker = "";
    private int failures;

    private volatile Duration interval;
    private volatile AccountEvents latest = AccountEvents.NONE;
    private volatile @Nullable String off;

    /** @param clients open clients of the account; after a failure the next one is used */
    EventsPoller(String name, Supplier<List<Cma>> clients, Duration interval, Clock clock, Listener listener) {
        this.name = name;
        this.clients = clients;
        this.interval = interval;
        this.clock = clock;
        this.listener = listener;
    }

    AccountEvents latest() {
        return latest;
    }

    /** Why there are no events, and what to do; empty while there are. */
    Optional<String> off() {
        return Optional.ofNullable(off);
    }

    void setInterval(Duration wanted) {
        interval = wanted;
    }

    /** One round; returns how long to wait for the next. */
    Duration round() {
        List<Cma> open = clients.get();
        if (open.isEmpty()) {
            return interval;
        }
        List<Event> news = new ArrayList<>();
        Duration wait;
        try {
            wait = read(open.get(failures % open.size()), news);
            failures = 0;
        } catch (CmaException e) {
            wait = failed(e);
        }
        take(news);
        return wait;
    }

    private Duration read(Cma cma, List<Event> news) throws CmaException {
        for (int i = 0; i < PAGES; i++) {
            EventPage page = cma.events(marker);
            if (page.off() != null) {
                say("Cato's events feed is off (\"" + page.off() + "\"). " + SWITCH_ON);
                return SELDOM;
            }
            news.addAll(page.events());
            boolean last = !page.full() || page.marker().equals(marker);
            marker = page.marker();
            if (last) {
                break;
            }
        }
        say(null);
        return interval;
    }

    private Duration failed(CmaException e) {
        if (e.kind() == Kind.PERMISSION) {
            say("Cato doesn't show its events to this API key. " + PERMIT);
            return SELDOM;
        }
        boolean refused = e.kind() == Kind.INVALID || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.UNKNOWN;
        if (refused && !marker.isEmpty()) {
            // The place where we were is not known to Cato any more, after three days for example.
            LOG.info("Events of {} begin anew: {}", name, e.toString());
            marker = "";
            return Duration.ZERO;
        }
        failures++;
        if (failures == 1) {
            LOG.info("No events of {}: {}", name, e.toString());
        }
        Duration doubled = interval.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration wait = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
        Duration asked = e.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(wait) > 0 ? asked : wait;
    }

    private void take(List<Event> news) {
        AccountEvents before = latest;
        AccountEvents after = before.with(news, clock.instant());
        latest = after;
        Set<String> sites = news.stream()
                .map(Event::siteId)
                .filter(Objects::nonNull)
                .filter(site -> !before.of(site).equals(after.of(site)))
                .collect(Collectors.toSet());
        if (!sites.isEmpty()) {
            listener.sites(sites);
        }
    }

    private void say(@Nullable String why) {
        if (!Objects.equals(off, why)) {
            off = why;
            LOG.info("Events of {}: {}", name, why == null ? "arrive" : why);
            listener.off();
        }
    }
}
