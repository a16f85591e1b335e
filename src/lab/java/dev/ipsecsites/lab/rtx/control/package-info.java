/** Faults and events from outside, as JSON over HTTP; not part of any router. */
@NullMarked
package dev.ipsecsites.lab.rtx.control;

import org.jspecify.annotations.NullMarked;
