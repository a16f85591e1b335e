package dev.ipsecsites.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.cato.CmaFeeds.ChangePage;
import dev.ipsecsites.cato.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditPollerTest {
    private final FakeTime time = new FakeTime();
    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Set<String>> told = new ArrayList<>();
    private final Cma cma = (Cma) Proxy.newProxyInstance(
            Cma.class.getClassLoader(), new Class<?>[] {Cma.class}, (proxy, method, arguments) -> {
                if (!method.getName().equals("changes")) {
                    throw new UnsupportedOperationException(method.getName());
                }
                asked.add(arguments[0] + " " + arguments[1]);
                Object answer = answers.remove();
                if (answer instanceof CmaException e) {
                    throw e;
                }
                return answer;
            });
    private final AuditPoller poller = new AuditPoller("test", () -> List.of(cma), time, told::add);

    private Change change(@Nullable String site, int secondsAgo) {
        return new Change(time.instant().minusSeconds(secondsAgo), "MODIFIED", "Site", site, "osaka", "tanaka", null);
    }

    private static ChangePage page(Change... changes) {
        return new ChangePage("m", false, List.of(changes));
    }

    private static CmaException failure(Kind kind) {
        return new CmaException(kind, "auditFeed", "auditFeed: no", null, null);
    }

    private Duration round(Object answer) {
        answers.add(answer);
        return poller.round();
    }

    @Test
    void afterAStartADayIsReadThenTheLastHourOnceAMinute() {
        assertThat(round(page(change("1", 80_000)))).isEqualTo(Duration.ofMinutes(1));
        round(page());
        assertThat(asked).containsExactly("last.P1D null", "last.PT1H null");
        assertThat(poller.latest().of("1", "osaka")).hasSize(1);
        assertThat(told).containsExactly(Set.of("1"));
    }

    @Test
    void oneRequestARoundHoweverMuchThereIs() {
        round(new ChangePage("m1", true, List.of(change("1", 30))));
        round(new ChangePage("m2", true, List.of(change("2", 20))));
        round(page(change("3", 10)));
        round(page());
        assertThat(asked).containsExactly("last.P1D null", "last.P1D m1", "last.P1D m2", "last.PT1H null");
        assertThat(told).containsExactly(Set.of("1"), Set.of("2"), Set.of("3"));
    }

    @Test
    void whatIsReadAgainIsKnownAlready() {
        Change change = change("1", 30);
        round(page(change));
        var first = poller.latest();
        time.turn(Duration.ofMinutes(1));
        round(page(change));
        assertThat(poller.latest()).isEqualTo(first);
        assertThat(told).hasSize(1);
    }

    @Test
    void afterALongFailureTheFrameReachesBackOverIt() {
        round(page());
        time.turn(Duration.ofHours(3));
        round(failure(Kind.TRANSIENT));
        round(page());
        time.turn(Duration.ofDays(2));
        round(page());
        assertThat(asked).containsExactly("last.P1D null", "last.P1D null", "last.P1D null", "last.P7D null");
    }

    @Test
    void aMarkerThatCatoRefusesIsGivenUp() {
        round(new ChangePage("m1", true, List.of()));
        round(failure(Kind.UNKNOWN));
        round(page());
        assertThat(asked).endsWith("last.P1D m1", "last.P1D null");
    }

    @Test
    void aKeyThatMayNotReadTheTrailIsSaidAndAskedSeldom() {
        assertThat(round(failure(Kind.PERMISSION))).isEqualTo(AuditPoller.SELDOM);
        assertThat(poller.off()).hasValueSatisfying(w -> assertThat(w).contains("audit trail"));
        round(page());
        assertThat(poller.off()).isEmpty();
    }

    @Test
    void failuresSpreadTheRounds() {
        assertThat(round(failure(Kind.TRANSIENT))).isEqualTo(Duration.ofMinutes(1));
        assertThat(round(failure(Kind.TRANSIENT))).isEqualTo(Duration.ofMinutes(2));
        for (int i = 0; i < 6; i++) {
            round(failure(Kind.TRANSIENT));
        }
        assertThat(round(failure(Kind.TRANSIENT))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aChangeIsOfASiteByItsIdElseByItsName() {
        round(page(change("1", 30), change(null, 20)));
        assertThat(poller.latest().of("1", "osaka")).hasSize(2);
        assertThat(poller.latest().of("2", "osaka")).hasSize(1);
        assertThat(poller.latest().of("2", "kobe")).isEmpty();
    }

    @Test
    void theTrailStaysBounded() {
        AccountChanges changes = AccountChanges.NONE;
        for (int i = 0; i < 3; i++) {
            List<Change> many = new ArrayList<>();
            for (int j = 0; j < 3_000; j++) {
                many.add(change("s" + i + "-" + j, j));
            }
            changes = changes.with(many, time.instant());
        }
        assertThat(changes.all()).hasSize(AccountChanges.MOST);
        assertThat(changes.with(
                                List.of(),
                                time.instant().plus(AccountChanges.KEEP).plusSeconds(1))
                        .all())
                .isEmpty();
    }
}
