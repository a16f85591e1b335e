/**
 * A real Kubernetes API server for the tests and the lab: where its programs come from, how it is started, used and
 * stopped. Knows nothing of the operator.
 */
@NullMarked
package dev.ipsecsites.lab.kube;

import org.jspecify.annotations.NullMarked;
