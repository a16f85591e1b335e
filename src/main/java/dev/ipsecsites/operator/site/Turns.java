package dev.ipsecsites.operator.site;

import java.util.Set;

/**
 * What a visit may change.
 *
 * @param now roles that are changed in this visit
 * @param later roles that are left as they are until it is their turn
 */
record Turns(Set<Role> now, Set<Role> later) {}
