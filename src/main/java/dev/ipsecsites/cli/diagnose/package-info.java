/** Files that somebody in trouble has at hand, and what a cluster knows of a site, as evidence for {@code diagnosis}. */
@NullMarked
package dev.ipsecsites.cli.diagnose;

import org.jspecify.annotations.NullMarked;
