package dev.ipsecsites.diagnosis;

import java.util.List;

/** A message that was understood. {@code values} in the order that {@link Sign} gives. */
record Reading(Sign sign, Message message, List<String> values) {
    String first() {
        return values.isEmpty() ? "" : values.getFirst();
    }

    String second() {
        return values.size() < 2 ? "" : values.get(1);
    }
}
