/** Text as it comes, in whatever encoding somebody's program wrote it. */
@NullMarked
package dev.ipsecsites.text;

import org.jspecify.annotations.NullMarked;
