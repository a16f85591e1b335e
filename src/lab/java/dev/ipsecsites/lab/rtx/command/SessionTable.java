package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import java.util.Optional;

/** Becoming administrator, leaving, saving (yamaha-rtx.md §1.7, §5.1). */
final class SessionTable extends Table {
    SessionTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        command("administrator", "", SessionTable::administrator).forUsers();
        command("exit", "[save]", SessionTable::leave).forUsers();
        command("quit", "[save]", SessionTable::leave).forUsers();
        command("save", "[<re:[0-4](\\.[12])?|usb1:.+|sd1:.+> [<text:200>]]", SessionTable::saveCommand);
    }

    private static void administrator(Call c) {
        Console console = c.console();
        if (console.administrator()) {
            return;
        }
        if (!console.elevatesFreely() && !passwordFits(c)) {
            return;
        }
        console.administrator(true);
        c.router().log().add("'administrator' succeeded for SSH: " + console.user());
    }

    /** Asks for it; whoever breaks off with Ctrl-C is told nothing. */
    private static boolean passwordFits(Call c) {
        Optional<String> typed = c.console().secret("Password: ");
        String right = c.router().administratorPassword().orElse("");
        boolean fits = c.console().mayElevate() && typed.equals(Optional.of(right));
        if (!fits && typed.isPresent()) {
            c.error(Text.WRONG_PASSWORD);
        }
        return fits;
    }

    private static void leave(Call c) {
        Console console = c.console();
        if (!console.administrator()) {
            console.logout();
            return;
        }
        boolean save = c.word(0).equals("save");
        if (save || (c.router().unsaved() && console.yes(Text.SAVE_QUESTION))) {
            save(c, c.router().runningSlot(), "");
        }
        // Leaving keeps the changes: the timer that would undo them goes (yamaha-rtx.md §5.2).
        Rollback.cancel(c);
        console.administrator(false);
        console.select(Context.GLOBAL);
    }

    private static void saveCommand(Call c) {
        String slot = c.word(0).isEmpty() ? c.router().runningSlot() : c.word(0);
        if (!Character.isDigit(slot.charAt(0))) {
            // No memory is plugged in.
            c.error(Text.NO_SUCH_FILE);
            return;
        }
        Rollback.cancel(c);
        save(c, slot, c.word(1));
    }

    private static void save(Call c, String slot, String comment) {
        boolean breaks = c.router().faults().takeCloseOnSave();
        c.router().save(slot, comment, "SSH");
        String file = "CONFIG" + slot;
        if (breaks) {
            c.console().text(Text.SAVING.in(c.japanese()));
            c.console().cut();
        } else {
            c.console().line(Text.SAVING.in(c.japanese()) + file + Text.SAVED.in(c.japanese()));
        }
    }
}
