/** Configuration lines: stored by identity, printed as {@code show config} prints them, compared, saved into slots. */
@NullMarked
package dev.ipsecsites.lab.rtx.config;

import org.jspecify.annotations.NullMarked;
