package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's log line by line (yamaha-rtx.md §3.6), of any length in little memory. A line without a time belongs to the one before: the
 * console broke it. Not thread-safe.
 */
public final class LogReader {
    private static final Pattern ENTRY = Pattern.compile(
            "^.{0,64}?\\b(\\d{4})/(\\d{1,2})/(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2}):? ?(.*)$", Pattern.DOTALL);
    /** Longer ones are no lines of a log. */
    private static final int LONGEST = 2_000;

    private final Kept kept = new Kept();
    private final ZoneId zone;
    private @Nullable String open;
    private long entries;

    /** @param zone that the router's clock is set to */
    public LogReader(ZoneId zone) {
        this.zone = zone;
    }

    public void accept(String line) {
        String text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        if (ENTRY.matcher(text).matches()) {
            finish();
            open = text;
            entries++;
        } else if (open != null && !text.isBlank() && open.length() + text.length() < LONGEST) {
            open = open + text;
        }
    }

    /** How many entries there were; 0 when it was no log of a router. */
    public long entries() {
        return entries;
    }

    /** What may be evidence, oldest first. Nothing may be added afterwards. */
    public List<Message> messages() {
        finish();
        return kept.messages();
    }

    private void finish() {
        if (open == null) {
            return;
        }
        var entry = ENTRY.matcher(open);
        if (entry.matches()) {
            kept.add(Source.ROUTER_LOG, time(entry), entry.group(7).strip(), null);
        }
        open = null;
    }

    private @Nullable Instant time(java.util.regex.MatchResult entry) {
        try {
            return LocalDateTime.of(
                            Integer.parseInt(entry.group(1)),
                            Integer.parseInt(entry.group(2)),
                            Integer.parseInt(entry.group(3)),
                            Integer.parseInt(entry.group(4)),
                            Integer.parseInt(entry.group(5)),
                            Integer.parseInt(entry.group(6)))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException garbled) {
            return null;
        }
    }
}
