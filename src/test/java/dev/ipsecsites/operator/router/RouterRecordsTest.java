package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.operator.common.Conditions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose record a ConfigMap is, where its owner reference doesn't say. */
class RouterRecordsTest {
    private static final String ELSEWHERE = "00000000-0000-0000-0000-000000000000";

    private final RouterWorld world = new RouterWorld();
    private final FakeRouter router = world.router;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRouterDeletedWithItsDependentsOrphanedStillTakesItsLinesOff() {
        applied();
        world.client().resource(world.router("rt")).delete();
        record(RouterRecordsTest::withoutOwner);
        world.restart();
        world.client().resource(world.tunnel("one")).delete();
        world.rounds(4);

        assertThat(world.tunnel("one")).isNull();
        assertThat(world.router("rt")).isNull();
        assertThat(router.saved).containsExactly(FakeRouter.OWN_ROUTE);
        assertThat(router.running).isEqualTo(router.saved);
        assertThat(record()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatLostItsOwnerGetsItBack(boolean beforeTheAnnotation) {
        applied();
        record(RouterRecordsTest::withoutOwner);
        if (beforeTheAnnotation) {
            record(RouterRecordsTest::withoutAnnotation);
        }
        world.restart();
        world.rounds(2);

        assertNamed();
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    @Test
    void aRecordFromBeforeTheAnnotationGetsIt() {
        applied();
        record(RouterRecordsTest::withoutAnnotation);
        world.restart();
        world.rounds(1);

        assertNamed();
    }

    @Test
    void aRecordWithoutOwnerAboutOtherTunnelsIsNotTaken() {
        applied();
        record(RouterRecordsTest::withoutOwner);
        record(RouterRecordsTest::withoutAnnotation);
        String uid = world.tunnel("one").getMetadata().getUid();
        record(map -> new ConfigMapBuilder(map)
                .withData(Map.of(
                        "record.json",
                        String.valueOf(map.getData().get("record.json")).replace(uid, ELSEWHERE)))
                .build());
        world.restart();
        world.rounds(1);

        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "RecordUnusable");
        assertThat(record().getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void aRestoredRecordIsTakenOverWhenSomebodySaysSo() {
        applied();
        record(map -> {
            map.getMetadata().getOwnerReferences().forEach(o -> o.setUid(ELSEWHERE));
            map.getMetadata().getAnnotations().put(Api.ROUTER_UID, ELSEWHERE);
            return map;
        });
        world.restart();
        world.rounds(1);

        String uid = world.router("rt").getMetadata().getUid();
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "RecordUnusable");
        assertThat(world.condition(world.router("rt"), Conditions.STALLED).message())
                .contains("kubectl annotate configmap -n net rt-applied --overwrite ipsec-sites.dev/router-uid=" + uid)
                .contains("lines on the router then stay and have to be taken off by hand");

        record(map -> {
            map.getMetadata().getAnnotations().put(Api.ROUTER_UID, uid);
            return map;
        });
        world.rounds(2);
        assertNamed();
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    private void applied() {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1");
        router.willing.addAll(Set.of(1));
        world.rounds(4);
        assertNamed();
    }

    private void assertNamed() {
        String uid = world.router("rt").getMetadata().getUid();
        assertThat(record().getMetadata().getOwnerReferences())
                .singleElement()
                .extracting(OwnerReference::getUid, OwnerReference::getController)
                .containsExactly(uid, true);
        assertThat(record().getMetadata().getAnnotations()).containsEntry(Api.ROUTER_UID, uid);
        assertThat(record().getMetadata().getFinalizers()).containsExactly(Api.IN_USE);
    }

    private ConfigMap record() {
        return world.client()
                .configMaps()
                .inNamespace("net")
                .withName("rt-applied")
                .get();
    }

    private void record(UnaryOperator<ConfigMap> change) {
        world.client().configMaps().resource(change.apply(record())).update();
    }

    private static ConfigMap withoutOwner(ConfigMap map) {
        map.getMetadata().setOwnerReferences(null);
        return map;
    }

    private static ConfigMap withoutAnnotation(ConfigMap map) {
        map.getMetadata().getAnnotations().remove(Api.ROUTER_UID);
        return map;
    }

    private void assertRouter(String type, ConditionStatus status, String reason) {
        var condition = world.condition(world.router("rt"), type);
        assertThat(condition.status() + " " + condition.reason())
                .as(condition.message())
                .isEqualTo(status + " " + reason);
    }
}
