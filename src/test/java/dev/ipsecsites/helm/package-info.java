/** The chart, linted and rendered, and installed into a real API server. */
@NullMarked
package dev.ipsecsites.helm;

import org.jspecify.annotations.NullMarked;
