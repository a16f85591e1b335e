/** The command line: running the operator, and looking at manifests without a cluster. */
@NullMarked
package dev.ipsecsites.cli;

import org.jspecify.annotations.NullMarked;
