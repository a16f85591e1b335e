/** A Yamaha RTX router as far as an SSH client can tell: a second reading of the reference, sharing no code with the driver. */
@NullMarked
package dev.ipsecsites.lab.rtx;

import org.jspecify.annotations.NullMarked;
