/**
 * The CatoSite: its plan and verdict (pure), what it does at Cato, and its reconciler. The plan is the same for the
 * operator and for the command line's {@code render}.
 */
@NullMarked
package dev.ipsecsites.operator.site;

import org.jspecify.annotations.NullMarked;
