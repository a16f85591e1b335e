/** The syntax of a command line: words, quotes, comments, pipes, and patterns of parameters. Pure. */
@NullMarked
package dev.ipsecsites.lab.rtx.grammar;

import org.jspecify.annotations.NullMarked;
