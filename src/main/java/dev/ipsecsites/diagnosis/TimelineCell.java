package dev.ipsecsites.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * What a cell of a timeline is.
 *
 * @param text as it came
 * @param understood it has a known wording in it
 * @param role the tunnel that it consists of; null where it is anything else
 * @param words it is neither empty nor a time nor a tunnel
 */
record TimelineCell(
        String text, boolean understood, @Nullable String role, boolean words) {
    static TimelineCell of(String text, Recent<Gist> gists) {
        String role = Roles.named(text);
        boolean words = role == null && !text.isBlank() && Times.read(text) == null && !Times.part(text);
        return new TimelineCell(text, words && Gist.of(text, gists).sign() != null, role, words);
    }

    /** Whether it may name something, as opposed to saying it. */
    boolean label() {
        return role != null || (words && !understood);
    }
}
