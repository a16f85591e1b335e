package dev.ipsecsites.cli.manifest;

/**
 * Something in a manifest that is wrong.
 *
 * @param file as it was given on the command line
 * @param resource kind and name, such as {@code CatoSite network/osaka}; the document's number where it has none
 * @param field such as {@code spec.nativeRange}; empty when it isn't about one field
 * @param message what is wrong and what to write instead
 */
public record ManifestError(String file, String resource, String field, String message) {
    /** One line, as compilers write it. */
    public String line() {
        String about = field.isEmpty() || message.startsWith(field) ? "" : field + ": ";
        return (file + ": " + resource + ": " + about + message).replaceAll("[\\p{Cntrl}]+", " ");
    }
}
