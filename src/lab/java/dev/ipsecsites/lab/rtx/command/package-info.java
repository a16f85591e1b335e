/** The commands: tables of syntax with what each does. */
@NullMarked
package dev.ipsecsites.lab.rtx.command;

import org.jspecify.annotations.NullMarked;
