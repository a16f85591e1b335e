/** Manifests of our kinds from YAML files: read as {@code kubectl} reads them, checked against their schemas. */
@NullMarked
package dev.ipsecsites.cli.manifest;

import org.jspecify.annotations.NullMarked;
