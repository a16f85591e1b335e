package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.router.LogEntry;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a tunnel from one visit to the next. In memory only; what a restart mustn't forget comes back from status.
 *
 * @param life null before the first poll
 * @param lastUp when it was last seen up
 * @param notWellSince the first poll of those in a row at which it wasn't up, or only one way; null while it is well
 * @param changedAt when its lines were last sent
 * @param interruptedAt when something was last done that interrupts it: its lines were sent, it was reset, its peer was told something new
 * @param manifest what was asked of it last: another one and the peer may have been told something, too; null before the first poll
 * @param checks what was looked at last
 * @param checkedAt when; null when that was another process, or before the tunnel stopped being well
 * @param rounds how often in a row the checklist was gone through without the tunnel having been well
 * @param windows how many debug windows were opened for it in that time
 * @param log newest lines of the router's log at that time, oldest first, by our clock
 * @param handled tokens of annotations that were carried out, by the annotation's name
 */
record TunnelMemory(
        @Nullable Liveness life,
        Flaps flaps,
        @Nullable Instant lastUp,
        @Nullable Instant notWellSince,
        @Nullable Instant changedAt,
        @Nullable Instant interruptedAt,
        @Nullable String manifest,
        List<TunnelCheck> checks,
        @Nullable Instant checkedAt,
        int rounds,
        int windows,
        List<LogEntry> log,
        Map<String, String> handled) {

    /** The router tells whole seconds, and was asked within a visit that took some. */
    private static final Duration INEXACT = Duration.ofSeconds(5);

    TunnelMemory {
        checks = List.copyOf(checks);
        handled = Map.copyOf(handled);
    }

    /** Of a tunnel that this process sees for the first time. */
    static TunnelMemory first(RouterTunnelStatus status, Instant now) {
        return new TunnelMemory(
                null,
                status.flaps() == 0 ? Flaps.NONE : Flaps.remembered(status.flaps(), now),
                null,
                null,
                null,
                null,
                null,
                status.checks(),
                null,
                0,
                0,
                List.of(),
                Map.of());
    }

    /** After one more poll. A phase that nobody knows is neither up nor down. */
    TunnelMemory seen(TunnelState state, Instant now) {
        Liveness next = Liveness.after(life, state);
        boolean up = state.phase() == Phase.UP;
        boolean well = up && next.life() != Liveness.Life.ONE_WAY;
        boolean fell = life != null
                && life.phase() == Phase.UP
                && !interrupted()
                && (state.phase() == Phase.DOWN || state.phase() == Phase.NEGOTIATING || cameBack(state, now));
        Flaps flapped = fell ? flaps.down(now) : flaps.at(now);
        Instant since = notWellSince == null ? now : notWellSince;
        return new TunnelMemory(
                next,
                flapped,
                up ? now : lastUp,
                well ? null : since,
                changedAt,
                interruptedAt,
                manifest,
                well ? checks.stream().filter(TunnelMemory::ofWellTunnel).toList() : checks,
                well || notWellSince != null ? checkedAt : null,
                well ? 0 : rounds,
                well ? 0 : windows,
                // What was read when a tunnel came back tells why it went, as long as that counts.
                well && flapped.published() == 0 ? List.of() : log,
                handled);
    }

    /**
     * Down and up again since the last poll: it is up for less long than that. Who renews in vain, for one, is back within seconds (RFC
     * 7296 §1.3).
     */
    private boolean cameBack(TunnelState state, Instant now) {
        Duration up = state.connectedFor();
        Instant before = lastUp;
        return state.phase() == Phase.UP
                && up != null
                && before != null
                && now.minus(up).isAfter(before.plus(INEXACT));
    }

    /** Whether something was done since it was last seen up that interrupts it: that it went then is no fall. */
    private boolean interrupted() {
        return interruptedAt != null && (lastUp == null || !interruptedAt.isBefore(lastUp));
    }

    /** Whether a poll at that time found it come back. */
    boolean cameBackAt(Instant poll) {
        return up() && !flaps.downs().isEmpty() && flaps.downs().getLast().equals(poll);
    }

    /** The only check that says something about a tunnel that is well. */
    static boolean ofWellTunnel(TunnelCheck check) {
        return check.check().equals(Checklist.THROUGH_TUNNEL);
    }

    TunnelMemory sent(Instant now) {
        return changed(m -> {
            m.changedAt = now;
            m.interruptedAt = now;
        });
    }

    /** Its SAs are about to be deleted. */
    TunnelMemory reset(Instant now) {
        return interrupted(manifest, now);
    }

    /** Who changes what is asked of it, or the key that Cato was told, may have told its peer already. */
    TunnelMemory asked(RouterTunnel tunnel, Instant now) {
        String asked = tunnel.getMetadata().getGeneration() + " "
                + Annotations.get(tunnel, Api.TOLD_KEY).orElse("");
        return asked.equals(manifest) ? this : interrupted(asked, manifest == null ? interruptedAt : now);
    }

    private TunnelMemory interrupted(@Nullable String asked, @Nullable Instant at) {
        return changed(m -> {
            m.interruptedAt = at;
            m.manifest = asked;
        });
    }

    TunnelMemory checked(List<TunnelCheck> results, Instant now) {
        return changed(m -> {
            m.checks = results;
            m.checkedAt = now;
            m.rounds = rounds + 1;
        });
    }

    /** One more check beside the others. */
    TunnelMemory with(TunnelCheck check, Instant now) {
        List<TunnelCheck> all = new java.util.ArrayList<>(checks);
        all.removeIf(c -> c.check().equals(check.check()));
        all.add(check);
        return changed(m -> {
            m.checks = all;
            m.checkedAt = now;
        });
    }

    TunnelMemory withWindow() {
        return changed(m -> m.windows = windows + 1);
    }

    TunnelMemory read(List<LogEntry> lines) {
        return changed(m -> m.log = lines);
    }

    TunnelMemory handled(String annotation, String token) {
        Map<String, String> all = new LinkedHashMap<>(handled);
        all.put(annotation, token);
        return changed(m -> m.handled = all);
    }

    private TunnelMemory changed(Consumer<Draft> change) {
        Draft m = new Draft(this);
        change.accept(m);
        return new TunnelMemory(
                m.life,
                m.flaps,
                m.lastUp,
                m.notWellSince,
                m.changedAt,
                m.interruptedAt,
                m.manifest,
                m.checks,
                m.checkedAt,
                m.rounds,
                m.windows,
                m.log,
                m.handled);
    }

    /** To change some of it: each of the others is carried over in one place. */
    private static final class Draft {
        private @Nullable Liveness life;
        private Flaps flaps;
        private @Nullable Instant lastUp;
        private @Nullable Instant notWellSince;
        private @Nullable Instant changedAt;
        private @Nullable Instant interruptedAt;
        private @Nullable String manifest;
        private List<TunnelCheck> checks;
        private @Nullable Instant checkedAt;
        private int rounds;
        private int windows;
        private List<LogEntry> log;
        private Map<String, String> handled;

        Draft(TunnelMemory from) {
            life = from.life;
            flaps = from.flaps;
            lastUp = from.lastUp;
            notWellSince = from.notWellSince;
            changedAt = from.changedAt;
            interruptedAt = from.interruptedAt;
            manifest = from.manifest;
            checks = from.checks;
            checkedAt = from.checkedAt;
            rounds = from.rounds;
            windows = from.windows;
            log = from.log;
            handled = from.handled;
        }
    }

    /** Up, heard, and not flapping. */
    boolean well() {
        return up() && notWellSince == null && !flaps.many();
    }

    boolean up() {
        return life != null && life.phase() == Phase.UP;
    }
}
