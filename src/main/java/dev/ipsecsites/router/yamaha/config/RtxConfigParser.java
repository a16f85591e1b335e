package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code show config} (yamaha-rtx.md §3.1). Tolerant: headers, lines wrapped at the console's width, trailing blanks, {@code embedded
 * file} bodies, lines that it doesn't know. A member of a block is told by its command where indentation got lost.
 */
final class RtxConfigParser {
    /** What a line of its own begins with; anything else after a full line is the rest of that line. */
    private static final Pattern BEGINNING = Pattern.compile("#.*| {0,3}(no"
            + " )?(administrator|alias|analog|arp|auth|bgp|bridge|clear|cloud|console|cooperation|date|ddns|description|dhcp|dns|dpi"
            + "|embedded|ethernet|external-memory|heartbeat|heartbeat2|http|httpd|igmp|ip|ipsec|ipv6|isdn|l2ms|l2tp|lan|leased|line|login"
            + "|loopback|lua|macro|mail|mld|mobile|nat|netvolante-dns|ngn|ntpdate|ntpd|operation|ospf|packet-buffer|pim|pki|pp|pppoe|pptp"
            + "|provider|proxyarp|queue|radius|remote|rip|rotate|rtfs|schedule|security|set|sftpd|sgi|sip|sntpd|snmp|snmpv2c|snmpv3|speed"
            + "|sshd|ssh|statistics|switch|syslog|system|telnetd|tftp|timezone|traffic|tunnel|upnp|url|usbhost|user|vlan|vrx|wan|watchdog|wol|yno|yrl)("
            + " .*)?");

    private static final Pattern EMBEDDED = Pattern.compile("embedded file (\\S+) <<(\\S+)");
    /** Rest of a wrapped header line: {@code ess=00:a0:de:00:00:01}. */
    private static final Pattern HEADER_REST = Pattern.compile("\\S*=[0-9A-Fa-f:]+.*|[0-9a-f:, -]+");

    private final int columns;
    private final List<ConfigLine> lines = new ArrayList<>();
    private Context context = Context.global();

    private RtxConfigParser(int columns) {
        this.columns = columns;
    }

    static List<ConfigLine> parse(String text, int columns) {
        var parser = new RtxConfigParser(columns);
        parser.read(parser.unwrapped(text));
        return parser.lines;
    }

    private List<String> unwrapped(String text) {
        List<String> whole = new ArrayList<>();
        boolean open = false;
        for (String line : text.lines().toList()) {
            if (open && !BEGINNING.matcher(line).matches()) {
                whole.set(whole.size() - 1, whole.getLast() + line);
            } else {
                whole.add(line);
            }
            open = width(line) == columns;
        }
        return whole;
    }

    /** In columns; a character outside ASCII takes two. */
    private static int width(String line) {
        return line.codePoints()
                .map(c -> c < 0x80 || (c >= 0xff61 && c <= 0xff9f) ? 1 : 2)
                .sum();
    }

    private void read(List<String> text) {
        boolean header = false;
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).stripTrailing();
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith("#")) {
                header = true;
                continue;
            }
            if (header && HEADER_REST.matcher(line).matches()) {
                continue;
            }
            header = false;
            var embedded = EMBEDDED.matcher(line.strip());
            if (embedded.matches()) {
                i = embeddedFile(text, i, embedded.group(1), embedded.group(2));
            } else {
                line(line);
            }
        }
    }

    /** Returns the index of the last line that belongs to the file. */
    private int embeddedFile(List<String> text, int start, String name, String end) {
        StringBuilder body = new StringBuilder();
        int i = start + 1;
        while (i < text.size() && !text.get(i).strip().equals(end)) {
            body.append(text.get(i)).append('\n');
            i++;
        }
        lines.add(ConfigLine.of(Context.global(), List.of("embedded", "file", name, body.toString())));
        return i;
    }

    private void line(String line) {
        List<String> words = Words.split(line);
        if (Words.startsWith(words, "tunnel select") && words.size() == 3) {
            int number = Words.number(words.get(2));
            context = number > 0 ? new Context.Tunnel(number) : Context.global();
        } else if (Words.startsWith(words, "pp select") && words.size() >= 3) {
            context = words.get(2).equals("none") ? Context.global() : new Context.Pp(words.get(2));
        } else {
            lines.add(ConfigLine.read(belongsToBlock(line, words) ? context : Context.global(), line));
        }
    }

    private static boolean belongsToBlock(String line, List<String> words) {
        return line.startsWith(" ")
                || Words.startsWith(words, "ip tunnel")
                || Words.startsWith(words, "ip pp")
                || Words.startsWith(words, "ipsec tunnel")
                || Words.startsWith(words, "description tunnel")
                || Words.startsWith(words, "description pp")
                || words.getFirst().equals("tunnel")
                || words.getFirst().equals("pp")
                || words.getFirst().equals("ppp")
                || words.getFirst().equals("pppoe");
    }
}
