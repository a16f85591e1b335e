/** What differs from model to model and from firmware to firmware, and the two languages of the console. */
@NullMarked
package dev.ipsecsites.lab.rtx.device;

import org.jspecify.annotations.NullMarked;
