package dev.ipsecsites.operator.site;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which roles may be changed now when several have to be: one tunnel after the other, so that one stays up. Pure.
 *
 * <p>The order: first those that carry nothing (down, or standing on an address that the site no longer has, which is what a PPPoE
 * reconnect does to all tunnels of its link at once), all together; then the one that is up but not used; last the one that carries
 * the traffic, once another one is up. One of which nobody knows whether it works is changed like one that does, and not relied on by
 * another. A role is changed at Cato and on the router in the same visit: in between the tunnel couldn't come up whichever end were
 * first.
 */
final class ChangeOrder {
    private ChangeOrder() {}

    /** What the ends together say of a tunnel. */
    enum Works {
        /** Every end that exists, since it was changed last. */
        YES,
        /** At least one end. */
        NO,
        UNKNOWN
    }

    /**
     * A role.
     *
     * @param changes whether something has to be sent that takes its tunnel down
     * @param cutOff whether it can't carry anything, whatever the ends still say
     * @param active whether it carries the traffic
     * @param follows whether its router takes changes now; if not, they pile up until it does, and come all at once
     */
    record Standing(Role role, boolean changes, Works works, boolean cutOff, boolean active, boolean follows) {
        private boolean reliable() {
            return works == Works.YES && !cutOff;
        }

        private boolean mayCarry() {
            return works != Works.NO && !cutOff;
        }
    }

    /**
     * Those that have to wait for their turn.
     *
     * @param waitedEnough whether a tunnel that should have come up by now needn't be waited for any longer
     */
    static Set<Role> held(Collection<Standing> all, boolean waitedEnough) {
        List<Standing> working =
                all.stream().filter(s -> s.changes() && s.mayCarry()).toList();
        boolean othersFirst = all.stream().anyMatch(s -> s.changes() && !s.mayCarry());
        boolean comingUp = all.stream().anyMatch(s -> !s.changes() && !s.reliable());
        if (othersFirst) {
            return roles(working);
        }
        if (comingUp) {
            return roles(
                    working.stream().filter(s -> !waitedEnough || !s.follows()).toList());
        }
        if (working.size() < 2) {
            return Set.of();
        }
        return Set.of(last(working).role());
    }

    private static Standing last(List<Standing> working) {
        return working.stream()
                .filter(Standing::active)
                .findFirst()
                .or(() -> working.stream().filter(Standing::reliable).findFirst())
                .orElse(working.getFirst());
    }

    private static Set<Role> roles(List<Standing> standings) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        standings.forEach(s -> roles.add(s.role()));
        return roles;
    }
}
