@NullMarked
package dev.ipsecsites.cli.diagnose;

import org.jspecify.annotations.NullMarked;
