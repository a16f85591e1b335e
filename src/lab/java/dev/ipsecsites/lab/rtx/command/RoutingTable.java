package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.device.Text;
import java.util.List;

/** Routes, filters, NAT (yamaha-rtx.md §4.6, §4.7). Each line replaces the one with the same key as a whole. */
final class RoutingTable extends Table {
    /** Of a route, behind its first {@code gateway} (yamaha-rtx.md §4.7). */
    private static final int ROUTE_WORDS = 129;

    RoutingTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        routes();
        filters();
        nat();
    }

    private void routes() {
        String number = "<int:1..21474836>";
        String gateway =
                "gateway (pp (anonymous <name=any>|" + ppNumber() + ")|tunnel " + tunnelNumber() + "|dhcp " + lanWord()
                        + "|<re:loopback[1-9]>|null|<ip>)"
                        + " (hide|weight <int:0..2147483647>|metric <int:1..15>|filter " + number + "+|dpi " + number
                        + "+|keepalive <int:1.." + profile.model().keepalives() + ">)*";
        Rule route = global(Section.IP_ROUTE, 1, "ip route", "(default|<net>)", "(" + gateway + ")+")
                .identifiedBy(RoutingTable::hostRoute);
        route.doing(c -> storeRoute(c, route));
        global(Section.IP_COMMON, 1, "ip routing", "", "on|off");
        global(Section.IP_COMMON, 2, "ip host", "<host>", "<ip>");
        global(Section.IP_COMMON, 3, "ip routing process", "", "fast|normal");
        global(Section.IP_COMMON, 4, "ip simple-service", "", "on|off");
        global(Section.IP_COMMON, 5, "ip source-route", "", "on|off");
        global(Section.IP_COMMON, 6, "ip filter source-route", "", "on|off");
        global(Section.IP_COMMON, 7, "ip filter directed-broadcast", "", "on|off|filter <int:1..21474836>+");
        global(
                Section.IP_COMMON,
                8,
                "ip keepalive",
                "<int:1.." + profile.model().keepalives() + ">",
                "icmp-echo <int:1..65535> <int:3..100> (<ip>|dhcp " + lanWord() + "|pp " + ppNumber() + "|tunnel "
                        + tunnelNumber() + ")"
                        + " (<log=of:on,off>|<local-address=ip>|<upwait=int:1..1000000>|<downwait=int:1..1000000>"
                        + "|<length=int:64..1500>|<ipsec-refresh=any>|<ipsec-refresh-down=any>|<ipsec-refresh-up=any>"
                        + "|<gateway-selection-rule=of:head,normal>)*");
    }

    private static void storeRoute(Call c, Rule rule) {
        if (c.value().size() - 1 > ROUTE_WORDS) {
            c.error(Text.ARITY);
        } else {
            c.store(rule.definition());
        }
    }

    private static List<String> hostRoute(List<String> key) {
        String net = key.getFirst();
        return List.of(net.endsWith("/32") ? net.substring(0, net.length() - 3) : net);
    }

    private void filters() {
        String number = "<int:1..21474836>";
        global(
                Section.IP_FILTER,
                1,
                "ip filter",
                number,
                "(pass|pass-log|pass-nolog|reject|reject-log|reject-nolog|restrict|restrict-log|restrict-nolog)"
                        + " <addresses> [<addresses> [<protocols> [<ports> [<ports>]]]]");
        global(
                Section.IP_FILTER_DYNAMIC,
                1,
                "ip filter dynamic",
                number,
                "<addresses> <addresses> (filter " + number + "+ [in " + number + "+] [out " + number + "+]"
                        + "|<re:[a-z][a-z0-9_-]*>) (<syslog=of:on,off>|<timeout=int:1..2147483647>)*");
        global(Section.IP_FILTER_DYNAMIC, 2, "ip filter dynamic timer", "", "<any>+");
        global(
                Section.IP_FILTER_DYNAMIC,
                3,
                "ip filter set",
                "<re:[A-Za-z0-9_-]{1,16}>",
                "(in|out) <int:1..21474836>+ [dynamic <int:1..21474836>+] [(in|out) <int:1..21474836>+ [dynamic"
                        + " <int:1..21474836>+]]");
    }

    private void nat() {
        String number = "<int:1..2147483647>";
        global(Section.NAT, 1, "nat descriptor type", number, "none|nat|masquerade|nat-masquerade");
        global(Section.NAT, 2, "nat descriptor address outer", number, "ipcp|primary|secondary|map-e|<addresses>");
        global(Section.NAT, 3, "nat descriptor address inner", number, "auto|<addresses>+");
        global(
                Section.NAT,
                4,
                "nat descriptor static",
                number + " " + number,
                "<any> [<int:1..255>|netmask <int:0..32>]");
        global(Section.NAT, 5, "nat descriptor masquerade incoming", number, "through|reject|discard|forward <ip>");
        global(
                Section.NAT,
                6,
                "nat descriptor masquerade static",
                number + " " + number,
                "<ip> (<protocols> [<translated>]|<ip> <protocols> [<translated>])");
        global(Section.NAT, 7, "nat descriptor masquerade rlogin", number, "on|off");
        global(Section.NAT, 8, "nat descriptor masquerade session limit", number + " <int:1..10>", "<int:1..65534>");
        global(Section.NAT, 9, "nat descriptor timer", number, "<any>+");
        global(Section.NAT, 10, "nat descriptor log", "", "on|off");
        global(Section.NAT, 11, "nat descriptor masquerade unconvertible port", number, "<any>+");
        global(Section.NAT, 12, "nat descriptor backward-compatibility", "", "1|2");
    }
}
