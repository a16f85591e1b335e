@NullMarked
package dev.ipsecsites.cli.explain;

import org.jspecify.annotations.NullMarked;
