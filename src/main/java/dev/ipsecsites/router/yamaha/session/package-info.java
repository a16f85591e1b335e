/**
 * One login at an RTX: SSH, the discipline of its interactive shell (yamaha-rtx.md §1), and what a {@link dev.ipsecsites.router.RouterSession}
 * does with it.
 */
@NullMarked
package dev.ipsecsites.router.yamaha.session;

import org.jspecify.annotations.NullMarked;
