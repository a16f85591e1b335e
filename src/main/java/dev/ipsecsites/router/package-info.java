/**
 * What the operator asks of any router: intents, observations, and the driver that stands between them. Nothing here
 * knows a vendor's command; {@code yamaha} is the driver for Yamaha RTX.
 */
@NullMarked
package dev.ipsecsites.router;

import org.jspecify.annotations.NullMarked;
