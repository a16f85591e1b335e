/**
 * A stand-in for Cato's management API (CMA): an HTTP server that executes the published GraphQL schema over one data model
 * and misbehaves as cato-api.md §6 says that the real one does. What it decides where reality isn't confirmed is listed in
 * {@code src/lab/README-cma.md}. It knows nothing of the operator.
 */
@NullMarked
package dev.ipsecsites.lab.cma;

import org.jspecify.annotations.NullMarked;
