package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.DeletionPolicy;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.router.TunnelIntent;
import org.jspecify.annotations.Nullable;

/**
 * A RouterTunnel as its Router sees it.
 *
 * @param number null while it has none
 * @param intent null while it can't be resolved, and for one that is leaving
 * @param problem why it can't
 */
record Member(
        RouterTunnel tunnel,
        Part part,
        @Nullable Integer number,
        @Nullable TunnelIntent intent,
        @Nullable Problem problem) {

    /** What is to become of it. */
    enum Part {
        WANTED,
        /** Compared and reported only. */
        WATCHED,
        /** Left alone, deletion included, until the annotation is taken off. */
        PAUSED,
        /** Its lines are to be taken off. */
        LEAVING,
        /** Its lines stay and are not ours any more. */
        ORPHANED
    }

    /** What is to become of a tunnel, by its own words alone. */
    static Part part(RouterTunnel tunnel) {
        if (Annotations.paused(tunnel)) {
            return Part.PAUSED;
        }
        boolean observed = tunnel.getSpec().managementPolicy() == ManagementPolicy.OBSERVE;
        if (tunnel.getMetadata().getDeletionTimestamp() != null) {
            return observed || orphan(tunnel) ? Part.ORPHANED : Part.LEAVING;
        }
        return observed ? Part.WATCHED : Part.WANTED;
    }

    private static boolean orphan(RouterTunnel tunnel) {
        DeletionPolicy policy = tunnel.getSpec().deletionPolicy();
        return policy == null ? tunnel.statusOrEmpty().adopted() : policy != DeletionPolicy.DELETE;
    }

    String uid() {
        return tunnel.getMetadata().getUid();
    }

    String name() {
        return Directory.key(tunnel);
    }

    boolean going() {
        return part == Part.LEAVING || part == Part.ORPHANED;
    }

    Finding.Seen seen() {
        return seen(tunnel);
    }

    static Finding.Seen seen(RouterTunnel tunnel) {
        Long generation = tunnel.getMetadata().getGeneration();
        return new Finding.Seen(
                generation == null ? 0 : generation,
                tunnel.getMetadata().getDeletionTimestamp() != null,
                Annotations.paused(tunnel),
                Annotations.get(tunnel, Api.TOLD_KEY).orElse(null));
    }

    Member with(@Nullable TunnelIntent resolved, @Nullable Problem why) {
        return new Member(tunnel, part, number, resolved, why);
    }
}
