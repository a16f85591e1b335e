/** What the command line reads from a cluster; it writes nothing there and needs no Secret. */
@NullMarked
package dev.ipsecsites.cli.cluster;

import org.jspecify.annotations.NullMarked;
