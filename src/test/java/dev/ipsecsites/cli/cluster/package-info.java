@NullMarked
package dev.ipsecsites.cli.cluster;

import org.jspecify.annotations.NullMarked;
