/** What all subcommands share at a terminal: languages, colours, the width of Japanese text, exit codes. */
@NullMarked
package dev.ipsecsites.cli.console;

import org.jspecify.annotations.NullMarked;
