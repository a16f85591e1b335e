@NullMarked
package dev.ipsecsites.cli.console;

import org.jspecify.annotations.NullMarked;
