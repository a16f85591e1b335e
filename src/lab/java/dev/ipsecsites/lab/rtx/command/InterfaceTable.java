package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.grammar.Mismatch;
import java.util.List;

/** LAN, PP and tunnel interfaces: addresses, filters, NAT, PPP and PPPoE. */
final class InterfaceTable extends Table {
    InterfaceTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        int base = 0;
        for (String lan : lans()) {
            lan(lan, base);
            base += 100;
        }
        common("pp", Context.Kind.PP, 50);
        common("tunnel", Context.Kind.TUNNEL, 10);
        pp(50, "ip pp address", "<ipmask>");
        pp(51, "ip pp remote address", "<ip>|dhcp");
        tunnel(10, "ip tunnel address", "<ipmask>");
        tunnel(11, "ip tunnel remote address", "<ip>");
        pointToPoint();
    }

    private void lan(String lan, int base) {
        global(Section.LAN, base + 1, "ip " + lan + " address", "", "dhcp|<ipmask>");
        global(Section.LAN, base + 2, "ip " + lan + " secondary address", "", "dhcp|<ipmask>");
        global(Section.LAN, base + 3, "ip " + lan + " proxyarp", "", "on|off|vrrp <int:1..255>");
        global(Section.LAN, base + 4, lan + " type", "", "<any>+");
        global(Section.LAN, base + 5, "ip " + lan + " dhcp service", "", "server|relay|off");
        global(Section.LAN, base + 6, lan + " shutdown", "", "<int:1..8>*");
        global(Section.LAN, base + 7, "switch control use " + lan, "", "on|off");
        global(Section.DESCRIPTION, base + 7, "description " + lan, "", "<text:64>");
        common(lan, Context.Kind.GLOBAL, base + 10);
    }

    /** What every interface has. */
    private void common(String name, Context.Kind kind, int rank) {
        String prefix = "ip " + name + " ";
        String numbers = "<int:1..21474836>*";
        add(kind, rank + 3, prefix + "mtu", "<int:64..1500>");
        add(kind, rank + 4, prefix + "rip send", "(on|off) [version <any>+]");
        add(kind, rank + 4, prefix + "rip receive", "(on|off) [version <any>+]");
        for (String direction : List.of("in", "out")) {
            Rule r = add(
                    kind,
                    rank + (direction.equals("in") ? 5 : 6),
                    prefix + "secure filter " + direction,
                    numbers + " [dynamic <int:1..21474836>+]");
            r.doing(c -> storeList(c, r));
        }
        add(kind, rank + 7, prefix + "secure filter name", "<re:[A-Za-z0-9_-]{1,16}>");
        for (String direction : List.of("in", "out")) {
            add(kind, rank + 8, prefix + "intrusion detection " + direction, "(on|off) [<reject=of:on,off>]");
        }
        add(kind, rank + 9, prefix + "nat descriptor", "(<int:1..2147483647>|reverse)+");
        add(kind, rank + 10, prefix + "tcp mss limit", "auto|off|<int:536..1460>");
        add(kind, rank + 11, prefix + "icmp unreachable send", "on|off");
    }

    private Rule add(Context.Kind kind, int rank, String name, String value) {
        return switch (kind) {
            case GLOBAL -> global(Section.LAN, rank, name, "", value);
            case PP -> pp(rank, name, value);
            case TUNNEL -> tunnel(rank, name, value);
        };
    }

    /** One ordered list, replaced as a whole; more entries than the model has are refused (yamaha-rtx.md §4.6). */
    private static void storeList(Call c, Rule rule) {
        List<String> words = c.value();
        if (words.isEmpty() || words.size() > c.router().profile().model().filterList()) {
            c.error(Mismatch.ARITY.text());
            return;
        }
        c.store(rule.definition());
    }

    private void pointToPoint() {
        pp(1, "pp name", "<text:64>");
        pp(1, "description pp", "<text:64>");
        pp(2, "pp backup", "none|pp " + ppNumber() + "|tunnel " + tunnelNumber() + "|" + lanWord() + " <ip>");
        pp(3, "pp keepalive interval", "<int:1..65535> [<any>]*");
        pp(4, "pp keepalive use", "<any>+");
        pp(5, "pp always-on", "(on|off) [<int:1..21474836>]");
        pp(6, "pppoe use", lanWord());
        pp(7, "pppoe access concentrator", "<text:128>");
        pp(8, "pppoe service-name", "<text:128>");
        pp(9, "pppoe auto connect", "on|off");
        pp(10, "pppoe auto disconnect", "on|off");
        pp(11, "pppoe disconnect time", "off|<int:1..21474836>");
        pp(12, "pppoe tcp mss limit", "auto|off|<int:1240..1452>");
        pp(13, "pppoe padi maxretry", "<int:1..10>");
        pp(20, "pp auth request", "(pap|chap|mschap|mschap-v2|chap-pap) [arrive-only]");
        pp(21, "pp auth accept", "(pap|chap|mschap|mschap-v2)+");
        // The provider's password is shown in clear (yamaha-rtx.md §3.1).
        pp(22, "pp auth myname", "<text:64> <text:64>");
        pp(23, "pp auth username", "<text:64> <text:64> <any>*");
        pp(30, "ppp lcp mru", "(on|off) [<int:64..1792>]");
        pp(31, "ppp lcp magicnumber", "on|off");
        pp(32, "ppp ipcp ipaddress", "on|off");
        pp(33, "ppp ipcp msext", "on|off");
        pp(34, "ppp ipcp vjc", "(on|off) [on|off]");
        pp(35, "ppp ipcp remote address check", "on|off");
        pp(36, "ppp ccp type", "none|stac|stac-lzs|cstac|mppe-40|mppe-128|mppe-any");
        pp(37, "ppp ipv6cp use", "on|off");
    }
}
