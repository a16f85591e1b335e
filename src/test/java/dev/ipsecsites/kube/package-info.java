/** The real Kubernetes API server for tests: one for the whole test run, a namespace for each test. */
@NullMarked
package dev.ipsecsites.kube;

import org.jspecify.annotations.NullMarked;
