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
 * the traffic, once another one is up. A role is changed at Cato and on the router in the same visit: in between the tunnel couldn't
 * come up whichever end were first.
 */
final class ChangeOrder {
    private ChangeOrder() {}

    /**
     * A role.
     *
     * @param changes whether something has to be sent that takes its tunnel down
     * @param up whether both ends say that it is up
     * @param cutOff whether it can't carry anything, whatever the ends still say
     * @param active whether it carries the traffic
     */
    record Standing(Role role, boolean changes, boolean up, boolean cutOff, boolean active) {
        private boolean works() {
            return up && !cutOff;
        }
    }

    /**
     * Those that have to wait for their turn.
     *
     * @param waitedEnough whether a tunnel that should have come up by now needn't be waited for any longer
     */
    static Set<Role> held(Collection<Standing> all, boolean waitedEnough) {
        List<Standing> working =
                all.stream().filter(s -> s.changes() && s.works()).toList();
        boolean othersFirst = all.stream().anyMatch(s -> s.changes() && !s.works());
        boolean comingUp = all.stream().anyMatch(s -> !s.changes() && !s.works());
        if (othersFirst || (comingUp && !waitedEnough)) {
            return roles(working);
        }
        if (working.size() < 2) {
            return Set.of();
        }
        Standing last = working.stream().filter(Standing::active).findFirst().orElse(working.getFirst());
        return Set.of(last.role());
    }

    private static Set<Role> roles(List<Standing> standings) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        standings.forEach(s -> roles.add(s.role()));
        return roles;
    }
}
