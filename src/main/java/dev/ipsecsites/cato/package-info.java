/** Cato's management API (CMA): what the operator asks of it, in plain values. GraphQL stays inside this package. */
@NullMarked
package dev.ipsecsites.cato;

import org.jspecify.annotations.NullMarked;
