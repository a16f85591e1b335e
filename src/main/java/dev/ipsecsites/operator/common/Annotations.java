package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The annotations that people and GitOps tools talk to the operator with. Each value is an opaque token; {@code
 * status.lastHandled} holds the last one that was dealt with, by the annotation's name without the domain.
 */
public final class Annotations {
    /** Tokens that have behaviour or an answer, in the order in which they are dealt with. */
    private static final List<String> TOKENS =
            List.of(Api.RECONCILE, Api.RESET_TUNNELS, Api.REPAIR_RESET, Api.ROTATE_PSK, Api.APPROVED_PLAN);

    private Annotations() {}

    public static Optional<String> get(HasMetadata resource, String annotation) {
        Map<String, String> all = resource.getMetadata().getAnnotations();
        return all == null ? Optional.empty() : Optional.ofNullable(all.get(annotation));
    }

    /** Whether the resource is to be left alone, deletion included. */
    public static boolean paused(HasMetadata resource) {
        return get(resource, Api.PAUSED).filter("true"::equals).isPresent();
    }

    /** Whether the annotation holds a token that hasn't been dealt with. */
    public static boolean pending(HasMetadata resource, String annotation, Map<String, String> lastHandled) {
        return get(resource, annotation)
                .filter(token -> !token.equals(lastHandled.get(shortName(annotation))))
                .isPresent();
    }

    /**
     * What was asked for has been done.
     *
     * @return {@code status.lastHandled} with the token that the annotation holds, if there is one
     */
    public static Map<String, String> done(HasMetadata resource, String annotation, Map<String, String> lastHandled) {
        Map<String, String> handled = new LinkedHashMap<>(lastHandled);
        get(resource, annotation).ifPresent(token -> handled.put(shortName(annotation), token));
        return handled;
    }

    /**
     * Deals with all tokens of the resource: what its caller carries out is recorded when it has been, the others answer with an Event.
     *
     * @return {@code status.lastHandled} to be written
     * @param own annotations that the caller carries out, and whether it has: only then the token is recorded
     */
    public static Map<String, String> handle(
            HasMetadata resource, Map<String, String> lastHandled, Events events, Map<String, Boolean> own) {
        Map<String, String> handled = new LinkedHashMap<>(lastHandled);
        for (String annotation : TOKENS) {
            if (!pending(resource, annotation, lastHandled) || !own.getOrDefault(annotation, true)) {
                continue;
            }
            handled.put(shortName(annotation), get(resource, annotation).orElseThrow());
            if (!annotation.equals(Api.RECONCILE) && !own.containsKey(annotation)) {
                events.record(
                        resource,
                        CommonEvent.NotSupportedYet,
                        "The annotation " + annotation
                                + " is not supported by this version and did nothing; take it off.");
            }
        }
        return handled;
    }

    private static String shortName(String annotation) {
        return annotation.substring(annotation.indexOf('/') + 1);
    }
}
