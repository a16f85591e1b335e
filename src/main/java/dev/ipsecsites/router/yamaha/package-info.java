/**
 * The driver for Yamaha RTX routers (yamaha-rtx.md). {@code show} parses what the router prints, {@code config} models what it is configured
 * with and plans changes, {@code session} talks to it over SSH; dependencies go session → config → show.
 */
@NullMarked
package dev.ipsecsites.router.yamaha;

import org.jspecify.annotations.NullMarked;
