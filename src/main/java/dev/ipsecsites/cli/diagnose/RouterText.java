package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.LogReader;
import dev.ipsecsites.diagnosis.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what a router printed, line by line, by what printed it: {@code show techinfo}, a recorded session, or one answer without the
 * command (yamaha-rtx.md §3). Every answer is known by its content; a command that was typed before it only helps.
 */
final class RouterText {
    private static final Pattern REFUSED =
            Pattern.compile("(?:Error|エラー)\\s*[:：]\\s*(?:Parameter out of range|パラメータが範囲を越えています).*");
    private static final Pattern NUMBER = Pattern.compile(".*?\\b(?:tunnel|pp)\\s+0*(\\d{1,5})\\b.*");
    private static final Pattern TUNNEL = Pattern.compile("TUNNEL\\[0*(\\d{1,5})\\]\\s*[:：]?\\s*");
    private static final Pattern PP = Pattern.compile("PP\\[0*(\\d{1,5})\\]\\s*[:：]?\\s*");
    /** {@code PP[ANONYMOUS01]:}, whoever dialled in: its state is nobody's here. */
    private static final Pattern OTHER_PP = Pattern.compile("PP\\[[^\\]]{1,32}\\]\\s*[:：]?\\s*");

    private static final Pattern SA_HEAD =
            Pattern.compile("Total:\\s*isakmp:.*|sa\\s+sgw\\s+isakmp\\b.*|sgw\\s+flags\\s+local-id\\b.*");
    private static final Pattern GATEWAY = Pattern.compile("ipsec sa gateway 0*(\\d{1,5})\\b.*");
    private static final Pattern SA_RECORD = Pattern.compile("SA\\[\\d{1,9}\\].*");
    private static final Pattern ROUTE_HEAD = Pattern.compile("Destination\\s+Gateway\\s+Interface\\b.*|宛先ネットワーク\\s.*");
    private static final Pattern CONFIG_HEAD = Pattern.compile("#\\s?(?:RTX\\d|vRX|NVR|FWX)\\S*\\s.*Rev\\..*");
    private static final Pattern BOOT =
            Pattern.compile("(?:RTX\\d+|vRX(?: \\w+){0,3}|NVR\\w+|FWX\\d+)\\s+(?:BootROM|FlashROM|Rev\\.).*");
    private static final Pattern CONFIG_LINE =
            Pattern.compile("(?:administrator|console|login|description|nat descriptor|syslog|sshd|timezone|ip"
                    + " (?:route|lan\\d|filter|pp|tunnel|keepalive)|ipsec (?:auto|ike|sa"
                    + " policy|tunnel|use|transport)|tunnel (?:select|enable|encapsulation)|pp"
                    + " (?:select|enable|always-on|auth)|pppoe use) .*");

    /** More routers than anybody records in one file. */
    private static final int MOST_CAPTURES = 200;
    /** Of so many routers a syslog server's file is read: what each of them says takes memory. */
    static final int MOST_SENDERS = 64;

    private enum Section {
        NONE,
        OTHER,
        CONFIG,
        SA,
        SA_DETAIL,
        TUNNEL,
        PP,
        DHCP,
        ROUTES,
        ENVIRONMENT,
        PING,
        LOG
    }

    private final String file;
    private final Scrubber secrets;
    private final Recording recording = new Recording();
    private final Quotation quotation = new Quotation(RouterText::isHead);
    private final Syslog syslog = new Syslog();
    private final List<RouterCapture> captures = new ArrayList<>();
    private RouterCapture capture;
    private Section section = Section.NONE;
    private int number;
    /** The line before was the first of an answer that has several such lines. */
    private boolean atHead;
    /** Which routes were asked for was typed, so that their heading begins nothing new. */
    private boolean routesAsked;
    /** Waits for what the router says to it. */
    private String typed = "";

    private boolean crowded;

    RouterText(String file, Scrubber secrets) {
        this.file = file;
        this.secrets = secrets;
        this.capture = new RouterCapture(file);
        captures.add(capture);
    }

    /** What was printed, one for each router that the file tells apart, and for each time that one told what it is. */
    List<RouterCapture> captures() {
        return captures.stream().filter(c -> !c.kinds.isEmpty()).toList();
    }

    /** The file ends in the middle of a line, perhaps of a configuration. */
    void cut() {
        capture.partialConfig |= capture.has(Kind.CONFIG) && !capture.has(Kind.LOG);
    }

    /** More than {@value #MOST_SENDERS} routers: the lines of those that came later were left out. */
    boolean crowded() {
        return crowded;
    }

    void read(String raw) {
        String whole = quotation.unquoted(recording.printed(raw));
        String line = whole.stripTrailing();
        String entry = entry(line);
        if (entry != null) {
            section = Section.LOG;
            if (Scrubber.mayHoldSecret(entry)) {
                secrets.learnFromLog(entry);
            }
            capture.log(entry);
            return;
        }
        if (shown(line)) {
            return;
        }
        if (typed(line)) {
            atHead = false;
            return;
        }
        boolean started = starts(line);
        atHead = started && section == Section.ENVIRONMENT;
        if (started) {
            return;
        }
        if (section == Section.LOG && Prompt.standsIn(line, capture.host)) {
            section = Section.NONE;
            return;
        }
        // Blanks at the end count in a configuration that the console wrapped.
        put(section == Section.CONFIG && !line.isEmpty() ? whole : line);
    }

    /** The line of a log that stands in this one, which is of the router that it says it is of; null where none does. */
    private @Nullable String entry(String line) {
        int logged = LogTime.indexIn(line);
        if (logged >= 0) {
            from(logged == 0 ? null : syslog.sender(line.substring(0, logged)));
            return line.substring(logged);
        }
        if (LogReader.begins(line) && section != Section.ROUTES) {
            return line;
        }
        Syslog.Entry entry = syslog.entry(line);
        if (entry == null) {
            return null;
        }
        from(entry.sender());
        return entry.line();
    }

    private static boolean isHead(String line) {
        return Stream.of(TUNNEL, PP, SA_HEAD, SA_RECORD, ROUTE_HEAD, CONFIG_HEAD, BOOT)
                .anyMatch(head -> head.matcher(line).matches());
    }

    // ---------------------------------------------------------------- whose

    /** A command was typed at the prompt of this router; the default one has no name in it. */
    private void at(String host) {
        if (host.isEmpty() || host.equals(capture.host)) {
            return;
        }
        if (capture.host == null && capture.sender == null) {
            capture.host = host;
            return;
        }
        RouterCapture known = called(host);
        capture = known == null ? another(host) : known;
        capture.host = capture.host == null ? host : capture.host;
    }

    /**
     * A syslog server has the line from this router, which may be called otherwise there than in its prompt: who is the same is found out
     * when everything is read.
     */
    private void from(@Nullable String sender) {
        if (sender == null || sender.equals(capture.sender)) {
            return;
        }
        RouterCapture known = called(sender);
        if (known != null) {
            capture = known;
        } else if (capture.sender != null || capture.host != null || !capture.onlyLogged()) {
            capture = captures.size() < MOST_SENDERS ? another(null) : leftOut();
        }
        capture.sender = sender;
    }

    private @Nullable RouterCapture called(String name) {
        return captures.stream()
                .filter(c -> name.equals(c.host) || name.equals(c.sender))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private RouterCapture another(@Nullable String host) {
        RouterCapture next = new RouterCapture(file);
        next.host = host;
        captures.add(next);
        return next;
    }

    private RouterCapture leftOut() {
        crowded = true;
        return new RouterCapture(file);
    }

    /** It says again what it is: another router, perhaps. Who is the same is found out when everything is read. */
    private void headOf(Section begun) {
        boolean again = (begun == Section.ENVIRONMENT && !atHead && !capture.environment.isEmpty())
                || (begun == Section.CONFIG && !capture.config.isEmpty());
        if (again && captures.size() < MOST_CAPTURES) {
            capture = another(capture.host);
        }
    }

    // ---------------------------------------------------------------- what begins

    /** A command as typed. */
    private void section(String command) {
        Matcher numbered = NUMBER.matcher(command);
        number = numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
        routesAsked = command.startsWith("ip route");
        if (command.startsWith("config")) {
            section = Section.CONFIG;
            capture.partialConfig |= command.length() > "config".length();
        } else if (command.startsWith("ipsec sa")) {
            section = command.contains("detail") ? Section.SA_DETAIL : Section.SA;
            Matcher gateway = GATEWAY.matcher(command);
            if (section == Section.SA_DETAIL && gateway.matches()) {
                capture.startDetails(Integer.parseInt(gateway.group(1)));
            }
        } else if (command.startsWith("status tunnel") && number > 0) {
            section = Section.TUNNEL;
            capture.startTunnel(number);
        } else if (command.startsWith("status pp") && number > 0) {
            section = Section.PP;
        } else if (command.startsWith("status dhcpc")) {
            section = Section.DHCP;
        } else if (routesAsked) {
            section = Section.ROUTES;
            if (command.equals("ip route")) {
                capture.startRoutes();
            }
        } else if (command.startsWith("environment")) {
            section = Section.ENVIRONMENT;
        } else if (command.startsWith("log")) {
            section = Section.LOG;
            capture.kinds.add(Kind.LOG);
        } else {
            section = Section.OTHER;
        }
    }

    /** Whether it is a command whose answer comes now. */
    private boolean shown(String line) {
        Prompt command = Prompt.show(line);
        if (command == null) {
            return false;
        }
        at(command.host());
        section(command.command());
        return true;
    }

    /** Whether it is a ping, or a command that names a tunnel, or the refusal of one. */
    private boolean typed(String line) {
        if (typed.isEmpty() && line.indexOf('#') < 0 && line.indexOf('>') < 0) {
            return false;
        }
        Prompt ping = Prompt.ping(line);
        if (ping != null) {
            at(ping.host());
            section = Section.PING;
            capture.startPing(ping.command());
            return true;
        }
        Prompt numbered = Prompt.numbered(line);
        if (numbered != null) {
            at(numbered.host());
            section = section == Section.LOG ? Section.NONE : section;
            typed = numbered.command();
            return true;
        }
        boolean refused = !typed.isEmpty() && REFUSED.matcher(line.strip()).matches();
        if (refused) {
            capture.refused(typed, line.strip());
        }
        // A caret may stand between a command and what the router says to it.
        typed = line.isBlank() || line.strip().equals("^") ? typed : "";
        return refused;
    }

    private boolean starts(String line) {
        Matcher tunnel = TUNNEL.matcher(line);
        if (tunnel.matches()) {
            number = Integer.parseInt(tunnel.group(1));
            section = Section.TUNNEL;
            capture.startTunnel(number);
            return putAndSay(line);
        }
        Matcher pp = PP.matcher(line);
        if (pp.matches()) {
            number = Integer.parseInt(pp.group(1));
            section = Section.PP;
            return putAndSay(line);
        }
        if (OTHER_PP.matcher(line).matches()) {
            section = Section.OTHER;
            return true;
        }
        Section begun = begun(line);
        if (begun == null) {
            return false;
        }
        if (CONFIG_HEAD.matcher(line).matches() || begun == Section.ENVIRONMENT) {
            headOf(begun);
        }
        if (begun == Section.ROUTES && !routesAsked) {
            capture.startRoutes();
        }
        routesAsked = false;
        section = begun;
        return putAndSay(line);
    }

    private boolean putAndSay(String line) {
        put(line);
        return true;
    }

    private @Nullable Section begun(String line) {
        if (SA_HEAD.matcher(line).matches()) {
            return Section.SA;
        }
        if (SA_RECORD.matcher(line).matches()) {
            return Section.SA_DETAIL;
        }
        if (ROUTE_HEAD.matcher(line).matches()) {
            return Section.ROUTES;
        }
        if (CONFIG_HEAD.matcher(line).matches()) {
            return Section.CONFIG;
        }
        if (BOOT.matcher(line).matches()) {
            return Section.ENVIRONMENT;
        }
        return section != Section.CONFIG
                        && section != Section.OTHER
                        && CONFIG_LINE.matcher(line).matches()
                ? Section.CONFIG
                : null;
    }

    // ---------------------------------------------------------------- what goes on

    private void put(String line) {
        if (line.isEmpty()) {
            return;
        }
        switch (section) {
            case CONFIG -> {
                if (capture.takesConfig() || Scrubber.mayHoldSecret(line)) {
                    secrets.learnFrom(line);
                }
                capture.config(line);
            }
            case SA -> capture.sa(line);
            case SA_DETAIL -> capture.add(Kind.SA_DETAIL, capture.saDetails, line);
            case TUNNEL -> capture.add(Kind.TUNNEL_STATUS, capture.lastTunnel(number), line);
            case PP -> capture.add(Kind.PP_STATUS, capture.pp(number), line);
            case DHCP -> capture.add(Kind.DHCP_STATUS, capture.dhcp, line);
            case ROUTES -> capture.add(Kind.ROUTES, capture.routes, line);
            case ENVIRONMENT -> capture.add(Kind.ENVIRONMENT, capture.environment, line);
            case PING -> capture.ping(line);
            case LOG -> {
                // What another program says to the syslog server is not the rest of a router's line.
                if (!Syslog.wrote(line)) {
                    capture.log(line);
                }
            }
            case NONE, OTHER -> {}
        }
    }
}
