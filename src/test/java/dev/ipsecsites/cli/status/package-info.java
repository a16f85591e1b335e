@NullMarked
package dev.ipsecsites.cli.status;

import org.jspecify.annotations.NullMarked;
