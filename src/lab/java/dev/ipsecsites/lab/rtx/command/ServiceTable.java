package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.device.Text;
import java.util.List;

/** Services of the router: stored, and where it matters here, heeded. */
final class ServiceTable extends Table {
    ServiceTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        syslog();
        dhcpAndDns();
        sshd();
        clock();
        others();
        bgp();
    }

    private void syslog() {
        global(Section.SYSLOG, 1, "syslog host", "", "<host>+");
        global(Section.SYSLOG, 2, "syslog facility", "", "<any>");
        global(Section.SYSLOG, 3, "syslog notice", "", "on|off");
        global(Section.SYSLOG, 4, "syslog info", "", "on|off");
        global(Section.SYSLOG, 5, "syslog debug", "", "on|off");
        global(Section.SYSLOG, 6, "syslog execute command", "", "on|off");
        global(Section.SYSLOG, 7, "syslog srcport", "", "<int:1..65535>");
        global(Section.SYSLOG, 8, "syslog local address", "", "<ip>");
    }

    private void dhcpAndDns() {
        global(Section.DHCP, 1, "dhcp service", "", "server|relay");
        global(Section.DHCP, 2, "dhcp server rfc2131 compliant", "", "<any>+");
        global(Section.DHCP, 3, "dhcp scope", "<int:1..65535>", "<re:[0-9./-]+> <any>*");
        global(Section.DHCP, 4, "dhcp scope bind", "<int:1..65535> <ip>", "<any>+");
        global(Section.DHCP, 5, "dhcp scope option", "<int:1..65535>", "<any>+");
        global(Section.DHCP, 6, "dhcp relay server", "", "<ip>+");
        global(Section.DHCP, 7, "dhcp manual release", "", "<any>*");
        global(Section.DHCP, 8, "dhcp client release linkdown", "", "<any>+");
        global(Section.DNS, 1, "dns host", "", "<any>+");
        global(Section.DNS, 2, "dns service", "", "recursive|off");
        global(Section.DNS, 3, "dns service fallback", "", "on|off");
        global(Section.DNS, 4, "dns server", "", "<ip>+ [<any>]*");
        global(Section.DNS, 5, "dns server pp", "", ppNumber() + " [<any>]*");
        global(Section.DNS, 6, "dns server dhcp", "", lanWord() + " [<any>]*");
        global(Section.DNS, 7, "dns server select", "<int:1..65535>", "<any>+");
        global(Section.DNS, 8, "dns domain", "", "<host>");
        global(Section.DNS, 9, "dns private address spoof", "", "on|off");
        global(Section.DNS, 10, "dns static", "<re:[a-z]+> <host>", "<any>+");
        global(Section.DNS, 11, "dns cache use", "", "on|off");
        global(Section.DNS, 12, "dns syslog resolv", "", "on|off");
    }

    private void sshd() {
        global(Section.SSHD, 1, "sshd service", "", "on|off").schedulable(false);
        global(Section.SSHD, 2, "sshd listen", "", "<int:1..65535>");
        global(
                Section.SSHD,
                3,
                "sshd host",
                "",
                "any|none|(lan|" + String.join("|", lans()) + "|<re:[0-9.]+(-[0-9.]+)?>)+");
        global(Section.SSHD, 4, "sshd session", "", "<int:1..8>").schedulable(false);
        global(
                Section.SSHD,
                5,
                "sshd encrypt algorithm",
                "",
                "(aes128-ctr|aes192-ctr|aes256-ctr|aes128-cbc|aes192-cbc|aes256-cbc|3des-cbc)+");
        global(Section.SSHD, 6, "sshd client alive", "", "(on|off) [<int:1..2147483647> [<int:1..2147483647>]]");
        global(Section.SSHD, 7, "sshd hide openssh version", "", "on|off");
        if (profile.authMethod()) {
            global(Section.SSHD, 8, "sshd auth method", "", "all|password|publickey");
            global(Section.SSHD, 9, "sshd authorized-keys filename", "<re:[A-Za-z0-9_-]{1,32}>", "<path=any>");
        }
        global(Section.SSHD, 10, "sshd host key generate", "", "[<bit=of:1024,2048>]")
                .schedulable(false)
                .masking(0)
                .doing(ServiceTable::generateHostKey);
        global(Section.SSHD, 11, "sftpd host", "", "any|none|lan|(<re:lan[0-9]+|[0-9.]+(-[0-9.]+)?>)+");
    }

    /** Takes seconds to minutes on a router; asks first when there is a key (yamaha-rtx.md §1.1). */
    private static void generateHostKey(Call c) {
        boolean there = c.router()
                .running()
                .find(Context.GLOBAL, "sshd host key generate")
                .isPresent();
        if (there && !c.console().yes(Text.KEY_EXISTS)) {
            return;
        }
        c.console().line(Text.KEY_GENERATING.in(c.japanese()));
        c.router()
                .hardware()
                .newHostKey(
                        c.word(0).isEmpty() ? 2048 : Integer.parseInt(c.word(0).substring(4)));
        c.grammar().store(c.router(), "sshd host key generate", List.of(), List.of("*"));
        c.console().line(Text.KEY_GENERATED.in(c.japanese()));
    }

    /** The lab's clock is everybody's: nothing sets it. Commands of their own, lest {@code time} be short for {@code timezone}. */
    private void clock() {
        command("date", "<re:[0-9]{4}/(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])>", c -> {});
        command("time", "<re:([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9])?>", c -> {});
    }

    private void others() {
        global(Section.SERVICES, 1, "telnetd service", "", "on|off");
        global(Section.SERVICES, 2, "telnetd host", "", "any|none|lan|(<re:lan[0-9]+|[0-9.]+(-[0-9.]+)?>)+");
        global(Section.SERVICES, 3, "telnetd listen", "", "<int:1..65535>");
        global(Section.SERVICES, 4, "telnetd session", "", "<int:1..8>");
        global(Section.SERVICES, 5, "tftp host", "", "any|none|lan|<re:lan[0-9]+|[0-9.]+(-[0-9.]+)?>");
        global(Section.SERVICES, 6, "timezone", "", "jst|utc|<re:[+-]?(0?[0-9]|1[01]):[0-5][0-9]|-12:00>");
        global(Section.SERVICES, 7, "upnp use", "", "on|off");
        global(Section.SERVICES, 8, "l2tp service", "", "(on|off) [<any>]*");
        global(Section.SERVICES, 9, "pptp service", "", "on|off");
        global(Section.HTTPD, 1, "httpd service", "", "on|off");
        global(Section.HTTPD, 2, "httpd host", "", "any|none|lan|(<re:lan[0-9]+|[0-9.]+(-[0-9.]+)?>)+");
        global(Section.HTTPD, 3, "httpd proxy-access l2ms permit", "", "on|off");
        global(
                Section.STATISTICS,
                1,
                "statistics",
                "<re:cpu|memory|traffic|flow|nat|filter|route|application>",
                "on|off");
        global(Section.SNMP, 1, "snmp host", "", "<any>+");
        global(Section.SNMP, 2, "snmp sysname", "", "<text:255>");
        global(Section.SNMP, 3, "snmp community read-only", "", "<text:16>");
        global(Section.SNMP, 4, "snmpv2c host", "", "<any>+");
        global(Section.SNMP, 5, "snmp yriftunneldisplayatmib2", "", "on|off");
    }

    /** Stored only: no routing protocol runs here (yamaha-rtx.md §4.8). */
    private void bgp() {
        global(Section.BGP, 1, "bgp use", "", "on|off");
        global(Section.BGP, 2, "bgp autonomous-system", "", "<int:1..65535>");
        global(Section.BGP, 3, "bgp router id", "", "<ip>");
        global(
                Section.BGP,
                4,
                "bgp neighbor",
                "<int:1..2147483647>",
                "<int:1..65535> <ip> (<hold-time=re:off|[0-9]+>|<metric=int:0..65535>|<passive=of:on,off>|<gateway=any>"
                        + "|<local-address=ip>|<ignore-capability=of:on,off>)*");
        global(Section.BGP, 5, "bgp neighbor pre-shared-key", "<int:1..2147483647>", "text <text:80>");
        global(
                Section.BGP,
                6,
                "bgp import",
                "<int:1..65535> (static|rip|ospf|bgp|aggregate)",
                "filter <int:1..2147483647>+");
        global(Section.BGP, 7, "bgp import filter", "<int:1..2147483647>", "<any>+");
        global(Section.BGP, 8, "bgp export", "<int:1..65535>", "filter <int:1..2147483647>+");
        global(Section.BGP, 9, "bgp export filter", "<int:1..2147483647>", "<any>+");
        global(Section.BGP, 10, "bgp preference", "", "<int:1..2147483647>");
        global(Section.BGP, 11, "bgp log", "", "(neighbor|packet)+");
        command("bgp configure refresh", "", c -> {});
    }
}
