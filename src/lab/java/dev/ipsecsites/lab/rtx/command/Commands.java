package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.device.Profile;
import java.util.List;

/** All tables together. */
public final class Commands {
    private Commands() {}

    /** The commands of one model and firmware. */
    public static Grammar of(Profile profile) {
        Grammar grammar = new Grammar(profile);
        List.of(
                        new SessionTable(grammar),
                        new ConsoleTable(grammar),
                        new InterfaceTable(grammar),
                        new TunnelTable(grammar),
                        new IpsecTable(grammar),
                        new RoutingTable(grammar),
                        new ServiceTable(grammar),
                        new ScheduleTable(grammar),
                        new VariableTable(grammar),
                        new OperationTable(grammar),
                        new ReachTable(grammar),
                        new ShowConfigTable(grammar),
                        new ShowTable(grammar),
                        new ShowStatusTable(grammar))
                .forEach(Table::fill);
        return grammar;
    }
}
