package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaInputs.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.cato.CmaFeeds.ChangePage;
import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.cato.CmaFeeds.EventPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The account's feeds. Read as leniently as everything else: a record that says too little is left out, never an error. */
final class FeedCalls {
    /** "At most 3,000 records per call" (cato-api.md §4.4). */
    private static final int MOST_EVENTS = 3_000;

    private static final String CONNECTIVITY = "Connectivity";
    private static final Pattern TUNNEL = Pattern.compile("(?i)(PRIMARY|SECONDARY)[ _-]?([1-3])?");
    private static final int LONGEST = 300;
    private static final int LONGEST_NAME = 200;

    private final CmaClient cma;
    private final String accountId;

    FeedCalls(CmaClient cma, String accountId) {
        this.cma = cma;
        this.accountId = accountId;
    }

    EventPage events(@Nullable String marker) throws CmaException {
        Map<String, Object> filter =
                fields("fieldName", "event_type", "operator", "is", "values", List.of(CONNECTIVITY));
        JsonNode answer = cma.call(CmaOperation.EVENTS_FEED, fields("filters", List.of(filter), "marker", marker));
        List<Event> events = new ArrayList<>();
        String off = null;
        int records = 0;
        for (JsonNode account : accounts(answer)) {
            String error = Words.of(Answer.textOrEmpty(account, "errorString"), LONGEST);
            off = error.isEmpty() ? off : error;
            for (JsonNode node : Answer.list(account, "records")) {
                records++;
                Event event = event(new FeedRecord(node));
                if (event != null) {
                    events.add(event);
                }
            }
        }
        Integer fetched = Answer.integer(answer, "fetchedCount");
        boolean full = Math.max(records, fetched == null ? 0 : fetched) >= MOST_EVENTS;
        String next = Answer.text(answer, "marker");
        // Without a marker the next call would begin at its own "now"; the old one at least loses nothing.
        return new EventPage(next == null ? Objects.requireNonNullElse(marker, "") : next, full, off, events);
    }

    ChangePage changes(String timeFrame, @Nullable String marker) throws CmaException {
        JsonNode answer = cma.call(CmaOperation.AUDIT_FEED, fields("timeFrame", timeFrame, "marker", marker));
        List<Change> changes = new ArrayList<>();
        for (JsonNode account : accounts(answer)) {
            for (JsonNode node : Answer.list(account, "records")) {
                Change change = change(new FeedRecord(node));
                if (change != null) {
                    changes.add(change);
                }
            }
        }
        return new ChangePage(Answer.text(answer, "marker"), Answer.flag(answer, "hasMore"), changes);
    }

    /** Null for what doesn't say when it was. */
    private static @Nullable Change change(FeedRecord row) {
        Instant time = row.time("creation_date", "insertion_date");
        if (time == null) {
            return null;
        }
        String type = Objects.requireNonNullElse(row.of("object", "type"), "");
        String name = row.text("model_name");
        String admin = row.of("admin", "name");
        String key = row.of("apiKey", "name");
        return new Change(
                time,
                row.textOrEmpty("change_type"),
                row.textOrEmpty("model_type"),
                type.equalsIgnoreCase("site") ? row.of("object", "id") : null,
                name == null ? row.of("object", "name") : name,
                name(admin == null ? row.text("admin") : admin),
                name(key == null ? row.text("apiKey") : key));
    }

    /** It goes into status, which has limits. */
    private static @Nullable String name(@Nullable String author) {
        return author == null ? null : Words.of(author, LONGEST_NAME);
    }

    /** Of this account only; one that doesn't say whose it is can't be another's, since no other was asked for. */
    private List<JsonNode> accounts(JsonNode answer) {
        return Answer.list(answer, "accounts").stream()
                .filter(a -> {
                    String id = Answer.textOrEmpty(a, "id");
                    return id.isEmpty() || id.equals(accountId);
                })
                .toList();
    }

    /** Null for what is no event of an IPsec tunnel, or doesn't say when it was. */
    private static @Nullable Event event(FeedRecord row) {
        Instant time = row.time("time", "time_str");
        String kind = row.textOrEmpty("event_sub_type");
        boolean other = !row.textOrEmpty("event_type").isEmpty()
                && !row.textOrEmpty("event_type").equalsIgnoreCase(CONNECTIVITY);
        String protocol = row.textOrEmpty("tunnel_protocol").toUpperCase(Locale.ROOT);
        if (time == null || kind.isEmpty() || other || !(protocol.isEmpty() || protocol.contains("IPSEC"))) {
            return null;
        }
        String tunnel = tunnel(row);
        String id = row.text("event_id");
        return new Event(
                id == null ? time + " " + kind + " " + row.textOrEmpty("src_site_id") + " " + tunnel : id,
                time,
                kind,
                row.textOrEmpty("event_message"),
                row.text("src_site_id"),
                row.text("src_site_name"),
                row.text("pop_name"),
                tunnel,
                row.text("src_isp_ip"));
    }

    /** {@code Primary1} as in snapshots; which of the two fields holds it for IPsec isn't known (cato-api.md §7.12). */
    private static @Nullable String tunnel(FeedRecord row) {
        for (String field : List.of("socket_interface_id", "socket_interface")) {
            Matcher tunnel = TUNNEL.matcher(row.textOrEmpty(field));
            if (tunnel.matches()) {
                return tunnel.group(1).toUpperCase(Locale.ROOT) + (tunnel.group(2) == null ? "1" : tunnel.group(2));
            }
        }
        return null;
    }
}
