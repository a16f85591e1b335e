package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.show.Environment;
import dev.ipsecsites.lab.rtx.show.RouteTable;
import dev.ipsecsites.lab.rtx.show.SaDetail;
import dev.ipsecsites.lab.rtx.show.SaList;
import dev.ipsecsites.lab.rtx.show.TunnelStatus;
import java.util.List;

/** Show commands; users may run them. */
final class ShowTable extends Table {
    ShowTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        command("show environment", "[detail]", c -> c.lines(Environment.of(c.router(), c.japanese())))
                .forUsers();
        command("show copyright", "", c -> c.lines(Environment.copyright(c.router())))
                .forUsers();
        command("show command", "", c -> c.lines(grammar().names())).forUsers();
        command("show command history", "[<int:1..20>]", ShowTable::history).forUsers();
        command("show status tunnel", "up|down|" + tunnelNumber(), ShowTable::tunnel)
                .forUsers();
        command("show ipsec sa", "", c -> c.lines(SaList.of(c.router()))).forUsers();
        command("show ipsec sa gateway", gatewayNumber() + " [detail]", ShowTable::gateway)
                .forUsers();
        command("show ip route", "[detail|summary]", ShowTable::routes).forUsers();
        command("show log", "[reverse|saved]", ShowTable::log).forUsers();
    }

    private static void history(Call c) {
        List<String> all = c.console().history();
        int wanted = c.value().isEmpty() ? all.size() : Math.min(all.size(), Integer.parseInt(c.word(0)));
        c.lines(all.subList(all.size() - wanted, all.size()));
    }

    private static void tunnel(Call c) {
        c.lines(
                switch (c.word(0)) {
                    case "up" -> TunnelStatus.list(c.router(), true);
                    case "down" -> TunnelStatus.list(c.router(), false);
                    default -> TunnelStatus.of(c.router(), Integer.parseInt(c.word(0)), c.japanese());
                });
    }

    private static void gateway(Call c) {
        int gateway = Integer.parseInt(c.word(0));
        c.lines(
                c.word(1).isEmpty()
                        ? SaList.gateway(c.router(), gateway)
                        : SaDetail.of(c.router(), gateway, c.japanese()));
    }

    private static void routes(Call c) {
        c.lines(
                c.word(0).equals("summary")
                        ? RouteTable.summary(c.router())
                        : RouteTable.of(c.router(), c.word(0).equals("detail"), c.japanese()));
    }

    private static void log(Call c) {
        List<String> lines = c.word(0).equals("saved")
                ? c.router().log().beforeRestart()
                : c.router().log().lines();
        c.lines(c.word(0).equals("reverse") ? lines.reversed() : lines);
    }
}
