package dev.ipsecsites.cli.diagnose;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of a router's log as a syslog server keeps them (RFC 3164, RFC 3339 times), brought into the form that {@code show log} prints. */
final class Syslog {
    /** What the router's own lines begin with (yamaha-rtx.md §3.6): nobody else's log is taken for it. */
    private static final Pattern LINE =
            Pattern.compile("(?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\\d{1,2} (\\d{2}:\\d{2}:\\d{2})"
                    + "|(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2}))"
                    + " (?:\\S{1,64} ){0,3}?((?:\\[(?:IKE|IPSEC|INSPECT|DHCPD|L2TP|PPTP|SWCTL|SCHEDULE)|IP Tunnel\\[|PP\\[|PPPOE\\[|LAN\\d"
                    + "|GW:|SA:\\d|same message repeated|Login |'administrator').*)");
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
        Matcher syslog = LINE.matcher(line);
        if (!syslog.matches()) {
            return null;
        }
        try {
            String time = syslog.group(1) != null
                    ? NO_DAY + syslog.group(1)
                    : OffsetDateTime.parse(syslog.group(2) + syslog.group(3))
                            .withOffsetSameInstant(ConfigFacts.JAPAN)
                            .format(PRINTED);
            return time + ": " + syslog.group(4);
        } catch (DateTimeException garbled) {
            return null;
        }
    }
}
