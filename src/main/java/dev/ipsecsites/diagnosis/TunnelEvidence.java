package dev.ipsecsites.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one tunnel. Start from {@link #of} and add what there is.
 *
 * @param tunnel id at Cato such as {@code PRIMARY1}, or a name that tells it from its neighbours
 * @param messages believed to be of this tunnel; a line that names another tunnel's gateway or address doesn't count all the same
 * @param changedAt the last change of either end's configuration: messages from before don't count
 * @param lastUp when it was last seen to be up: messages from before don't count
 * @param flaps how often it went down, within {@code flapsWithin}
 * @param sharedWith other sites or tunnels that come from the same public address to the same Cato address
 * @param numberUsedBy what else stands on its number on the router; null where nothing does
 */
public record TunnelEvidence(
        String tunnel,
        @Nullable Intended intended,
        @Nullable RouterHalf router,
        @Nullable CatoHalf cato,
        List<Message> messages,
        @Nullable Instant changedAt,
        @Nullable Instant lastUp,
        @Nullable Integer flaps,
        @Nullable Duration flapsWithin,
        List<String> sharedWith,
        @Nullable String numberUsedBy) {

    public TunnelEvidence {
        messages = List.copyOf(messages);
        sharedWith = List.copyOf(sharedWith);
    }

    public static TunnelEvidence of(String tunnel) {
        return new TunnelEvidence(tunnel, null, null, null, List.of(), null, null, null, null, List.of(), null);
    }

    public TunnelEvidence withIntended(@Nullable Intended wanted) {
        return new TunnelEvidence(
                tunnel,
                wanted,
                router,
                cato,
                messages,
                changedAt,
                lastUp,
                flaps,
                flapsWithin,
                sharedWith,
                numberUsedBy);
    }

    public TunnelEvidence withRouter(@Nullable RouterHalf half) {
        return new TunnelEvidence(
                tunnel,
                intended,
                half,
                cato,
                messages,
                changedAt,
                lastUp,
                flaps,
                flapsWithin,
                sharedWith,
                numberUsedBy);
    }

    public TunnelEvidence withCato(@Nullable CatoHalf half) {
        return new TunnelEvidence(
                tunnel,
                intended,
                router,
                half,
                messages,
                changedAt,
                lastUp,
                flaps,
                flapsWithin,
                sharedWith,
                numberUsedBy);
    }

    public TunnelEvidence withMessages(List<Message> read) {
        return new TunnelEvidence(
                tunnel, intended, router, cato, read, changedAt, lastUp, flaps, flapsWithin, sharedWith, numberUsedBy);
    }

    public TunnelEvidence withTimes(@Nullable Instant configurationChanged, @Nullable Instant upLast) {
        return new TunnelEvidence(
                tunnel,
                intended,
                router,
                cato,
                messages,
                configurationChanged,
                upLast,
                flaps,
                flapsWithin,
                sharedWith,
                numberUsedBy);
    }

    public TunnelEvidence withFlaps(@Nullable Integer count, @Nullable Duration within) {
        return new TunnelEvidence(
                tunnel, intended, router, cato, messages, changedAt, lastUp, count, within, sharedWith, numberUsedBy);
    }

    public TunnelEvidence withConflicts(List<String> sharing, @Nullable String numberIsUsedBy) {
        return new TunnelEvidence(
                tunnel,
                intended,
                router,
                cato,
                messages,
                changedAt,
                lastUp,
                flaps,
                flapsWithin,
                sharing,
                numberIsUsedBy);
    }
}
