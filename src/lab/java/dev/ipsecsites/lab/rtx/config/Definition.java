package dev.ipsecsites.lab.rtx.config;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One storable command.
 *
 * @param name its fixed words
 * @param home kind of block its lines live in
 * @param section where its lines stand among the top-level ones
 * @param rank place within the section or block; lines of equal rank are sorted by key
 * @param filing under which tunnel {@code show config} prints it
 * @param masked indices of words of the value that are never shown
 * @param identity which keys mean the same line
 */
public record Definition(
        String name,
        Context.Kind home,
        Section section,
        int rank,
        Filing filing,
        Set<Integer> masked,
        UnaryOperator<List<String>> identity) {

    /** How a global line finds its place in a block. */
    public enum Filing {
        /** Where its home says. */
        HOME,
        /** In the sub-block of the tunnel whose policy uses the gateway that is the last word of the key. */
        GATEWAY,
        /** In the sub-block of the tunnel bound to this policy. */
        POLICY,
        /** Opens the sub-block. */
        BINDING,
        /** Closes the block of the peer or tunnel that its key names. */
        ENABLE
    }

    public Definition {
        masked = Set.copyOf(masked);
    }
}
