package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import dev.ipsecsites.lab.rtx.config.Section;
import java.util.ArrayList;
import java.util.List;

/** Tunnel interfaces (yamaha-rtx.md §4.2) and the selection of tunnels and peers. */
final class TunnelTable extends Table {
    TunnelTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        selection();
        if (profile.tunnelName()) {
            tunnel(1, "tunnel name", "<text:64>");
        } else {
            tunnel(1, "description tunnel", "<text:64>");
        }
        tunnel(2, "tunnel encapsulation", "ipsec|ipip|pptp|l2tp|l2tp-raw|l2tpv3|l2tpv3-raw|map-e|gre");
        tunnel(3, "tunnel endpoint address", "<ip> [<ip>]");
        tunnel(3, "tunnel endpoint name", "[<host>] <host> [fqdn]");
        tunnel(5, "ipsec tunnel", "<int:1..2147483647>").filed(Filing.BINDING);
        tunnel(6, "ipsec tunnel outer df-bit", "copy|set|clear");
        tunnel(7, "ipsec tunnel fastpath-fragment-function follow df-bit", "on|off");
        tunnel(8, "ipsec ipcomp type", "none|deflate");
        tunnel(40, "tunnel backup", "none|pp " + ppNumber() + "|tunnel " + tunnelNumber() + "|" + lanWord() + " <ip>");
        tunnel(41, "tunnel template", "<ints:1.." + profile.model().tunnels() + ">+");
        enabling("tunnel", profile.model().tunnels(), "");
        enabling("pp", profile.model().pps(), "|anonymous");
    }

    private void selection() {
        command("tunnel select", "none|" + tunnelNumber(), TunnelTable::selectTunnel)
                .forUsers()
                .schedulable(true);
        command("pp select", "none|anonymous|" + ppNumber(), TunnelTable::selectPp)
                .forUsers()
                .schedulable(true);
        // Both forms only leave the context, whatever stands behind (yamaha-rtx.md §4.2).
        command("no tunnel select", "<any>*", c -> c.console().select(Context.GLOBAL))
                .forUsers()
                .schedulable(true);
        command("no pp select", "<any>*", c -> c.console().select(Context.GLOBAL))
                .forUsers()
                .schedulable(true);
    }

    private static void selectTunnel(Call c) {
        c.console().select(c.word(0).equals("none") ? Context.GLOBAL : Context.tunnel(Integer.parseInt(c.word(0))));
    }

    private static void selectPp(Call c) {
        switch (c.word(0)) {
            case "none" -> c.console().select(Context.GLOBAL);
            case "anonymous" -> c.console().select(Context.pp(0));
            default -> c.console().select(Context.pp(Integer.parseInt(c.word(0))));
        }
    }

    /** {@code X enable N…}, {@code X disable N…}, {@code no X enable N…}. */
    private void enabling(String what, int max, String more) {
        String numbers = profile.tunnelRanges()
                ? "(<ints:1.." + max + ">+|all" + more + ")"
                : "(<int:1.." + max + ">+|all" + more + ")";
        Rule enable = global(Section.TUNNEL, 99, what + " enable", "", numbers).filed(Filing.ENABLE);
        enable.doing(c -> expand(c, what, max).forEach(n -> c.store(enable.definition(), List.of(n), List.of())));
        Action off = c -> expand(c, what, max)
                .forEach(n -> c.router().remove(new ConfigLine.Id(Context.GLOBAL, what + " enable", List.of(n))));
        enable.undoing(numbers, off);
        command(what + " disable", numbers, off).schedulable(true);
    }

    private static List<String> expand(Call c, String what, int max) {
        List<String> numbers = new ArrayList<>();
        for (String word : c.value()) {
            int dash = word.indexOf('-');
            if (word.equals("all")) {
                Context.Kind kind = what.equals("pp") ? Context.Kind.PP : Context.Kind.TUNNEL;
                c.router().running().blocks(kind).stream()
                        .filter(n -> n > 0)
                        .forEach(n -> numbers.add(Integer.toString(n)));
            } else if (dash > 0) {
                int to = Math.min(max, Integer.parseInt(word.substring(dash + 1)));
                for (int n = Integer.parseInt(word.substring(0, dash)); n <= to; n++) {
                    numbers.add(Integer.toString(n));
                }
            } else {
                numbers.add(word);
            }
        }
        return numbers;
    }
}
