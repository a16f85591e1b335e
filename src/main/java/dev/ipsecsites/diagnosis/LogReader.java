package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's log line by line (yamaha-rtx.md §3.6), of any length in little memory. A line without a time belongs to the one before: the
 * console broke it. Not thread-safe.
 */
public final class LogReader {
    /** A syslog server may have written something of its own in front. */
    private static final Pattern ENTRY =
            Pattern.compile("^.{0,64}?\\b(\\d{4})/(\\d{1,2})/(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2}):? ?");
    private static final Pattern REPEATED = Pattern.compile("same message repeated (\\d{1,6}) times?");
    /** As many times as may matter for anything. */
    private static final int MOST_REPEATS = 20;
    /** Longer ones are no lines of a log. */
    private static final int LONGEST = 2_000;

    private final Kept kept = Kept.ofLog();
    private final ZoneId zone;
    private @Nullable MatchResult open;
    private final StringBuilder text = new StringBuilder();
    private long entries;
    /** The text of the entry before, which a line of repetitions is about; in a log that was printed newest first it is the one behind. */
    private String before = "";

    private @Nullable MatchResult pending;
    private int repeats;
    private String lastTime = "";
    private int direction;

    /** @param zone that the router's clock is set to */
    public LogReader(ZoneId zone) {
        this.zone = zone;
    }

    public void accept(String line) {
        String part = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        var entry = ENTRY.matcher(part);
        if (entry.find()) {
            finish();
            open = entry.toMatchResult();
            text.append(part, entry.end(), part.length());
            entries++;
        } else if (open != null && !part.isBlank() && text.length() + part.length() < LONGEST) {
            text.append(part);
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
        MatchResult entry = open;
        if (entry != null) {
            add(entry, text.toString().strip());
        }
        open = null;
        text.setLength(0);
    }

    private void add(MatchResult entry, String line) {
        if (line.startsWith("same message repeated")) {
            repeated(entry, line);
            return;
        }
        turn(entry);
        kept.add(Source.ROUTER_LOG, () -> time(entry), line, null);
        MatchResult waiting = pending;
        if (waiting != null) {
            repeat(waiting, line);
            pending = null;
        }
        before = line;
    }

    private void repeated(MatchResult entry, String line) {
        var count = REPEATED.matcher(line);
        if (!count.lookingAt()) {
            return;
        }
        repeats = Math.min(MOST_REPEATS, Integer.parseInt(count.group(1)));
        if (direction < 0 || before.isEmpty()) {
            pending = entry;
        } else {
            repeat(entry, before);
        }
    }

    private void repeat(MatchResult entry, String line) {
        for (int i = 0; i < repeats; i++) {
            kept.add(Source.ROUTER_LOG, () -> time(entry), line, null);
        }
    }

    /** Which way round the log was printed; its times compare as texts. */
    private void turn(MatchResult entry) {
        if (direction != 0) {
            return;
        }
        String time = entry.group();
        direction = lastTime.isEmpty() ? 0 : Integer.signum(time.compareTo(lastTime));
        lastTime = lastTime.isEmpty() ? time : lastTime;
    }

    private @Nullable Instant time(MatchResult entry) {
        try {
            return LocalDateTime.of(
                            number(entry, 1),
                            number(entry, 2),
                            number(entry, 3),
                            number(entry, 4),
                            number(entry, 5),
                            number(entry, 6))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    private static int number(MatchResult entry, int group) {
        return Integer.parseInt(entry.group(group));
    }
}
