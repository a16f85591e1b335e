package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.operator.account.AccountEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsOfSiteTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final List<Event> events = new ArrayList<>();

    private EventsOfSiteTest add(
            String site, @Nullable String tunnel, String kind, int secondsAgo, String pop, @Nullable String address) {
        events.add(new Event(
                "e" + events.size(),
                NOW.minusSeconds(secondsAgo),
                kind,
                "",
                site,
                "site " + site,
                pop,
                tunnel,
                address));
        return this;
    }

    private EventsOfSiteTest tokyo(String site, String kind, int secondsAgo) {
        return add(site, "PRIMARY1", kind, secondsAgo, "Tokyo", null);
    }

    private EventsOfSite ofOne() {
        return new EventsOfSite(AccountEvents.NONE.with(events, NOW), "1");
    }

    @Test
    void anEventIsOfTheTunnelThatItNamesElseOfTheSite() {
        tokyo("1", "Disconnected", 10)
                .add("1", null, "Connected", 5, "Osaka", null)
                .add("1", "PRIMARY2", "Connected", 4, "Osaka", null)
                .tokyo("2", "Disconnected", 3);
        assertThat(ofOne().of(Role.PRIMARY))
                .extracting(Message::text)
                .containsExactly("Connectivity, Disconnected at Tokyo");
        assertThat(ofOne().of(Role.SECONDARY)).isEmpty();
        assertThat(ofOne().ofNoTunnel()).extracting(Message::text).containsExactly("Connectivity, Connected at Osaka");
    }

    /** Letters from old to new, a minute apart: D down, U up, P a passive down. */
    @ParameterizedTest
    @CsvSource({"'',0", "D,1", "DUDUD,3", "DDD,1", "UUU,0", "DPPD,1", "UDU,1"})
    void whatGoesDownTwiceWithoutComingUpWentDownOnce(String story, int flaps) {
        for (int i = 0; i < story.length(); i++) {
            String kind = switch (story.charAt(i)) {
                case 'D' -> "Disconnected";
                case 'U' -> "Reconnected";
                default -> "Passive Disconnected";
            };
            tokyo("1", kind, 60 * (story.length() - i));
        }
        assertThat(ofOne().flaps(Role.PRIMARY, NOW.minusSeconds(3600), List.of()))
                .isEqualTo(flaps);
    }

    @Test
    void flapsFromBeforeTheHourAreForgotten() {
        tokyo("1", "Disconnected", 7200).tokyo("1", "Connected", 7100).tokyo("1", "Disconnected", 60);
        assertThat(ofOne().flaps(Role.PRIMARY, NOW.minusSeconds(3600), List.of()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "60,0", "-60,0", "61,1", "-61,1"})
    void whatGoesDownAtTheMomentOfAnInterruptionOfOursHasNotFlapped(int secondsBefore, int flaps) {
        tokyo("1", "Disconnected", 300);
        List<Instant> interruptions = List.of(NOW.minusSeconds(900), NOW.minusSeconds(300 + secondsBefore));
        assertThat(ofOne().flaps(Role.PRIMARY, NOW.minusSeconds(3600), interruptions))
                .isEqualTo(flaps);
    }

    @Test
    void sitesThatLostThePopAtTheSameMomentAreNamed() {
        tokyo("1", "Disconnected", 100).tokyo("2", "Disconnected", 70).tokyo("3", "Disconnected", 130);
        assertThat(ofOne().fellWith(Role.PRIMARY, "tokyo")).containsExactly("site 2", "site 3");
    }

    @Test
    void sitesThatLostItEarlierOrAnotherPopOrCameBackAreNot() {
        tokyo("1", "Disconnected", 100)
                .tokyo("2", "Disconnected", 400)
                .add("3", "PRIMARY1", "Disconnected", 100, "Osaka", null)
                .tokyo("4", "Disconnected", 100)
                .tokyo("4", "Reconnected", 20);
        assertThat(ofOne().fellWith(Role.PRIMARY, "Tokyo")).isEmpty();
    }

    @Test
    void aTunnelThatIsUpAgainFellWithNobody() {
        tokyo("1", "Disconnected", 100).tokyo("1", "Reconnected", 10).tokyo("2", "Disconnected", 100);
        assertThat(ofOne().fellWith(Role.PRIMARY, "Tokyo")).isEmpty();
    }

    @Test
    void theLastAddressCountsUnlessItIsFromBeforeTheLastChange() {
        add("1", "PRIMARY1", "Connected", 200, "Tokyo", "198.51.100.1")
                .add("1", "PRIMARY1", "Disconnected", 100, "Tokyo", "198.51.100.2")
                .add("1", "PRIMARY1", "Disconnected", 50, "Tokyo", null);
        assertThat(ofOne().seenFrom(Role.PRIMARY, null)).contains("198.51.100.2");
        assertThat(ofOne().seenFrom(Role.PRIMARY, NOW.minusSeconds(60))).isEmpty();
    }
}
