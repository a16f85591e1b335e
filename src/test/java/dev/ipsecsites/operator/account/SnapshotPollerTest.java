package dev.ipsecsites.operator.account;

import static dev.ipsecsites.operator.account.SnapshotChangesTest.site;
import static dev.ipsecsites.operator.account.SnapshotChangesTest.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotPollerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final FakeTime time = new FakeTime();
    private final List<Set<String>> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger health = new AtomicInteger();
    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<Cma> clients = new ArrayList<>(List.of(cma("first")));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final SnapshotPoller poller = poller(time, INTERVAL);

    private SnapshotPoller poller(Clock clock, Duration interval) {
        return new SnapshotPoller(
                "test", () -> List.copyOf(clients), interval, clock, new Random(1), new SnapshotPoller.Listener() {
                    @Override
                    public void sites(Set<String> changed) {
                        told.add(changed);
                    }

                    @Override
                    public void health() {
                        health.incrementAndGet();
                    }
                });
    }

    /** A client of which only the snapshot is asked: the next of the answers, the last one again and again. */
    private Cma cma(String name) {
        return (Cma) Proxy.newProxyInstance(
                Cma.class.getClassLoader(), new Class<?>[] {Cma.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("snapshot")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked.add(name);
                    Object answer = answers.size() > 1 ? answers.remove() : answers.element();
                    if (answer instanceof CmaException e) {
                        throw e;
                    }
                    return answer;
                });
    }

    private static CmaException failure(Kind kind, @Nullable Duration retryAfter) {
        return new CmaException(kind, "accountSnapshot", "accountSnapshot: no", retryAfter, null);
    }

    @Test
    void theNextPollIsDueWithinTheInterval() {
        answers.add(snapshot(time.instant(), site("1", true, 1L)));
        poller.poll();
        assertThat(Duration.between(time.instant(), poller.due())).isBetween(INTERVAL.minusSeconds(3), INTERVAL);
        assertThat(told).containsExactly(Set.of("1"));
    }

    @Test
    void whoAsksForAPollSoonWaitsForTheShortestGapOnly() {
        answers.add(snapshot(time.instant()));
        poller.poll();
        poller.soon();
        poller.soon();
        assertThat(poller.due()).isEqualTo(time.instant().plus(SnapshotPoller.SHORTEST_GAP));
    }

    @Test
    void aClockThatIsSetBackDelaysNoPoll() {
        answers.add(snapshot(time.instant()));
        poller.poll();
        time.turn(Duration.ofHours(-1));
        assertThat(poller.due()).isEqualTo(time.instant());
        poller.soon();
        assertThat(poller.due()).isEqualTo(time.instant());

        poller.poll();
        assertThat(Duration.between(time.instant(), poller.due())).isBetween(INTERVAL.minusSeconds(3), INTERVAL);
    }

    @Test
    void nothingIsToldWhenNothingChanged() {
        answers.add(snapshot(time.instant(), site("1", true, 1L)));
        poller.poll();
        time.turn(INTERVAL);
        poller.poll();
        assertThat(told).hasSize(1);
    }

    @Test
    void theLastGoodSnapshotStaysWhileCatoDoesNotAnswer() {
        AccountSnapshot good = snapshot(time.instant(), site("1", true, 1L));
        answers.add(good);
        answers.add(failure(Kind.TRANSIENT, null));
        poller.poll();
        time.turn(INTERVAL);
        poller.poll();
        assertThat(poller.latest()).contains(good);
        assertThat(poller.error()).hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
    }

    @Test
    void failuresSpreadThePollsUpToAMinute() {
        answers.add(failure(Kind.TRANSIENT, null));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            poller.poll();
            waits.add(Duration.between(time.instant(), poller.due()).toSeconds());
            time.turn(Duration.ofMinutes(1));
        }
        assertThat(waits.get(0)).isBetween(30L, 33L);
        assertThat(waits.subList(1, 4)).allSatisfy(wait -> assertThat(wait).isBetween(60L, 66L));
        poller.soon();
        assertThat(poller.due()).as("nobody hurries a failing poller").isAfter(time.instant());
    }

    @Test
    void whatCatoAsksForIsWaited() {
        answers.add(failure(Kind.RATE_LIMIT, Duration.ofMinutes(7)));
        poller.poll();
        assertThat(poller.due()).isEqualTo(time.instant().plus(Duration.ofMinutes(7)));
    }

    @Test
    void healthIsToldOnceForEachTurn() {
        answers.add(failure(Kind.TRANSIENT, null));
        answers.add(failure(Kind.TRANSIENT, null));
        answers.add(failure(Kind.AUTHENTICATION, null));
        answers.add(snapshot(time.instant()));
        for (int i = 0; i < 6; i++) {
            poller.poll();
        }
        assertThat(health).hasValue(3);
        assertThat(poller.error()).isEmpty();
    }

    @Test
    void sitesAreToldOnceWhenTheirSnapshotIsTooOldAndAgainWhenItIsFresh() {
        answers.add(snapshot(time.instant(), site("1", true, 1L)));
        answers.add(failure(Kind.TRANSIENT, null));
        for (int i = 0; i < 6; i++) {
            poller.poll();
            time.turn(INTERVAL);
        }
        assertThat(told).containsExactly(Set.of("1"), Set.of("1"));
        answers.clear();
        answers.add(snapshot(time.instant(), site("1", true, 1L)));
        poller.poll();
        assertThat(told).hasSize(3);
    }

    @Test
    void afterAFailureAnotherKeyOfTheAccountIsUsed() {
        clients.add(cma("second"));
        answers.add(failure(Kind.AUTHENTICATION, null));
        answers.add(snapshot(time.instant()));
        poller.poll();
        poller.poll();
        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void withoutAKeyThatWorksNothingIsSent() {
        clients.clear();
        poller.poll();
        assertThat(asked).isEmpty();
        assertThat(poller.due()).isAfter(time.instant());
    }

    @Test
    void aStartedPollerPollsAgainAndAgainUntilItIsClosed() {
        answers.add(snapshot(time.instant(), site("1", true, 1L)));
        SnapshotPoller running =
                poller(Clock.systemUTC(), Duration.ofMillis(20)).start();
        await().until(() -> asked.size() >= 3);
        assertThat(running.latest()).isPresent();
        running.close();
        int polls = asked.size();
        await().during(Duration.ofMillis(200)).until(() -> asked.size() <= polls + 1);
    }

    @Test
    void aSleepingPollerWakesWhenItIsAsked() {
        answers.add(failure(Kind.AUTHENTICATION, null));
        try (SnapshotPoller running = poller(Clock.systemUTC(), INTERVAL)) {
            running.poll();
            assertThat(running.due()).isAfter(Clock.systemUTC().instant().plusSeconds(20));
            running.again();
            assertThat(running.due()).isBefore(Clock.systemUTC().instant().plusSeconds(4));
            assertThat(running.error()).isEmpty();
        }
    }
}
