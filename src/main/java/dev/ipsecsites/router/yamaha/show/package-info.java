/**
 * Parsers of what the show commands print, in Japanese and English (yamaha-rtx.md §3). Pure and lenient: a line that isn't understood
 * is left out, whatever is missing stays unknown, and nothing that is half there counts as up.
 */
@NullMarked
package dev.ipsecsites.router.yamaha.show;

import org.jspecify.annotations.NullMarked;
