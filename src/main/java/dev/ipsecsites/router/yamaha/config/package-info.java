/**
 * The pure half of the RTX driver: the configuration as a model, the lines that an intent means, the plan that leads from one
 * to the other, and the only type that a router command is built with. No I/O.
 */
@NullMarked
package dev.ipsecsites.router.yamaha.config;

import org.jspecify.annotations.NullMarked;
