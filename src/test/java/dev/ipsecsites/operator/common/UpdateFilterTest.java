package dev.ipsecsites.operator.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateFilterTest {
    private static final ConfigMap BEFORE = new ConfigMapBuilder()
            .withNewMetadata()
            .withUid("u")
            .withGeneration(1L)
            .withResourceVersion("1")
            .endMetadata()
            .build();

    static Stream<Arguments> changes() {
        return Stream.of(
                change("status only", false, m -> m.withResourceVersion("2")),
                change("a label", false, m -> m.withLabels(Map.of("argocd.argoproj.io/instance", "x"))),
                change("a foreign annotation", false, m -> m.withAnnotations(Map.of("a", "b"))),
                change("spec", true, m -> m.withGeneration(2L)),
                change("deletion", true, m -> m.withDeletionTimestamp("2026-11-23T12:00:00Z")),
                change("finalizers", true, m -> m.withFinalizers(Api.IN_USE)),
                change("reconcile", true, m -> m.withAnnotations(Map.of(Api.RECONCILE, "1"))),
                change("a repair", true, m -> m.withAnnotations(Map.of(Api.REPAIR_RESET, "1"))),
                change("paused", true, m -> m.withAnnotations(Map.of(Api.PAUSED, "true"))),
                change("the key that Cato has", true, m -> m.withAnnotations(Map.of(Api.TOLD_KEY, "1:a"))),
                change("a namesake", true, m -> m.withUid("v")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void wakesOnlyForWhatMatters(String what, boolean wakes, UnaryOperator<ObjectMetaBuilder> change) {
        ConfigMap after = new ConfigMapBuilder(BEFORE)
                .withMetadata(change.apply(new ObjectMetaBuilder(BEFORE.getMetadata()))
                        .build())
                .build();

        assertThat(UpdateFilter.matters(after, BEFORE)).as(what).isEqualTo(wakes);
    }

    private static Arguments change(String what, boolean wakes, UnaryOperator<ObjectMetaBuilder> change) {
        return Arguments.of(what, wakes, change);
    }
}
