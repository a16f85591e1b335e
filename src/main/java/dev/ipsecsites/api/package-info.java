/**
 * The four custom resources as plain values: what a manifest says and what status answers. Depends on nothing else of this
 * project, knows nothing of either end.
 *
 * <p>Reading is lenient, so that an object written for a newer version never breaks an informer: unknown fields are dropped, unknown
 * enum values become {@code UNRECOGNIZED}. What the schema defaults, the records default too, so that a manifest means the same
 * offline ({@code render}) as behind an API server. Lists and maps are never null.
 */
@NullMarked
package dev.ipsecsites.api;

import org.jspecify.annotations.NullMarked;
