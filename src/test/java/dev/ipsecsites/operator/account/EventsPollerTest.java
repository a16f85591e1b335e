package dev.ipsecsites.operator.account;

import static dev.ipsecsites.operator.account.AccountEventsTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.cato.CmaFeeds.EventPage;
import dev.ipsecsites.cato.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventsPollerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final FakeTime time = new FakeTime();
    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<String> markers = new ArrayList<>();
    private final List<Set<String>> told = new ArrayList<>();
    private final AtomicInteger off = new AtomicInteger();
    private final List<Cma> clients = new ArrayList<>(List.of(cma()));
    private final EventsPoller poller =
            new EventsPoller("test", () -> List.copyOf(clients), INTERVAL, time, new EventsPoller.Listener() {
                @Override
                public void sites(Set<String> news) {
                    told.add(news);
                }

                @Override
                public void off() {
                    off.incrementAndGet();
                }
            });

    /** A client of which only events are asked. */
    private Cma cma() {
        return (Cma) Proxy.newProxyInstance(
                Cma.class.getClassLoader(), new Class<?>[] {Cma.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("events")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    markers.add(String.valueOf(arguments[0]));
                    Object answer = answers.remove();
                    if (answer instanceof CmaException e) {
                        throw e;
                    }
                    return answer;
                });
    }

    private static EventPage page(String marker, Event... events) {
        return new EventPage(marker, false, null, List.of(events));
    }

    private static CmaException failure(Kind kind) {
        return new CmaException(kind, "eventsFeed", "eventsFeed: no", null, null);
    }

    @Test
    void itBeginsAtNowAndGoesOnFromWhereItWas() {
        answers.add(page("m1"));
        answers.add(page("m2", event("a", "1", time.instant())));
        assertThat(poller.round()).isEqualTo(INTERVAL);
        assertThat(poller.round()).isEqualTo(INTERVAL);
        assertThat(markers).containsExactly("", "m1");
        assertThat(told).containsExactly(Set.of("1"));
        assertThat(poller.latest().of("1")).extracting(Event::id).containsExactly("a");
    }

    @Test
    void fullAnswersAreFollowedByTheNextAtOnce() {
        answers.add(new EventPage("m1", true, null, List.of(event("a", "1", time.instant()))));
        answers.add(new EventPage("m2", true, null, List.of(event("b", "2", time.instant()))));
        answers.add(page("m3", event("c", "1", time.instant())));
        poller.round();
        assertThat(markers).containsExactly("", "m1", "m2");
        assertThat(told).containsExactly(Set.of("1", "2"));
    }

    @Test
    void anAnswerThatIsFullForEverEndsTheRoundAllTheSame() {
        EventPage endless = new EventPage("m1", true, null, List.of());
        answers.add(endless);
        answers.add(endless);
        poller.round();
        assertThat(markers).as("the place did not move").containsExactly("", "m1");
        for (int i = 0; i < EventsPoller.PAGES; i++) {
            answers.add(new EventPage("n" + i, true, null, List.of()));
        }
        poller.round();
        assertThat(answers).isEmpty();
    }

    @Test
    void eventsThatComeAgainTellNothing() {
        Event again = event("a", "1", time.instant());
        answers.add(page("m1", again));
        answers.add(page("m2", again));
        poller.round();
        poller.round();
        assertThat(told).hasSize(1);
    }

    @Test
    void aMarkerThatCatoRefusesIsGivenUp() {
        answers.add(page("m1"));
        answers.add(failure(Kind.UNKNOWN));
        answers.add(page("n1"));
        poller.round();
        assertThat(poller.round()).as("at once").isZero();
        poller.round();
        assertThat(markers).containsExactly("", "m1", "");
        assertThat(poller.off()).isEmpty();
    }

    @Test
    void aFeedThatIsOffIsAskedSeldomAndSaidOnceWithWhatToDo() {
        EventPage none = new EventPage("", false, "Events integration is disabled for account 12345", List.of());
        answers.add(none);
        answers.add(none);
        answers.add(page("m1"));
        assertThat(poller.round()).isEqualTo(EventsPoller.SELDOM);
        assertThat(poller.off())
                .hasValueSatisfying(words ->
                        assertThat(words).contains("is disabled for account 12345", "Resources > Event Integrations"));
        poller.round();
        assertThat(off).hasValue(1);
        assertThat(poller.round()).isEqualTo(INTERVAL);
        assertThat(poller.off()).isEmpty();
        assertThat(off).hasValue(2);
    }

    @Test
    void aKeyThatMayNotReadEventsIsSaid() {
        answers.add(failure(Kind.PERMISSION));
        assertThat(poller.round()).isEqualTo(EventsPoller.SELDOM);
        assertThat(poller.off()).hasValueSatisfying(words -> assertThat(words).contains("role the right"));
    }

    @Test
    void failuresSpreadTheRoundsAndLoseNeitherThePlaceNorWhatWasTold() {
        answers.add(page("m1", event("a", "1", time.instant())));
        poller.round();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(failure(Kind.TRANSIENT));
            waits.add(poller.round());
        }
        assertThat(waits).startsWith(INTERVAL, INTERVAL.multipliedBy(2)).endsWith(Duration.ofMinutes(10));
        answers.add(page("m2"));
        assertThat(poller.round()).isEqualTo(INTERVAL);
        assertThat(markers).endsWith("m1");
        assertThat(poller.latest().of("1")).hasSize(1);
        assertThat(poller.off()).as("trouble that passes is nobody's to mend").isEmpty();
    }

    @Test
    void whatCameBeforeAFailureIsKept() {
        answers.add(new EventPage("m1", true, null, List.of(event("a", "1", time.instant()))));
        answers.add(failure(Kind.TRANSIENT));
        poller.round();
        assertThat(poller.latest().of("1")).hasSize(1);
        answers.add(page("m2"));
        poller.round();
        assertThat(markers).containsExactly("", "m1", "m1");
    }

    @Test
    void withoutAClientNothingIsAsked() {
        clients.clear();
        assertThat(poller.round()).isEqualTo(INTERVAL);
        assertThat(markers).isEmpty();
    }
}
