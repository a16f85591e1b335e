package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Section;
import java.util.List;

/** {@code set NAME=VALUE}: what {@code $NAME} in a later line stands for, on firmware that has it (yamaha-rtx.md §1.4). */
final class VariableTable extends Table {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,31}";

    VariableTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        if (profile.variables()) {
            global(Section.SET, 1, "set", "<re:" + NAME + "=.*>", "")
                    .identifiedBy(VariableTable::name)
                    .undoing("<re:" + NAME + "(=.*)?> <any>*", VariableTable::forget);
        }
    }

    /** Its name is enough. */
    private static void forget(Call c) {
        c.router().remove(new ConfigLine.Id(Context.GLOBAL, "set", name(c.value())));
    }

    private static List<String> name(List<String> key) {
        String word = key.getFirst();
        int equals = word.indexOf('=');
        return List.of(equals < 0 ? word : word.substring(0, equals));
    }
}
