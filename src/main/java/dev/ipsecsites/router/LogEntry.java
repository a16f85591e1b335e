package dev.ipsecsites.router;

import java.time.Instant;

/**
 * A line of a router's log, keys masked.
 *
 * @param at by the router's clock, which may be wrong: {@link RouterSession#clock()}
 */
public record LogEntry(Instant at, String text) {}
