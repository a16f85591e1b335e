package dev.ipsecsites.diagnosis;

import java.util.List;

/** Knows one cause, or a family of causes that show in the same way. */
interface Rule {
    /** What it finds in the facts of one tunnel; nothing where they don't point at its causes. */
    List<Finding> examine(Facts facts);
}
