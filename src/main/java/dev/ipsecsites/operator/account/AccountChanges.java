package dev.ipsecsites.operator.account;

import dev.ipsecsites.cato.CmaFeeds.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the audit trail of an account told lately, oldest first. Pure, and bounded. */
public record AccountChanges(List<Seen> all) {
    public static final AccountChanges NONE = new AccountChanges(List.of());

    /** As far as the trail is read back after a start. */
    static final Duration KEEP = Duration.ofDays(7);

    static final int MOST = 5_000;

    /**
     * A change.
     *
     * @param firstSeen when this program read it first: Cato's clock and ours are two
     */
    public record Seen(Change change, Instant firstSeen) {}

    public AccountChanges {
        all = List.copyOf(all);
    }

    public List<Seen> of(String siteId, String siteName) {
        return all.stream().filter(s -> s.change().of(siteId, siteName)).toList();
    }

    /** With these in addition, each once, and without those that are too old. */
    public AccountChanges with(List<Change> more, Instant now) {
        Map<Change, Seen> next = new LinkedHashMap<>();
        all.forEach(s -> next.put(s.change(), s));
        more.forEach(c -> next.putIfAbsent(c, new Seen(c, now)));
        List<Seen> kept = next.values().stream()
                .filter(s -> !s.change().time().isBefore(now.minus(KEEP)))
                .sorted(Comparator.comparing(s -> s.change().time()))
                .toList();
        return new AccountChanges(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }
}
