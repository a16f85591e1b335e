package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigDifference;
import dev.ipsecsites.lab.rtx.config.ConfigText;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Flash;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.show.ConfigListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code show config} and its relatives (yamaha-rtx.md §3.1). */
final class ShowConfigTable extends Table {
    private static final String SLOT = "<re:-|[0-4](\\.[12])?>";

    ShowConfigTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        command("show config", "[" + SLOT + "]", ShowConfigTable::config).forUsers();
        command("show config list", "", c -> c.lines(ConfigListing.list(c.router())))
                .forUsers();
        command(
                        "show config pp",
                        "[<ints:1.." + profile.model().pps() + ">|anonymous]",
                        c -> blocks(c, Context.Kind.PP))
                .forUsers();
        command(
                        "show config tunnel",
                        "[<ints:1.." + profile.model().tunnels() + ">] [expand]",
                        c -> blocks(c, Context.Kind.TUNNEL))
                .forUsers();
        if (profile.configDifference()) {
            command(
                    "show config difference",
                    "[config] " + SLOT + " [[config] " + SLOT + "]",
                    ShowConfigTable::difference);
        }
    }

    private static boolean busy(Call c) {
        boolean busy = c.router().faults().busy(c.router().clock().instant());
        if (busy) {
            c.error(Text.BUSY);
        }
        return busy;
    }

    private static void config(Call c) {
        if (busy(c)) {
            return;
        }
        String slot = c.value().isEmpty() ? "-" : c.word(0);
        stored(c, slot).ifPresent(found -> c.lines(ConfigListing.of(c.router(), found)));
    }

    /** A configuration by name; one of the flash asks for the passwords that are in it. */
    static Optional<Configuration> stored(Call c, String slot) {
        if (slot.equals("-")) {
            return Optional.of(c.router().running());
        }
        Optional<Configuration> found = c.router().flash().slot(slot).map(Flash.Slot::configuration);
        if (found.isEmpty()) {
            c.error(Text.NO_SUCH_FILE);
            return found;
        }
        Optional<String> login = c.console().secret("Login Password: ");
        Optional<String> administrator = login.flatMap(l -> c.console().secret("Administrator Password: "));
        if (login.isEmpty() || administrator.isEmpty()) {
            return Optional.empty();
        }
        Configuration f = found.get();
        boolean fits = login.get().equals(f.value(Context.GLOBAL, "login password", ""))
                && administrator
                        .get()
                        .equals(f.value(
                                Context.GLOBAL,
                                "administrator password",
                                f.value(Context.GLOBAL, "administrator password encrypted", "")));
        if (!fits) {
            c.error(Text.WRONG_PASSWORD);
            return Optional.empty();
        }
        return found;
    }

    private static void difference(Call c) {
        List<String> names = c.value().stream().filter(w -> !w.equals("config")).toList();
        String from = names.size() == 2 ? names.getFirst() : "-";
        stored(c, from)
                .ifPresent(a -> stored(c, names.getLast()).ifPresent(b -> c.lines(ConfigDifference.between(a, b))));
    }

    private static void blocks(Call c, Context.Kind kind) {
        if (busy(c)) {
            return;
        }
        List<Integer> numbers = new ArrayList<>(c.router().running().blocks(kind));
        String asked = c.word(0);
        if (!asked.isEmpty() && !asked.equals("expand")) {
            int dash = asked.indexOf('-');
            int from = asked.equals("anonymous") ? 0 : Integer.parseInt(dash < 0 ? asked : asked.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(asked.substring(dash + 1));
            numbers.removeIf(n -> n < from || n > to);
        }
        numbers.forEach(n -> c.lines(ConfigText.block(c.router().running(), new Context(kind, n))));
    }
}
