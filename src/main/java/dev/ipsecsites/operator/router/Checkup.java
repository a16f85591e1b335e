package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CheckResult;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Which tunnel gets which attention in this visit. Pure; the pace keeps a tunnel that stays down from costing more and more. */
final class Checkup {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /** A ping through the tunnel that wasn't answered is tried again after this. */
    private static final Duration ANOTHER_PING = Duration.ofMinutes(5);

    /** More for one tunnel would find the same lines in the log. */
    private static final int MOST_DEBUG_WINDOWS = 3;

    private Checkup() {}

    /** Whether the checklist is due for a tunnel that isn't well. */
    static boolean checklist(TunnelMemory memory, boolean asked, Duration verifyWithin, Instant now) {
        Instant since = memory.notWellSince();
        if (since == null) {
            return false;
        }
        if (asked) {
            return true;
        }
        Instant last = memory.checkedAt();
        return !now.isBefore(since.plus(verifyWithin))
                && (last == null || !now.isBefore(last.plus(pause(memory.rounds()))));
    }

    private static Duration pause(int rounds) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(10, Math.max(0, rounds - 1)));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whether the article's last check is due: on the first up, on request, and again where it wasn't answered. */
    static boolean pingThrough(TunnelMemory memory, boolean asked, boolean carriesCato, Instant now) {
        if (!memory.up() || memory.notWellSince() != null) {
            return false;
        }
        Optional<CheckResult> before = memory.checks().stream()
                .filter(TunnelMemory::ofWellTunnel)
                .map(check -> check.result())
                .findFirst();
        if (asked || before.isEmpty()) {
            return true;
        }
        if (before.get() == CheckResult.SKIPPED) {
            return carriesCato;
        }
        Instant last = memory.checkedAt();
        return before.get() != CheckResult.PASSED && (last == null || !now.isBefore(last.plus(ANOTHER_PING)));
    }

    static boolean debugWindow(TunnelMemory memory, boolean asked) {
        return !memory.up() && (asked || memory.windows() < MOST_DEBUG_WINDOWS);
    }

    /** The token of an annotation that is still to be carried out. */
    static Optional<String> pending(RouterTunnel tunnel, String annotation, TunnelMemory memory) {
        return Annotations.get(tunnel, annotation)
                .filter(token -> Annotations.pending(
                        tunnel, annotation, tunnel.statusOrEmpty().lastHandled()))
                .filter(token -> !Objects.equals(memory.handled().get(annotation), token));
    }

    /** The peer is Cato: a CatoSite made the tunnel, or whoever wrote it says so. */
    static boolean peerIsCato(RouterTunnel tunnel) {
        return ownedBySite(tunnel)
                || Optional.ofNullable(tunnel.getMetadata().getLabels())
                        .map(labels -> labels.get(Api.PEER))
                        .filter(Api.PEER_CATO::equals)
                        .isPresent();
    }

    static boolean ownedBySite(RouterTunnel tunnel) {
        return tunnel.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("CatoSite"));
    }
}
