@NullMarked
package dev.ipsecsites.cli;

import org.jspecify.annotations.NullMarked;
