/**
 * What all reconcilers share: conditions and how status is written, Events, Secrets and who uses them, annotations, retry. Knows
 * the API and Kubernetes, nothing of either end.
 */
@NullMarked
package dev.ipsecsites.operator.common;

import org.jspecify.annotations.NullMarked;
