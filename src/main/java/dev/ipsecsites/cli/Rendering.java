package dev.ipsecsites.cli;

import dev.ipsecsites.cli.manifest.ManifestError;
import java.util.List;

/**
 * What manifests mean.
 *
 * @param lines to print; empty when there are errors
 * @param notes for the reader, nothing is wrong
 */
record Rendering(List<String> lines, List<String> notes, List<ManifestError> errors) {
    Rendering {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
        errors = List.copyOf(errors);
    }
}
