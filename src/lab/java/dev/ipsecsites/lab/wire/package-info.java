/**
 * The wire between the two simulators: whether IKE would bring a tunnel up, decided from what Cato was told and what the
 * router was told, and told back to both. Names here are IKE's (RFC 7296), not Cato's or Yamaha's.
 */
@NullMarked
package dev.ipsecsites.lab.wire;

import org.jspecify.annotations.NullMarked;
