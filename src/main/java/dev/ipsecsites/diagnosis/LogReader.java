package dev.ipsecsites.diagnosis;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's log line by line (yamaha-rtx.md §3.6), of any length in little memory. A line without a time belongs to the one before: the
 * console broke it; unless it begins as lines of a log do, which somebody took the times from. Not thread-safe.
 */
public final class LogReader {
    /** The router says at each boot when its firmware was made (yamaha-rtx.md §3.6). */
    private static final Pattern BOOT =
            Pattern.compile("\\S+(?: \\w+){0,3} Rev\\.\\S+ \\(\\w{3} (\\w{3}) +(\\d{1,2}) [\\d:]+ (\\d{4})\\) starts");

    /** What lines about IKE, tunnels and the line to the provider begin with. */
    private static final Pattern BEGINNING =
            Pattern.compile("\\s*(?:\\[IKE|GW:|SA:\\d|(?:IP Tunnel|PP|PPPOE)\\[\\d+\\] [A-Z])");
    /** Of a line that has none; no clock shows it. */
    private static final LogTime NO_TIME = new LogTime(0, 0, 0, 0, 0, 0);

    private static final DateTimeFormatter BUILT = DateTimeFormatter.ofPattern("MMM d uuuu", Locale.ENGLISH);
    private static final Pattern REPEATED = Pattern.compile("same message repeated (\\d{1,6}) times?");
    /** As many times as may matter for anything. */
    private static final int MOST_REPEATS = 20;
    /** Longer ones are no lines of a log. */
    private static final int LONGEST = 2_000;

    private final Kept<LogTime> kept = Kept.ofLog();
    private @Nullable LogTime open;
    private final StringBuilder text = new StringBuilder();
    /** The text of the entry before, which a line of repetitions is about; in a log that was printed newest first it is the one behind. */
    private String before = "";

    private @Nullable LogTime pending;
    private int repeats;
    private int direction;
    private @Nullable LogTime first;
    private @Nullable LogTime last;
    private @Nullable LocalDate built;

    /** Whether a line that has no time is of a log all the same. */
    public static boolean begins(String line) {
        return BEGINNING.matcher(line).lookingAt();
    }

    public void accept(String line) {
        String part = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        LogTime.Found entry = LogTime.find(part);
        if (entry != null) {
            finish();
            open = entry.time();
            text.append(part, entry.end(), part.length());
        } else if (begins(part)) {
            finish();
            open = NO_TIME;
            text.append(part);
        } else if (open != null && !part.isBlank() && text.length() + part.length() < LONGEST) {
            text.append(part);
        }
    }

    /**
     * How far the router's clock is behind the day on which its firmware was made, by the newest entry: at least so much is it wrong (no
     * battery, no time server). Null where it isn't behind, or nothing tells.
     */
    public @Nullable Duration behind() {
        LogTime newest = direction < 0 ? first : last;
        LocalDateTime written = newest == null ? null : newest.local();
        LocalDate day = built;
        if (written == null || day == null) {
            return null;
        }
        Duration behind = Duration.between(written, day.atStartOfDay());
        return behind.isPositive() ? behind : null;
    }

    /**
     * What may be evidence, oldest first. Nothing may be added afterwards.
     *
     * @param zone that the router's clock is set to
     */
    public List<Message> messages(ZoneId zone) {
        finish();
        return kept.lines().stream()
                .map(line -> Message.routerLog(instant(line.time(), zone), line.text()))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable LogTime time, ZoneId zone) {
        LocalDateTime local = time == null ? null : time.local();
        return local == null ? null : local.atZone(zone).toInstant();
    }

    private void finish() {
        LogTime entry = open;
        if (entry != null) {
            add(entry, text.toString().strip());
        }
        open = null;
        text.setLength(0);
    }

    private void add(LogTime entry, String line) {
        boolean timed = !entry.equals(NO_TIME);
        if (timed) {
            turn(entry);
        }
        if (line.startsWith("same message repeated")) {
            repeated(entry, line);
            return;
        }
        if (timed) {
            first = first == null ? entry : first;
            last = entry;
        }
        if (line.endsWith(" starts")) {
            boot(line);
        }
        kept.add(line(entry, line));
        LogTime waiting = pending;
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

    private void repeated(LogTime entry, String line) {
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

    private void repeat(LogTime entry, String line) {
        kept.add(line(entry, line), repeats);
    }

    private static Kept.Line<LogTime> line(LogTime time, String text) {
        return new Kept.Line<>(time.isOfAClock() ? time : null, text);
    }

    /** Which way round the log was printed. */
    private void turn(LogTime entry) {
        if (direction != 0) {
            return;
        }
        direction = first == null ? 0 : Integer.signum(entry.compareTo(first));
    }
}
