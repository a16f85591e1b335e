package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaFeeds.ChangePage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the audit trail of one account, one request a round: Cato allows five a minute for all keys together (cato-api.md §1.6). After a start it
 * reads a day back, so that what happened meanwhile is found. Not thread-safe but for what is volatile: {@link Rounds} calls it.
 */
final class AuditPoller {
    static final Duration INTERVAL = Duration.ofMinutes(1);
    static final Duration SELDOM = Duration.ofHours(1);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    private static final String PERMIT = "Cato doesn't show its audit trail to this API key, so what others change at"
            + " Cato isn't noticed. To have it noticed, give the API key's role the right to view the audit trail";
    private static final Logger LOG = LoggerFactory.getLogger(AuditPoller.class);

    private final String name;
    private final Supplier<List<Cma>> clients;
    private final Clock clock;
    private final Consumer<Set<String>> listener;
    private @Nullable String frame;
    private @Nullable String marker;
    private Instant begun = Instant.MIN;
    private @Nullable Instant readUntil;
    private int failures;

    private volatile AccountChanges latest = AccountChanges.NONE;
    private volatile @Nullable String off;

    /** @param listener hears ids of sites that were changed, by whomever; called on the poller's thread */
    AuditPoller(String name, Supplier<List<Cma>> clients, Clock clock, Consumer<Set<String>> listener) {
        this.name = name;
        this.clients = clients;
        this.clock = clock;
        this.listener = listener;
    }

    AccountChanges latest() {
        return latest;
    }

    /** Why nothing is known, and what to do; empty while it is. */
    Optional<String> off() {
        return Optional.ofNullable(off);
    }

    /** One round; returns how long to wait for the next. */
    Duration round() {
        List<Cma> open = clients.get();
        if (open.isEmpty()) {
            return INTERVAL;
        }
        Instant now = clock.instant();
        String wanted = frame;
        if (wanted == null) {
            wanted = frame(now);
            frame = wanted;
            begun = now;
        }
        try {
            take(open.get(failures % open.size()).changes(wanted, marker));
            failures = 0;
            off = null;
            return INTERVAL;
        } catch (CmaException e) {
            return failed(e);
        }
    }

    /** Records may come late, so each frame reaches back over the last. */
    private String frame(Instant now) {
        Instant until = readUntil;
        if (until == null) {
            return "last.P1D";
        }
        Duration since = Duration.between(until, now);
        if (since.compareTo(Duration.ofMinutes(45)) < 0) {
            return "last.PT1H";
        }
        return since.compareTo(Duration.ofHours(23)) < 0 ? "last.P1D" : "last.P7D";
    }

    private void take(ChangePage page) {
        if (page.more() && page.marker() != null && !page.marker().equals(marker)) {
            marker = page.marker();
        } else {
            frame = null;
            marker = null;
            readUntil = begun;
        }
        AccountChanges before = latest;
        AccountChanges after = before.with(page.changes(), clock.instant());
        latest = after;
        Set<String> sites = after.all().stream()
                .filter(s -> !before.all().contains(s))
                .map(s -> s.change().siteId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!sites.isEmpty()) {
            listener.accept(sites);
        }
    }

    private Duration failed(CmaException e) {
        boolean refused = e.kind() == Kind.INVALID || e.kind() == Kind.NOT_FOUND || e.kind() == Kind.UNKNOWN;
        if (refused) {
            // The marker may be one that Cato doesn't know any more.
            frame = null;
            marker = null;
        }
        if (e.kind() == Kind.PERMISSION) {
            off = PERMIT;
            return SELDOM;
        }
        failures++;
        if (failures == 1) {
            LOG.info("No audit trail of {}: {}", name, e.toString());
        }
        Duration doubled = INTERVAL.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration wait = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
        Duration asked = e.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(wait) > 0 ? asked : wait;
    }
}
