package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.List;
import java.util.Objects;

/**
 * Which updates of a resource wake its controller: spec, deletion, finalizers, and annotations of our own. To be used with {@code
 * generationAwareEventProcessing=false}, because JOSDK ANDs a filter with its own (operators.md §2.1). Own status writes don't
 * wake, nor does what GitOps tools stamp on every commit.
 */
public final class UpdateFilter {
    private static final List<String> ANNOTATIONS = List.of(
            Api.RECONCILE,
            Api.RESET_TUNNELS,
            Api.REPAIR_RESET,
            Api.ROTATE_PSK,
            Api.PAUSED,
            Api.APPROVED_PLAN,
            Api.TOLD_KEY);

    private UpdateFilter() {}

    public static <R extends HasMetadata> OnUpdateFilter<R> own() {
        return UpdateFilter::matters;
    }

    static boolean matters(HasMetadata updated, HasMetadata before) {
        var now = updated.getMetadata();
        var then = before.getMetadata();
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || !Objects.equals(now.getFinalizers(), then.getFinalizers())
                || ANNOTATIONS.stream()
                        .anyMatch(a -> !Objects.equals(Annotations.get(updated, a), Annotations.get(before, a)));
    }
}
