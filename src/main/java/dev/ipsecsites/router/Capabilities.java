package dev.ipsecsites.router;

import dev.ipsecsites.ipsec.AlgorithmSet;

/**
 * What a model with its firmware can do (yamaha-rtx.md §4.1, §4.3).
 *
 * @param tunnels how many tunnel numbers there are
 */
public record Capabilities(String model, AlgorithmSet algorithms, int tunnels) {}
