package dev.ipsecsites.operator.site;

import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.TimelineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timelines in a ConfigMap, one or several files. Pure. */
final class TimelineFiles {
    private static final Pattern TUNNEL = Pattern.compile("(?i)(PRIMARY|SECONDARY)[ _-]?([1-3])?");

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
            Optional<String> whose = tunnel(key);
            reader.messages().forEach(m -> messages.add(m.tunnel() == null ? m.of(whose.orElse(null)) : m));
        });
        return messages;
    }

    private static Optional<String> tunnel(String key) {
        Matcher tunnel = TUNNEL.matcher(key);
        return tunnel.find()
                ? Optional.of(
                        tunnel.group(1).toUpperCase(Locale.ROOT) + (tunnel.group(2) == null ? "1" : tunnel.group(2)))
                : Optional.empty();
    }
}
