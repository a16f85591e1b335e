package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of {@code show config} that the console broke at its width, in the middle of words (yamaha-rtx.md §1.4, §3.1). Whoever sends a file may
 * have lost the blanks at the ends of lines, or put longer words in the place of secrets: a broken line may be one column short, and any line
 * too long.
 */
final class Wrapped {
    /** {@code console columns} can't be less. */
    private static final int NARROWEST = 80;
    /** What a line of its own begins with; anything else after a full line is the rest of that line. */
    private static final Pattern BEGINNING = Pattern.compile("#.*| {0,3}(?!(?:pp|tunnel) \\d|dhcp lan\\d)(?:no"
            + " )?(?:account|administrator|alarm|alias|analog|ap|arp|auth|bgp|bridge|clear|cloud|console|cooperation|dashboard|date|ddns"
            + "|description|dhcp|dns|dpi|embedded|ethernet|ex-license|external-memory|heartbeat|heartbeat2|http|httpd|igmp|ip|ipip|ipsec"
            + "|ipv6|isdn|l2ms|l2tp|lan|lan-map|lbo|leased|line|login|loopback|lua|macro|mail|mld|mobile|nat|nat46|netvolante-dns|ngn"
            + "|ntpdate|ntpd|operation|ospf|packet-buffer|pim|pki|pp|ppp|pppoe|pptp|pri|provider|proxyarp|queue|radius|remote|rip|rotate"
            + "|rtfs|schedule|security|set|sftpd|sgi|sip|sntpd|snmp|snmpv2c|snmpv3|speed|sshd|ssh|statistics|switch|switching-hub|syslog"
            + "|system|tcp (?:log|session)|telnetd|tftp|timezone|traffic|tunnel|upnp|url|usbhost|user|vlan|vrx|wan|watchdog|wins|wol|yno"
            + "|yrl)(?: .*)?");

    private static final Pattern LETTER = Pattern.compile(" *[A-Za-z].*");

    private final int columns;
    private final List<String> whole = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    /** Width of what was read last. */
    private int width;
    /** What ends the file whose body is being read; nothing outside of one. */
    private @Nullable String end;

    private Wrapped(int columns) {
        this.columns = columns;
    }

    /** Lines as they were before a console of so many columns broke them; 0 where it broke none. */
    static List<String> joined(List<String> lines, int columns) {
        if (columns == 0) {
            return lines;
        }
        Wrapped wrapped = new Wrapped(columns);
        lines.forEach(wrapped::take);
        wrapped.close();
        return wrapped.whole;
    }

    private void take(String next) {
        if (end != null) {
            whole.add(next);
            end = next.strip().equals(end) ? null : end;
            return;
        }
        if (width >= columns - 1 && isRest(next)) {
            line.append(lostBlank(next)).append(next);
        } else {
            close();
            line.append(next);
        }
        width = width(next);
        // Looked at again with each piece, so only while it is short; no file has such a name.
        end = line.length() > 2 * columns ? null : endOfFile(line.toString());
        if (end != null) {
            close();
        }
    }

    private void close() {
        if (!line.isEmpty()) {
            whole.add(line.toString());
            line.setLength(0);
        }
        width = 0;
    }

    /** A blank in the last column may be lost. A wide character that found no room leaves it free, too. */
    private String lostBlank(String next) {
        return width == columns - 1 && !next.startsWith(" ") && width(next.codePointAt(0)) == 1 ? " " : "";
    }

    private static boolean isRest(String next) {
        return !next.isBlank() && !BEGINNING.matcher(next).matches();
    }

    private static @Nullable String endOfFile(String line) {
        Matcher file = RtxConfigParser.EMBEDDED.matcher(line.strip());
        return file.matches() ? file.group(2) : null;
    }

    /** In columns; a character outside ASCII takes two. */
    private static int width(String line) {
        return line.codePoints().map(Wrapped::width).sum();
    }

    private static int width(int c) {
        return c < 0x80 || (c >= 0xff61 && c <= 0xff9f) ? 1 : 2;
    }

    // ---------------------------------------------------------------- at which width

    /**
     * The width at which a console broke these lines; 0 where none did. Nothing is wider than the console but what has grown since: where many
     * lines are, the console was wider.
     */
    static int columns(List<String> lines) {
        NavigableMap<Integer, Integer> widths = new TreeMap<>();
        NavigableMap<Integer, Integer> broken = new TreeMap<>();
        Set<Integer> certain = new HashSet<>();
        String end = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int width = width(line);
            if (end != null) {
                end = line.strip().equals(end) ? null : end;
                continue;
            }
            end = endOfFile(line);
            if (width >= NARROWEST - 1) {
                widths.merge(width, 1, Integer::sum);
                String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
                if (end == null && isRest(next)) {
                    broken.merge(width, 1, Integer::sum);
                    if (!LETTER.matcher(next).matches()) {
                        certain.add(width);
                    }
                }
            }
        }
        return mostOften(widths, broken, certain);
    }

    /** @param certain widths of lines behind which something stands that begins no command */
    private static int mostOften(
            NavigableMap<Integer, Integer> widths, NavigableMap<Integer, Integer> broken, Set<Integer> certain) {
        int columns = 0;
        int most = 0;
        for (int width : broken.keySet()) {
            int candidate = Math.max(width, NARROWEST);
            int times = broken.getOrDefault(candidate, 0) + broken.getOrDefault(candidate - 1, 0);
            int wider = widths.tailMap(candidate, false).values().stream()
                    .mapToInt(n -> n)
                    .sum();
            boolean plausible = wider <= times || certain.contains(candidate) || certain.contains(candidate - 1);
            if (times > most && plausible) {
                columns = candidate;
                most = times;
            }
        }
        return columns;
    }
}
