/**
 * The lab: a real Kubernetes API server, the simulators of both ends, the operator as a process of its own, and the
 * examples applied. It knows the operator as any user does: by its jar, its chart and its manifests.
 */
@NullMarked
package dev.ipsecsites.lab;

import org.jspecify.annotations.NullMarked;
