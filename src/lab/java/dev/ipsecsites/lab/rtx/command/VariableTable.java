package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Section;
import java.util.List;

/** {@code set NAME=VALUE}: what {@code $NAME} in a later line stands for, on firmware that has it (yamaha-rtx.md §1.4). */
final class VariableTable extends Table {
    VariableTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        if (profile.variables()) {
            global(Section.SET, 1, "set", "<re:[A-Za-z_][A-Za-z0-9_]{0,31}=.*>", "")
                    .identifiedBy(VariableTable::name);
        }
    }

    private static List<String> name(List<String> key) {
        String word = key.getFirst();
        int equals = word.indexOf('=');
        return List.of(equals < 0 ? word : word.substring(0, equals));
    }
}
