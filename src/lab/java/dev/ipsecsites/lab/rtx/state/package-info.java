/** The router itself: configuration, clock, log, interfaces, IKE gateways, and the faults it was told to have. */
@NullMarked
package dev.ipsecsites.lab.rtx.state;

import org.jspecify.annotations.NullMarked;
