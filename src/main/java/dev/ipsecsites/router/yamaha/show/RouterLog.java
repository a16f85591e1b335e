package dev.ipsecsites.router.yamaha.show;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code show log} (yamaha-rtx.md §3.6): English whatever the console's language, in the router's own time. */
public record RouterLog(List<Entry> entries) {
    private static final Pattern ENTRY =
            Pattern.compile("([0-9]{4})/([0-9]{2})/([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}): ?(.*)");

    public RouterLog {
        entries = List.copyOf(entries);
    }

    /** @param at by the router's clock, in its time zone */
    public record Entry(LocalDateTime at, String text) {}

    public static RouterLog parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            var entry = ENTRY.matcher(line.strip());
            if (entry.matches()) {
                try {
                    var at = LocalDateTime.of(
                            Values.small(entry.group(1)),
                            Values.small(entry.group(2)),
                            Values.small(entry.group(3)),
                            Values.small(entry.group(4)),
                            Values.small(entry.group(5)),
                            Values.small(entry.group(6)));
                    entries.add(new Entry(at, entry.group(7).stripTrailing()));
                } catch (DateTimeException ignored) {
                    // The 99th of a month: a garbled line, not an entry.
                }
            }
        }
        return new RouterLog(entries);
    }
}
