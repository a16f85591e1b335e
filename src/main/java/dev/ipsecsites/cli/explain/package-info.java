/** The runbook: a page for each cause and one of all other reasons, in English and Japanese. */
@NullMarked
package dev.ipsecsites.cli.explain;

import org.jspecify.annotations.NullMarked;
