/** The SSH server: algorithms by model, log-in, and the shell behind a pty. No exec channel, no forwarding, no SFTP. */
@NullMarked
package dev.ipsecsites.lab.rtx.ssh;

import org.jspecify.annotations.NullMarked;
