package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.net.Interfaces;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.state.Operators;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small listings; their layouts are assumed where yamaha-rtx.md §3.7 has no sample. */
public final class Listings {
    private Listings() {}

    /** {@code show status user}: {@code *} is oneself, {@code +} an administrator. */
    public static List<String> users(Router router, int self, boolean japanese) {
        List<String> out = new ArrayList<>();
        out.add(
                japanese
                        ? "(*: 自分自身のユーザー情報, +: 管理者モード, @: RADIUS認証)"
                        : "(*: current user, +: administrator, @: authenticated by RADIUS)");
        out.add(
                japanese
                        ? "      ユーザー名             接続       IPアドレス"
                        : "      User name              Connection IP address");
        out.add("-".repeat(72));
        router.operators().all().forEach((number, login) -> out.add(user(number, login, number == self)));
        return out;
    }

    private static String user(int number, Operators.Login login, boolean self) {
        return "%s%s    %-22s %-10s %s"
                .formatted(
                        self ? "*" : " ",
                        login.administrator() ? "+" : " ",
                        login.user(),
                        "ssh" + number,
                        login.from());
    }

    /** {@code show arp}. */
    public static List<String> arp(String neighbour, boolean japanese) {
        List<String> out = new ArrayList<>();
        out.add(japanese ? "カウント数: 1" : "Count: 1");
        out.add(
                japanese
                        ? "インタフェース IPアドレス        MACアドレス       TTL(秒)"
                        : "Interface      IP address        MAC address       TTL(sec)");
        out.add("%-14s %-17s %s %d".formatted("LAN1(port1)", neighbour, "b4:69:21:1f:7d:ea", 1157));
        return out;
    }

    /** {@code show ip secure filter IF [in|out]}: the filters of the list, in its order. */
    public static List<String> filters(Router router, String name, Context context, String direction) {
        Configuration c = router.running();
        List<String> out = new ArrayList<>();
        for (String d : direction.isEmpty() ? List.of("in", "out") : List.of(direction)) {
            List<String> words = c.find(context, "ip " + name + " secure filter " + d)
                    .map(ConfigLine::value)
                    .orElse(List.of());
            out.add("[" + d.toUpperCase(Locale.ROOT) + "]");
            boolean dynamic = false;
            for (String word : words) {
                if (word.equals("dynamic")) {
                    dynamic = true;
                } else {
                    String command = dynamic ? "ip filter dynamic" : "ip filter";
                    out.add(c.find(Context.GLOBAL, command, word)
                            .map(ConfigLine::text)
                            .orElse(word + " (undefined)"));
                }
            }
        }
        return out;
    }

    /** {@code show nat descriptor address}. */
    public static List<String> nat(Router router, String asked, boolean japanese) {
        Configuration c = router.running();
        List<String> out = new ArrayList<>();
        for (ConfigLine type : c.all(Context.GLOBAL, "nat descriptor type")) {
            String number = type.key().getFirst();
            if (asked.isEmpty() || asked.equals(number)) {
                descriptor(router, number, japanese, out);
            }
        }
        return out;
    }

    private static void descriptor(Router router, String number, boolean japanese, List<String> out) {
        Configuration c = router.running();
        String at = new Interfaces(router).wan().map(Interface::printed).orElse("-");
        String address = new Interfaces(router).wan().flatMap(Interface::host).orElse("-");
        String outer = c.find(Context.GLOBAL, "nat descriptor address outer", number)
                .map(l -> l.value().getFirst())
                .orElse("ipcp");
        out.add(japanese ? "NAT/IPマスカレード 動作タイプ : 2" : "NAT/IP masquerade operation type : 2");
        out.add(
                japanese
                        ? "参照NATディスクリプタ : " + number + ", 適用インタフェース : " + at + "(1)"
                        : "Reference NAT descriptor : " + number + ", Applied interface : " + at + "(1)");
        out.add(japanese ? "Masqueradeテーブル" : "Masquerade table");
        out.add((japanese ? "    外側アドレス: " : "    Outer address: ") + outer + "/" + address);
        out.add((japanese ? "    ポート範囲: " : "    Port range: ") + "60000-64095, 49152-59999, 44096-49151");
        c.all(Context.GLOBAL, "nat descriptor masquerade static").stream()
                .filter(l -> l.key().getFirst().equals(number))
                .forEach(l -> out.add("    " + l.key().getLast() + ": " + String.join(" ", l.value()) + " static"));
    }

    /** {@code show techinfo}: English, unpaged, with secrets, whatever the console is set to (yamaha-rtx.md §1.5). */
    public static List<String> techinfo(Router router) {
        List<String> out = new ArrayList<>();
        part(out, "show environment", Environment.of(router, false));
        part(out, "show config", ConfigListing.of(router, router.running()));
        part(out, "show ip route detail", RouteTable.of(router, true, false));
        part(out, "show ipsec sa", SaList.of(router));
        router.running().blocks(Context.Kind.PP).stream()
                .filter(n -> n > 0)
                .forEach(n -> part(out, "show status pp " + n, PpStatus.of(router, n, false)));
        router.running()
                .blocks(Context.Kind.TUNNEL)
                .forEach(n -> part(out, "show status tunnel " + n, TunnelStatus.of(router, n, false)));
        part(out, "show log", router.log().lines());
        return out;
    }

    private static void part(List<String> out, String command, List<String> lines) {
        out.add("# " + command);
        out.addAll(lines);
        out.add("");
    }
}
