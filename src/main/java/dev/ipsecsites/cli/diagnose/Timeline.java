package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Message;
import java.util.List;
import java.util.Locale;

/**
 * What a file holds of one site's timeline.
 *
 * @param site as the rows name it; empty where they don't
 */
record Timeline(String file, String site, List<Message> messages) {
    Timeline {
        messages = List.copyOf(messages);
    }

    /** Whether the rows, or else the file's name, say that it is of this site. */
    boolean names(Draft draft) {
        return site.isEmpty()
                ? file.toLowerCase(Locale.ROOT).contains(draft.name().toLowerCase(Locale.ROOT))
                : site.equalsIgnoreCase(draft.name()) || site.equalsIgnoreCase(draft.nameAtCato());
    }
}
