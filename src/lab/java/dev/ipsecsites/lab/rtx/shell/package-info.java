/** One console: bytes in, echo, pager, prompts, dialogues. */
@NullMarked
package dev.ipsecsites.lab.rtx.shell;

import org.jspecify.annotations.NullMarked;
