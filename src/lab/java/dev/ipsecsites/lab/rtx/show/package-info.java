/** What the show commands print, as functions of the router's state. */
@NullMarked
package dev.ipsecsites.lab.rtx.show;

import org.jspecify.annotations.NullMarked;
