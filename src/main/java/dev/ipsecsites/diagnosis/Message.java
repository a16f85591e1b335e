package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaFeeds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that one of the ends wrote.
 *
 * @param time null where the line has none that can be read
 * @param text the line or row as it came, keys masked ({@link Masks}); of a long one {@link Excerpt}
 * @param tunnel id such as {@code PRIMARY1} where the line says it or its place does, or the name that a timeline has for it; null
 *     where it isn't known
 */
public record Message(
        Source source,
        @Nullable Instant time,
        String text,
        @Nullable String tunnel) {

    /** Who wrote it. */
    public enum Source {
        /** The console's timeline, downloaded by a person: it has no API (cato-api.md §4.7). */
        CATO_TIMELINE,
        /** An event of the account's events feed (cato-api.md §4.4). */
        CATO_EVENT,
        /** The reason that the account's snapshot gives for a tunnel that is down. */
        CATO_SNAPSHOT,
        ROUTER_LOG;

        public boolean cato() {
            return this != ROUTER_LOG;
        }
    }

    public Message {
        text = Masks.mask(Excerpt.of(text));
    }

    public static Message timeline(@Nullable Instant time, String text) {
        return new Message(Source.CATO_TIMELINE, time, text, null);
    }

    public static Message snapshot(@Nullable Instant time, String text) {
        return new Message(Source.CATO_SNAPSHOT, time, text, null);
    }

    /** What happened stands in the event's sub type; the wording of its message isn't documented, and may say why. */
    public static Message event(CmaFeeds.Event event) {
        String where = event.popName() == null ? "" : " at " + event.popName();
        String words = event.message().isEmpty() ? "" : ": " + event.message();
        return new Message(
                Source.CATO_EVENT, event.time(), "Connectivity, " + event.kind() + where + words, event.tunnel());
    }

    public static Message routerLog(@Nullable Instant time, String text) {
        return new Message(Source.ROUTER_LOG, time, text, null);
    }

    public Message of(@Nullable String itsTunnel) {
        return new Message(source, time, text, itsTunnel);
    }
}
