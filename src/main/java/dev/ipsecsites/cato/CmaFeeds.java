package dev.ipsecsites.cato;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an account's feeds tell. Strings are kept as Cato says them: its enums are not closed (cato-api.md §1.5). */
public final class CmaFeeds {
    private CmaFeeds() {}

    /**
     * One event of a tunnel (cato-api.md §4.4).
     *
     * @param id tells it from others: events may come more than once
     * @param kind {@code Connected}, {@code Disconnected}, {@code Reconnected}, {@code Changed Pop}, or something newer
     * @param message Cato's own words, one line; empty where it has none
     * @param tunnel id such as {@code PRIMARY1}; null where the event names no interface that is one of these
     * @param siteAddress the address that the site came from
     */
    public record Event(
            String id,
            Instant time,
            String kind,
            String message,
            @Nullable String siteId,
            @Nullable String siteName,
            @Nullable String popName,
            @Nullable String tunnel,
            @Nullable String siteAddress) {}

    /**
     * One answer of {@code eventsFeed}.
     *
     * @param marker to be sent next time
     * @param full whether it was as long as an answer may be: there is more
     * @param off why the account has no events, in Cato's words; null when it has
     */
    public record EventPage(
            String marker, boolean full, @Nullable String off, List<Event> events) {
        public EventPage {
            events = List.copyOf(events);
        }
    }

    /**
     * One record of the audit trail (cato-api.md §4.5). What was changed it doesn't say, only of which object.
     *
     * @param kind {@code CREATED}, {@code MODIFIED}, {@code DELETED}, or something newer
     * @param model type of the object, such as {@code Site}
     * @param siteId where the object is a site
     * @param admin who did it; null where a key did, and the record doesn't name whose it is
     * @param apiKey the name of the key that did it; null where a person did, in the console
     */
    public record Change(
            Instant time,
            String kind,
            String model,
            @Nullable String siteId,
            @Nullable String objectName,
            @Nullable String admin,
            @Nullable String apiKey) {
        /** Whether it is a change of this site. */
        public boolean of(String site, String siteName) {
            return siteId == null
                    ? model.toUpperCase(Locale.ROOT).contains("SITE") && siteName.equals(objectName)
                    : siteId.equals(site);
        }

        /** For people. */
        public String by() {
            if (apiKey != null) {
                return "API key " + apiKey;
            }
            return admin == null ? "somebody" : admin;
        }
    }

    /**
     * One answer of {@code auditFeed}.
     *
     * @param marker leads to the next one of the same time frame
     * @param more whether there is a next one
     */
    public record ChangePage(@Nullable String marker, boolean more, List<Change> changes) {
        public ChangePage {
            changes = List.copyOf(changes);
        }
    }
}
