package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Message.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
    /** The router says at each boot when its firmware was made (yamaha-rtx.md §3.6). */
    private static final Pattern BOOT =
            Pattern.compile("\\S+ Rev\\.\\S+ \\(\\w{3} (\\w{3}) +(\\d{1,2}) [\\d:]+ (\\d{4})\\) starts");

    private static final DateTimeFormatter BUILT = DateTimeFormatter.ofPattern("MMM d uuuu", Locale.ENGLISH);
    private static final Pattern REPEATED = Pattern.compile("same message repeated (\\d{1,6}) times?");
    /** As many times as may matter for anything. */
    private static final int MOST_REPEATS = 20;
    /** Longer ones are no lines of a log. */
    private static final int LONGEST = 2_000;

    private final Kept kept = Kept.ofLog();
    private final ZoneId zone;
    private @Nullable MatchResult open;
    private final StringBuilder text = new StringBuilder();
    /** The text of the entry before, which a line of repetitions is about; in a log that was printed newest first it is the one behind. */
    private String before = "";

    private @Nullable MatchResult pending;
    private int repeats;
    private String lastTime = "";
    private int direction;
    private @Nullable MatchResult first;
    private @Nullable MatchResult last;
    private @Nullable LocalDate built;

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
        } else if (open != null && !part.isBlank() && text.length() + part.length() < LONGEST) {
            text.append(part);
        }
    }

    /**
     * How far the router's clock is behind the day on which its firmware was made, by the newest entry: at least so much is it wrong (no
     * battery, no time server). Null where it isn't behind, or nothing tells.
     */
    public @Nullable Duration behind() {
        MatchResult newest = direction < 0 ? first : last;
        Instant written = newest == null ? null : time(newest);
        LocalDate day = built;
        if (written == null || day == null) {
            return null;
        }
        Duration behind = Duration.between(written, day.atStartOfDay(zone).toInstant());
        return behind.isPositive() ? behind : null;
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
        turn(entry);
        if (line.startsWith("same message repeated")) {
            repeated(entry, line);
            return;
        }
        first = first == null ? entry : first;
        last = entry;
        if (line.endsWith(" starts")) {
            boot(line);
        }
        kept.add(Source.ROUTER_LOG, () -> time(entry), line, null);
        MatchResult waiting = pending;
        if (waiting != null) {
            repeat(waiting, line);
            pending = null;
        }
        before = line;
    }

    private void boot(String line) {
        var boot = BOOT.matcher(line);
        if (boot.matches()) {
            try {
                built = LocalDate.parse(boot.group(1) + " " + boot.group(2) + " " + boot.group(3), BUILT);
            } catch (DateTimeException garbled) {
                built = null;
            }
        }
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
        kept.add(Source.ROUTER_LOG, () -> time(entry), line, null, repeats);
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
