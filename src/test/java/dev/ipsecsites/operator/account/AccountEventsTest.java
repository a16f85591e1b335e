package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.CmaFeeds.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static Event event(String id, @Nullable String site, Instant time) {
        return new Event(id, time, "Disconnected", "", site, null, "Tokyo", "PRIMARY1", null);
    }

    private static Event ago(String id, String site, Duration ago) {
        return event(id, site, NOW.minus(ago));
    }

    @Test
    void eventsLieBySiteOldestFirst() {
        AccountEvents events = AccountEvents.NONE.with(
                List.of(
                        ago("b", "1", Duration.ofMinutes(1)),
                        ago("a", "1", Duration.ofMinutes(2)),
                        ago("c", "2", Duration.ZERO)),
                NOW);
        assertThat(events.of("1")).extracting(Event::id).containsExactly("a", "b");
        assertThat(events.of("2")).extracting(Event::id).containsExactly("c");
        assertThat(events.of("3")).isEmpty();
    }

    @Test
    void whatIsDeliveredTwiceIsThereOnce() {
        Event event = ago("a", "1", Duration.ofMinutes(1));
        AccountEvents once = AccountEvents.NONE.with(List.of(event), NOW);
        assertThat(once.with(List.of(event, event), NOW)).isEqualTo(once);
    }

    @Test
    void whatIsOfNoSiteOrOfNoTimeThatCanBeIsLeftOut() {
        AccountEvents events = AccountEvents.NONE.with(
                List.of(
                        event("a", null, NOW),
                        event("b", "1", NOW.plus(Duration.ofHours(1))),
                        ago("c", "1", AccountEvents.KEEP.plusSeconds(1))),
                NOW);
        assertThat(events).isEqualTo(AccountEvents.NONE);
    }

    @Test
    void whatIsOldIsForgottenAlsoWhenNothingNewComes() {
        AccountEvents events = AccountEvents.NONE.with(List.of(ago("a", "1", Duration.ZERO)), NOW);
        assertThat(events.with(List.of(), NOW.plus(AccountEvents.KEEP).plusSeconds(1)))
                .isEqualTo(AccountEvents.NONE);
    }

    @Test
    void ofASiteThatComesAndGoesTheNewestAreKept() {
        AccountEvents events = AccountEvents.NONE.with(
                IntStream.range(0, 500)
                        .mapToObj(i -> ago("e" + i, "1", Duration.ofSeconds(i)))
                        .toList(),
                NOW);
        assertThat(events.of("1")).hasSize(AccountEvents.OF_A_SITE);
        assertThat(events.of("1").getLast().id()).isEqualTo("e0");
    }

    @Test
    void howeverManySitesThereAreItStaysBounded() {
        AccountEvents events = AccountEvents.NONE.with(
                IntStream.range(0, 60_000)
                        .mapToObj(i -> ago("e" + i, "site-" + i % 6_000, Duration.ofSeconds(i / 6_000)))
                        .toList(),
                NOW);
        int count = events.bySite().values().stream().mapToInt(List::size).sum();
        assertThat(count).isBetween(AccountEvents.OF_ALL / 2, AccountEvents.OF_ALL + 6_000);
        assertThat(events.of("site-0").getLast().id()).isEqualTo("e0");
    }
}
