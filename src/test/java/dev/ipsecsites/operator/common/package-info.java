/** Tests of what all reconcilers share, and the Kubernetes stand-in that fast reconciler tests use. */
@NullMarked
package dev.ipsecsites.operator.common;

import org.jspecify.annotations.NullMarked;
