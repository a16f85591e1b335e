package dev.ipsecsites.operator.site;

import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.TimelineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The timelines in a ConfigMap, one or several files. Pure. */
final class TimelineFiles {
    private TimelineFiles() {}

    /**
     * What they say.
     *
     * @param site as Cato calls it: rows that name another one are left out
     * @param files by key; a key that names a tunnel, such as {@code primary1.csv}, says whose rows they are that don't say it themselves
     */
    static List<Message> read(String site, Map<String, String> files) {
        List<Message> messages = new ArrayList<>();
        files.forEach((key, text) -> {
            TimelineReader reader = new TimelineReader(site);
            text.lines().forEach(reader::accept);
            messages.addAll(reader.messages(key));
        });
        return messages;
    }
}
