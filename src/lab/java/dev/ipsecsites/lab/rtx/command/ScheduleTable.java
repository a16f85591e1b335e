package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.CommandLine;
import dev.ipsecsites.lab.rtx.grammar.Token;
import java.util.List;

/** {@code schedule at} (yamaha-rtx.md §5.3): stored; what it says is only tried out when its time has come. */
final class ScheduleTable extends Table {
    ScheduleTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        String date = "<re:[0-9*,-]+/[0-9a-zA-Z*,-]+>";
        String time = "<re:([01]?[0-9]|2[0-3]|\\*):([0-5]?[0-9]|\\*)(:[0-5]?[0-9])?>";
        String relative =
                profile.relativeSchedule() ? "<re:[+]([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)>|" : "";
        String target = "(<star>|pp " + ppNumber() + "|tunnel " + tunnelNumber() + "|switch <any>)";
        Rule rule = global(
                        Section.SCHEDULE,
                        1,
                        "schedule at",
                        "<int:1..65535>",
                        "(" + relative + "startup|usb-attached|sd-attached|[" + date + "] " + time + ") " + target
                                + " <any>+")
                .schedulable(false);
        rule.doing(c -> store(c, rule));
    }

    /** Some commands are refused at once, by name; everything else is taken as it is. */
    private static void store(Call c, Rule rule) {
        String line = String.join(
                " ", c.value().subList(Schedule.commandAt(c.value()), c.value().size()));
        List<Token> words = CommandLine.of(line).words();
        if (!words.isEmpty() && !c.grammar().schedulable(words)) {
            c.error(Text.KEYWORD);
            return;
        }
        c.store(rule.definition());
        Schedule.typed(c.router(), c.key().getFirst());
    }
}
