package dev.ipsecsites.cli.diagnose;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of a router's log as a syslog server keeps them (RFC 3164, RFC 3339 times), brought into the form that {@code show log} prints. */
final class Syslog {
    private static final Pattern HEAD =
            Pattern.compile("(?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\\d{1,2} (\\d{2}:\\d{2}:\\d{2})"
                    + "|(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})) ");
    /** What the router's own lines begin with (yamaha-rtx.md §3.6): nobody else's log is taken for it. */
    private static final Pattern BEGINNING =
            Pattern.compile("\\[(?:IKE|IPSEC|INSPECT|DHCPD|L2TP|PPTP|SWCTL|SCHEDULE)|IP Tunnel\\[|PP\\[|PPPOE\\[|LAN\\d"
                    + "|GW:|SA:\\d|same message repeated|Login |'administrator'");
    /** Words between time and text: the router's name or address, a facility, a tag. */
    private static final int MOST_WORDS = 3;

    private static final int LONGEST_WORD = 64;
    /** That of the time zone which a router has that nobody configured ({@link ConfigFacts#JAPAN}). */
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");
    /** No day at all, so that the time is not believed; the order of the lines is. */
    private static final String NO_DAY = "0000/00/00 ";

    private Syslog() {}

    /** Null for any other line. */
    static @Nullable String entry(String line) {
        if (line.isEmpty() || line.charAt(0) == ' ') {
            return null;
        }
        Matcher head = HEAD.matcher(line);
        int text = head.lookingAt() ? text(line, head.end()) : -1;
        if (text < 0) {
            return null;
        }
        try {
            String time = head.group(1) != null
                    ? NO_DAY + head.group(1)
                    : OffsetDateTime.parse(head.group(2) + head.group(3))
                            .withOffsetSameInstant(ConfigFacts.JAPAN)
                            .format(PRINTED);
            return time + ": " + line.substring(text);
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    /** Where the router's own text begins; -1 where it isn't a router's. */
    private static int text(String line, int from) {
        Matcher beginning = BEGINNING.matcher(line);
        int at = from;
        for (int words = 0; words <= MOST_WORDS; words++) {
            if (beginning.region(at, line.length()).lookingAt()) {
                return at;
            }
            int blank = line.indexOf(' ', at);
            if (blank <= at || blank - at > LONGEST_WORD) {
                return -1;
            }
            at = blank + 1;
        }
        return -1;
    }
}
