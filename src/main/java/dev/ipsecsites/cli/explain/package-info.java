/** The runbook: a page for each cause, in English and Japanese. */
@NullMarked
package dev.ipsecsites.cli.explain;

import org.jspecify.annotations.NullMarked;
