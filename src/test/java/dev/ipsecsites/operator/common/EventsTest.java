package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.Condition;
import dev.ipsecsites.api.ConditionStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final MockKube kube = new MockKube();
    private final TestClock clock = new TestClock();
    private final Events events = new Events(kube.client(), clock);
    private final ConfigMap about = new ConfigMapBuilder()
            .withNewMetadata()
            .withName("site")
            .withNamespace("net")
            .withUid("u1")
            .addToAnnotations(Api.ROTATE_PSK, "t1")
            .endMetadata()
            .build();

    @AfterEach
    void close() {
        kube.close();
    }

    @Test
    void aRepeatWithinAMomentIsNotWritten() {
        events.record(about, CommonEvent.Paused, "a");
        int writes = kube.writes();
        events.record(about, CommonEvent.Paused, "a");

        assertThat(kube.writes()).isEqualTo(writes);
        assertThat(all()).singleElement().satisfies(e -> {
            assertThat(e.getReason()).isEqualTo("Paused");
            assertThat(e.getType()).isEqualTo("Normal");
            assertThat(e.getInvolvedObject().getUid()).isEqualTo("u1");
        });
    }

    @Test
    void whatHappenedLastStandsLast() {
        events.record(about, CommonEvent.Paused, "away");
        clock.advance(Duration.ofMinutes(1));
        events.record(about, CommonEvent.Paused, "back");
        clock.advance(Duration.ofMinutes(1));
        events.record(about, CommonEvent.Paused, "away");
        clock.advance(Duration.ofMinutes(1));
        events.record(about, CommonEvent.Paused, "back");

        assertThat(all())
                .extracting(Event::getMessage, Event::getCount, Event::getLastTimestamp)
                .containsExactlyInAnyOrder(
                        tuple("away", 2, "2026-11-23T12:02:00Z"), tuple("back", 2, "2026-11-23T12:03:00Z"));
    }

    @Test
    void goingToAndFroIsDamped() {
        for (int i = 0; i < 20; i++) {
            events.record(about, CommonEvent.Paused, "away");
            events.record(about, CommonEvent.Paused, "back");
            clock.advance(Duration.ofSeconds(15));
        }
        assertThat(all()).extracting(Event::getCount).containsExactly(5, 5);

        clock.advance(Duration.ofMinutes(5));
        events.record(about, CommonEvent.Paused, "away");
        assertThat(all()).extracting(Event::getCount).containsExactlyInAnyOrder(6, 5);
    }

    @Test
    void anEventOfAnotherObjectIsNoNewsOfThisOne() {
        ConfigMap other = new ConfigMapBuilder(about)
                .editMetadata()
                .withName("other")
                .withUid("u2")
                .endMetadata()
                .build();
        events.record(about, CommonEvent.Paused, "a");
        events.record(other, CommonEvent.Paused, "b");
        events.record(about, CommonEvent.Paused, "a");

        assertThat(all()).extracting(Event::getCount).containsExactly(1, 1);
    }

    @Test
    void aClockThatIsSetBackHidesNoEvent() {
        events.record(about, CommonEvent.Paused, "a");
        clock.advance(Duration.ofDays(-300));
        events.record(about, CommonEvent.Paused, "a");

        assertThat(all())
                .singleElement()
                .satisfies(e -> assertThat(e.getCount()).isEqualTo(2));
    }

    @Test
    void aLaterRepeatRaisesTheCountEvenAfterARestart() {
        events.record(about, CommonEvent.Paused, "a");
        clock.advance(Duration.ofHours(1));
        new Events(kube.client(), clock).record(about, CommonEvent.Paused, "a");

        assertThat(all()).singleElement().satisfies(e -> {
            assertThat(e.getCount()).isEqualTo(2);
            assertThat(e.getLastTimestamp()).isEqualTo("2026-11-23T13:00:00Z");
            assertThat(e.getFirstTimestamp()).isEqualTo("2026-11-23T12:00:00Z");
        });
    }

    @Test
    void aTransitionIsToldOnceAndTheFirstUnknownIsSilent() {
        List<Condition> none = List.of();
        List<Condition> unknown = ready(ConditionStatus.UNKNOWN, "Pending");
        List<Condition> down = ready(ConditionStatus.FALSE, "TunnelsDown");

        events.transitions(about, none, unknown, Conditions.READY);
        assertThat(all()).isEmpty();
        events.transitions(about, unknown, down, Conditions.READY);
        events.transitions(about, down, down, Conditions.READY);

        assertThat(all()).extracting(Event::getReason, Event::getType).containsExactly(tuple("TunnelsDown", "Warning"));
    }

    @Test
    void anUnsupportedAnnotationIsAnsweredOnceAndRemembered() {
        Map<String, String> handled = Annotations.handle(about, Map.of(), events, Map.of());
        Map<String, String> again = Annotations.handle(about, handled, events, Map.of());

        assertThat(handled).containsEntry("rotate-psk", "t1");
        assertThat(again).isEqualTo(handled);
        assertThat(all())
                .singleElement()
                .satisfies(e -> assertThat(e.getMessage()).contains(Api.ROTATE_PSK));
    }

    @Test
    void anAnnotationOfTheCallersOwnIsRecordedOnlyWhenItHasBeenCarriedOut() {
        assertThat(Annotations.handle(about, Map.of(), events, Map.of(Api.ROTATE_PSK, false)))
                .doesNotContainKey("rotate-psk");
        assertThat(Annotations.handle(about, Map.of(), events, Map.of(Api.ROTATE_PSK, true)))
                .containsEntry("rotate-psk", "t1");
        assertThat(all()).isEmpty();
    }

    private static List<Condition> ready(ConditionStatus status, String reason) {
        return List.of(new Condition(Conditions.READY, status, 1L, "2026-11-23T12:00:00Z", reason, "why"));
    }

    private List<Event> all() {
        return kube.client().v1().events().inNamespace("net").list().getItems();
    }
}
