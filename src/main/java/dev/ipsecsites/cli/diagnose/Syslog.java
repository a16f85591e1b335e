package dev.ipsecsites.cli.diagnose;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a router's log as a syslog server keeps them (RFC 3164, RFC 5424, RFC 3339 times, rows of a table), brought into the form that
 * {@code show log} prints. A time without a zone is the router's own, as in {@code show log}; a date of which nobody knows whether its month
 * stands first is none. Not thread-safe.
 */
final class Syslog {
    private static final Pattern HEAD = Pattern.compile("\"?(?:<\\d{1,3}>)?(?:(?<version>1) (?=\\d{4}-))?"
            + "(?:(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?:[T ]|\"?[\\t,;]\"?)"
            + "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?(?:\\.\\d{1,9})?"
            + "(?: ?(?<zone>Z|[+-]\\d{2}:?\\d{2}))?"
            + "|(?:(?<name>[A-Z][a-z]{2}) {1,2}\\d{1,2} |\\d{1,2}[-/]\\d{1,2}[-/]\\d{4}(?:[T ]|\"?[\\t,;]\"?))"
            + "(?<clock>\\d{2}:\\d{2}:\\d{2}))\"?[ \\t,;]");
    /** What the router's own lines begin with (yamaha-rtx.md §3.6): nobody else's log is taken for it. */
    private static final Pattern BEGINNING =
            Pattern.compile("\\[(?:IKE|IPSEC|INSPECT|DHCPD|L2TP|PPTP|SWCTL|SCHEDULE)|IP Tunnel\\[|PP\\[|PPPOE\\[|LAN\\d"
                    + "|GW:|SA:\\d|same message repeated|Login |'administrator'");
    /** The same where anybody's rows may be, Cato's too: in a table, and behind a time that every program writes. */
    private static final Pattern ANYWHERE =
            Pattern.compile("\\[(?:IKE2?|IPSEC|INSPECT|DHCPD|L2TP|PPTP|SWCTL)\\]|(?:IP Tunnel|PP|PPPOE)\\[\\d"
                    + "|LAN\\d\\S* (?:Rejected|Passed) at |LAN\\d+: link |GW:[*\\d]|SA:\\d|same message repeated");

    private static final String BLANKS = " \t";
    private static final String SEPARATORS = "\t,;";
    /** In front of a text; RFC 5424 has a byte order mark there. */
    private static final String FILLING = " \"\uFEFF";

    /** Words between time and text: the router's name or address, a facility, a tag. */
    private static final int MOST_WORDS = 3;
    /** The same of RFC 5424 (§6): the name, the application, its process, a kind, and structured data. */
    private static final int MOST_FIELDS = 5;

    private static final Pattern STRUCTURED =
            Pattern.compile("(?:\\[[^\\s=\\]\"]{1,32}(?: [^\\s=\\]\"]{1,32}=\"(?:[^\"\\\\\\]]|\\\\.)*+\")*+\\])++ ");
    /** Columns between them, and in front of the time. */
    private static final int MOST_CELLS = 8;

    private static final int LONGEST_WORD = 64;

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]*::[0-9A-Fa-f:]*|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}");
    private static final Pattern NAME = Pattern.compile("(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?");
    /** Facilities, severities and zones (RFC 5424 §6.2.1). */
    private static final Pattern NO_NAME =
            Pattern.compile("(?i)(?:\\w+\\.)?(?:debug|info(?:rmational)?|notice|warn(?:ing)?"
                    + "|err(?:or)?|crit(?:ical)?|alert|emerg(?:ency)?|panic)|kern(?:el)?|user|mail|daemon|auth(?:priv)?|syslog|lpr"
                    + "|news|uucp|cron|ftp|ntp|local[0-7]|jst|utc|gmt");
    /** That of the time zone which a router has that nobody configured ({@link ConfigFacts#JAPAN}). */
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");
    /** No day at all, so that the time is not believed; the order of the lines is. */
    private static final String NO_DAY = "0000/00/00 ";

    /** Words in front of a router's text, and whose they are: in a long file the same ones come again and again. */
    private String words = "";

    private @Nullable String whose;

    /**
     * @param sender name or address of the router that it came from; null where none stands there
     * @param line as the router prints it
     */
    record Entry(@Nullable String sender, String line) {}

    /** Null for any other line. */
    @Nullable
    Entry entry(String line) {
        Matcher head = head(line);
        if (head == null) {
            return null;
        }
        int text = text(line, head);
        if (text < 0) {
            return null;
        }
        try {
            return new Entry(sender(line, head, text), time(head) + ": " + unquoted(line, text));
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    /** Whether a syslog server wrote the line, whoever's it is. */
    static boolean wrote(String line) {
        return head(line) != null;
    }

    /** The time at the beginning of a line or of one of its first cells. */
    private static @Nullable Matcher head(String line) {
        if (line.isEmpty() || line.charAt(0) == ' ') {
            return null;
        }
        Matcher head = HEAD.matcher(line);
        int at = 0;
        for (int cells = 0; cells <= MOST_CELLS; cells++) {
            if (head.region(at, line.length()).lookingAt()) {
                return head;
            }
            at = end(line, at, SEPARATORS) + 1;
            if (at == 0) {
                return null;
            }
        }
        return null;
    }

    /** The next of these characters; -1 where the word before it is too long, or the last. */
    private static int end(String line, int from, String separators) {
        int limit = Math.min(line.length(), from + LONGEST_WORD);
        for (int i = from; i < limit; i++) {
            if (separators.indexOf(line.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean table(String line, Matcher head) {
        return SEPARATORS.indexOf(line.charAt(head.end() - 1)) >= 0;
    }

    /** Where the router's own text begins; -1 where it isn't a router's. */
    private static int text(String line, Matcher head) {
        boolean table = table(line, head);
        boolean fields = !table && head.start("version") >= 0;
        boolean anybodys = table || (head.start("name") < 0 && head.start("zone") < 0);
        Matcher beginning = (anybodys ? ANYWHERE : BEGINNING).matcher(line);
        int at = head.end();
        for (int left = table ? MOST_CELLS : fields ? MOST_FIELDS : MOST_WORDS; left >= 0; left--) {
            while (at < line.length() && FILLING.indexOf(line.charAt(at)) >= 0) {
                at++;
            }
            if (beginning.region(at, line.length()).lookingAt()) {
                return at;
            }
            at = fields ? afterField(line, at) : end(line, at, table ? SEPARATORS : BLANKS) + 1;
            if (at == 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int afterField(String line, int at) {
        Matcher structured = STRUCTURED.matcher(line).region(at, line.length());
        return structured.lookingAt() ? structured.end() : end(line, at, BLANKS) + 1;
    }

    /** A cell may be in quotes, in which a doubled one stands for itself (RFC 4180). */
    private static String unquoted(String line, int text) {
        String rest = line.substring(text);
        if (line.charAt(text - 1) != '"') {
            return rest;
        }
        String single = rest.replace("\"\"", "\0");
        int end = single.indexOf('"');
        return (end < 0 ? single : single.substring(0, end)).replace('\0', '"');
    }

    private static String time(Matcher head) {
        String clock = head.group("clock");
        if (clock != null) {
            return NO_DAY + clock;
        }
        LocalDateTime time = LocalDateTime.of(
                number(head, "year"),
                number(head, "month"),
                number(head, "day"),
                number(head, "hour"),
                number(head, "minute"),
                head.group("second") == null ? 0 : number(head, "second"));
        String zone = head.group("zone");
        return (zone == null
                        ? time
                        : time.atOffset(ZoneOffset.of(zone))
                                .withOffsetSameInstant(ConfigFacts.JAPAN)
                                .toLocalDateTime())
                .format(PRINTED);
    }

    private static int number(Matcher head, String part) {
        return Integer.parseInt(head.group(part));
    }

    // ---------------------------------------------------------------- whose

    /** The router that a line is from, by what stands in front of the router's own time in it; null where nothing tells. */
    @Nullable
    String sender(String front) {
        Matcher head = head(front);
        String word = front.strip();
        return head != null
                ? sender(front, head, front.length())
                : ADDRESS.matcher(word).matches() ? word : null;
    }

    private @Nullable String sender(String line, Matcher head, int text) {
        String separators = table(line, head) ? SEPARATORS : BLANKS;
        int from = head.end();
        if (head.start() > 0) {
            return named(line.substring(0, head.start()) + line.substring(from, text), separators);
        }
        if (words.length() != text - from || !line.startsWith(words, from)) {
            words = line.substring(from, text);
            whose = named(words, separators);
        }
        return whose;
    }

    /** An address before any name: the server may write down what it has from another one. */
    private static @Nullable String named(String front, String separators) {
        String name = null;
        for (int at = 0, end; at < front.length(); at = end + 1) {
            int next = end(front, at, separators);
            end = next < 0 ? front.length() : next;
            String word = front.substring(at, end).replace("\"", "").strip();
            if (ADDRESS.matcher(word).matches()) {
                return word;
            }
            if (name == null
                    && NAME.matcher(word).matches()
                    && !NO_NAME.matcher(word).matches()) {
                name = word;
            }
        }
        return name;
    }
}
