/** A site as a drawing: router, links, tunnels, PoPs and their state, as text and as SVG. */
@NullMarked
package dev.ipsecsites.cli.status;

import org.jspecify.annotations.NullMarked;
