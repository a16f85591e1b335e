/** Tests of the Router and RouterTunnel reconcilers; their router is a model in memory, or the simulator in {@code *IT}. */
@NullMarked
package dev.ipsecsites.operator.router;

import org.jspecify.annotations.NullMarked;
